def log = new File(basedir, 'build.log').text
assert log.contains('policies: 1, classes written: 1')
assert log.contains('policies: 0, classes written: 0')
def left = []
new File(basedir, 'target').eachFileRecurse { if (it.name =~ /^GatewayLine(\$.*)?\.(java|class)$/) left << it.name }
assert left == []
return true
