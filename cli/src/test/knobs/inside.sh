#!/bin/sh
# Runs a program with an unpacked root as its own, as the only child of this process and without privileges: inside.sh FOLDER PROGRAM ARGUMENT...
# A child, because the kernel would count what started this process, too, and that is not held: Java has a program of its own for it.
root=$1/root
shift
exec unshare --kill-child --map-root-user --mount sh -c 'mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec /usr/sbin/chroot "$0" "$@"' "$root" "$@"
