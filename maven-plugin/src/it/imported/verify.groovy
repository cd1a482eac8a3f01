def log = new File(basedir, 'build.log').text
def sources = new File(basedir, 'service/target/generated-sources/plimsoll')
def line = new File(sources, 'com/acme/service/ServiceLine.java').text
assert line.contains('class Lean')
assert line.contains('class Floor')
assert !line.contains('class Tight')
def classes = []
sources.eachFileRecurse(groovy.io.FileType.FILES) { classes << it.name }
assert classes == ['ServiceLine.java']
assert log.contains('1 tests of policies: 1 passed, 0 failed, 0 in error')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'service/target/plimsoll/ServiceLine-floor.json'))
assert report.verdict == 'pass'
return true
