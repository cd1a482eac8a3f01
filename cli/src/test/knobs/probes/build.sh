#!/bin/sh
# Puts the probes into an unpacked root: build.sh FOLDER ARCHITECTURE QEMU
set -eu
cd "$(dirname "$0")"
need() {
  command -v "$1" > /dev/null || { echo "missing: $1 (Debian package $2)" >&2; exit 1; }
}
folder=$1
probes=$folder/root/probes
mkdir -p "$probes/pg/global"
need javac openjdk-17-jdk-headless
javac --release 17 -d "$probes" ./*.java
cp ./*.py ./*.js "$probes"
printf 'P6 64 64 255\n' > "$probes/image.ppm"
head -c 12288 steps.c ./*.py | head -c 12288 >> "$probes/image.ppm"
head -c 8192 /dev/zero > "$probes/pg/global/pg_control"
# For roots of other architectures, programs of a root of its own: QEMU of the newest Debian, whatever is installed, and a compiler of Go.
tools=$folder/../tools
tools() {
  (cd .. && flock "$tools.lock" ./root.sh "$tools" trixie amd64 coreutils dash qemu-user golang-go)
  mkdir -p "$tools/root/probes"
  cp cpu.go "$tools/root/probes"
  ../inside.sh "$tools" env PATH=/usr/bin HOME=/tmp CGO_ENABLED=0 GO111MODULE=off "GOARCH=$1" go build -o "/probes/cpu-$1" /probes/cpu.go
  cp "$tools/root/probes/cpu-$1" "$probes/cpu"
  grep -q '^golang-go' "$folder/versions" || grep '^golang-go' "$tools/versions" >> "$folder/versions"
}
if [ "$2" = amd64 ] || [ "$2" = i386 ]; then
  need gcc gcc
  gcc -O2 -static -o "$probes/steps" steps.c
  gcc -O2 -static -o "$probes/traps" traps.c
else
  tools "$(echo "$2" | sed s/ppc64el/ppc64le/)"
  cp "$tools/root/usr/bin/qemu-$3" "$probes/qemu"
fi
[ "$2" != i386 ] || tools 386
if [ "$2" = amd64 ]; then
  need g++ g++
  cp cpu.go "$probes"
  ../inside.sh "$folder" env PATH=/usr/bin HOME=/tmp CGO_ENABLED=0 GO111MODULE=off go build -o /probes/cpu /probes/cpu.go
  if [ -d "$folder/root/usr/share/gocode" ]; then
    cp klauspost.go "$probes"
    ../inside.sh "$folder" env PATH=/usr/bin HOME=/tmp CGO_ENABLED=0 GO111MODULE=off GOPATH=/usr/share/gocode go build -o /probes/klauspost /probes/klauspost.go
  fi
  gcc -O2 -static -o "$probes/static" static.c
  # Of the root's headers this one alone: its C library is not the compiler's.
  mkdir -p "$probes/include"
  cp "$folder/root/usr/include/simdjson.h" "$probes/include"
  g++ -O1 -I "$probes/include" -o "$probes/simdjson" simdjson.cpp -L "$folder/root/usr/lib/x86_64-linux-gnu" -lsimdjson -Wl,--allow-shlib-undefined
  ../inside.sh "$folder" env PATH=/usr/bin aomenc --allintra --cpu-used=9 --i420 -w 64 -h 64 --limit=2 --threads=1 --obu -o /probes/image.obu /probes/image.ppm 2> /dev/null
fi
