#!/bin/sh
# Runs the benchmarks: benchmarks/run.sh [arguments of JMH]. Two forks by default; -prof gc shows what is allocated.
set -e
cd "$(dirname "$0")/.."
mvn -q -Pbench -DskipTests -Dinvoker.skip -pl benchmarks -am package
cd benchmarks
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat target/class-path)" \
    org.openjdk.jmh.Main "$@"
