['east', 'west'].each {
    def report = new File(basedir, "target/plimsoll/com.acme.${it}.Line-portable.json")
    assert new groovy.json.JsonSlurper().parse(report).policy == "com.acme.${it}.Line".toString()
}
return true
