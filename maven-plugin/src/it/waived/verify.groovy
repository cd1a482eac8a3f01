def log = new File(basedir, 'build.log').text
assert log.contains('pass with exemptions')
assert log.contains('gateway-team')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/plimsoll/GatewayLine-oldest.json'))
assert report.schema == 1
assert report.verdict == 'pass with exemptions'
return true
