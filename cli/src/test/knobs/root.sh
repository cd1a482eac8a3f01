#!/bin/sh
# Unpacks Debian packages and all that they need below a folder, without installing any: root.sh FOLDER SUITE ARCHITECTURE PACKAGE...
# Sources: deb.debian.org, or the mirror that PLIMSOLL_DEBIAN names. A folder that holds the same packages already is left as it is. What was fetched
# stays in FOLDER.debs, so that another choice of packages fetches only what is new.
set -eu
folder=$1 suite=$2 architecture=$3
shift 3
for tool in apt-get:apt dpkg-deb:dpkg; do
  command -v "${tool%%:*}" > /dev/null || { echo "missing: ${tool%%:*} (Debian package ${tool##*:})" >&2; exit 1; }
done
wanted="$suite $architecture $*"
[ "$(cat "$folder/packages" 2> /dev/null || true)" != "$wanted" ] || exit 0
rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache" "$folder/apt/etc" "$folder/root" "$folder.debs/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${PLIMSOLL_DEBIAN:-http://deb.debian.org/debian} $suite main" > "$folder/apt/etc/debian.list"
apt() {
  apt-get -qq --no-install-recommends -o APT::Sandbox::User= -o APT::Architecture="$architecture" -o APT::Architectures::="$architecture" \
    -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$PWD/$folder/apt/etc" -o Dir::State::lists="$PWD/$folder/apt/lists" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$PWD/$folder/apt/cache" -o Dir::Cache::archives="$PWD/$folder.debs" "$@"
}
case $folder in /*) cd / && folder=${folder#/} ;; esac
apt update
# It names what it would fetch, so from an empty cache all of it.
mkdir -p "$folder/apt/none/partial"
apt install --print-uris -y -o Dir::Cache::archives="$PWD/$folder/apt/none" "$@" | awk '/^\x27/ { print $2 }' > "$folder/fetched"
[ -s "$folder/fetched" ]
apt install --download-only -y "$@" > /dev/null
# Links such as /lib -> usr/lib come first: a package's own folder of that name must not take their place.
for name in bin sbin lib lib64; do
  mkdir -p "$folder/root/usr/$name"
  ln -s "usr/$name" "$folder/root/$name"
done
while read -r name; do
  package=$folder.debs/$name
  dpkg-deb --fsys-tarfile "$package" | tar -x -k --no-same-owner --keep-directory-symlink -C "$folder/root" 2>> "$folder/unpack.log" || true
  dpkg-deb -W --showformat='${Package}\t${Version}\n' "$package" >> "$folder/versions"
  # What it was linked with, as PACKAGE/SOURCE: where that left no package of its own.
  dpkg-deb -f "$package" Static-Built-Using Built-Using | tr ',' '\n' | sed -n "s|^.* \([^ ]*\) (= \(.*\))|${name%%_*}/\1\t\2|p" >> "$folder/versions"
done < "$folder/fetched"
rm -r "$folder/apt"
# What update-alternatives would have chosen: Debian keeps each BLAS in a folder of its own.
for library in "$folder"/root/usr/lib/*/openblas-pthread/*.so.* "$folder"/root/usr/lib/*/blis-pthread/libblis.so.*; do
  [ ! -e "$library" ] || ln -sf "$(basename "$(dirname "$library")")/$(basename "$library")" "$(dirname "$library")/.."
done
mkdir -p "$folder/root/proc" "$folder/root/dev" "$folder/root/tmp"
echo "$wanted" > "$folder/packages"
