def log = new File(basedir, 'build.log').text
assert log.contains('skipped (plimsoll.check.skip)')
assert new File(basedir, 'target/generated-sources/plimsoll/com/acme/gateway/GatewayLine.java').exists()
assert !new File(basedir, 'target/plimsoll').exists()
return true
