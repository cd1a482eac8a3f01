#!/bin/sh
# Puts the probes into an unpacked root: build.sh FOLDER ARCHITECTURE QEMU
set -eu
cd "$(dirname "$0")"
folder=$1 architecture=$2 qemu=$3
for tool in javac:openjdk-17-jdk-headless gcc:gcc g++:g++; do
  command -v "${tool%%:*}" > /dev/null || { echo "missing: ${tool%%:*} (Debian package ${tool##*:})" >&2; exit 1; }
done
probes=$folder/root/probes
mkdir -p "$probes/pg/global"
javac --release 17 -d "$probes" ./*.java
cp ./*.py ./*.js "$probes"
printf 'P6 64 64 255\n' > "$probes/image.ppm"
head -c 12288 steps.c ./*.py | head -c 12288 >> "$probes/image.ppm"
head -c 8192 /dev/zero > "$probes/pg/global/pg_control"
# Compiles a program with the Go of a root, there: go_build FOLDER PROGRAM VARIABLE...
go_build() {
  there=$1 program=$2
  shift 2
  mkdir -p "$there/root/probes"
  cp "$program.go" "$there/root/probes"
  ../inside.sh "$there" env PATH=/usr/bin HOME=/tmp CGO_ENABLED=0 GO111MODULE=off "$@" go build -o "/probes/$program" "/probes/$program.go"
}
if [ "$architecture" = amd64 ]; then
  go_build "$folder" cpu
  [ ! -d "$folder/root/usr/share/gocode" ] || go_build "$folder" klauspost GOPATH=/usr/share/gocode
  # Of the root's headers this one alone: its C library is not the compiler's.
  mkdir -p "$probes/include"
  cp "$folder/root/usr/include/simdjson.h" "$probes/include"
  g++ -O1 -I "$probes/include" -o "$probes/simdjson" simdjson.cpp -L "$folder/root/usr/lib/x86_64-linux-gnu" -lsimdjson -Wl,--allow-shlib-undefined
  ../inside.sh "$folder" env PATH=/usr/bin aomenc --allintra --cpu-used=9 --i420 -w 64 -h 64 --limit=2 --threads=1 --obu -o /probes/image.obu /probes/image.ppm 2> /dev/null
else
  # Programs of a root that those of other architectures share: QEMU of the newest Debian, whatever is installed, and a compiler of Go.
  tools=$folder/../tools
  (
    flock 9
    ../root.sh "$tools" trixie amd64 coreutils dash qemu-user golang-go
    go_build "$tools" cpu "GOARCH=$(echo "$architecture" | sed 's/^ppc64el$/ppc64le/; s/^i386$/386/')"
    cp "$tools/root/probes/cpu" "$probes"
  ) 9> "$tools.lock"
  grep -q '^golang-go' "$folder/versions" || grep '^golang-go' "$tools/versions" >> "$folder/versions"
fi
if [ -n "$qemu" ]; then
  cp "$tools/root/usr/bin/qemu-$qemu" "$probes/qemu"
else
  for program in *.c; do
    gcc -O2 -static -o "$probes/${program%.c}" "$program"
  done
fi
