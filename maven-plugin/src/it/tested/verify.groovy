def log = new File(basedir, 'build.log').text
assert log.contains('src/main/plimsoll/gateway.plimsoll:4:16: "fails" failed: oldest on x86_64 has avx2')
assert log.contains('actual   it lacks avx2')
assert log.contains('taken away here')
assert log.contains('2 tests of policies: 1 passed, 1 failed, 0 in error')
assert !log.contains('"holds" failed')
return true
