def log = new File(basedir, 'build.log').text
assert log.contains('conscrypt-openjdk-uber')
assert log.contains('avx2')
assert log.contains('dispatch unknown')
assert !log.contains('NullPointerException')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/plimsoll/GatewayLine-oldest.json'))
assert report.verdict == 'fail'
return true
