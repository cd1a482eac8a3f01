#!/bin/sh
# Runs a program with an unpacked root as its own, in place of this process and without privileges: inside.sh FOLDER PROGRAM ARGUMENT...
root=$1/root
shift
exec unshare --map-root-user --mount sh -c 'mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec /usr/sbin/chroot "$0" "$@"' "$root" "$@"
