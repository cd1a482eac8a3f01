#!/usr/bin/env bash
# Whole-process time of `plimsoll scan` against objdump on the same ELF files, in turn: medians of 5 runs and their ratio.
# Usage: benchmarks/scan.sh FILE…        (build first: mvn package; needs objdump and /usr/bin/time)
set -euo pipefail
plimsoll=$(dirname "$0")/../cli/target/plimsoll/bin/plimsoll
runs=5

timed() { /usr/bin/time -o "$tmp" -f '%U %S %e %M' "$@" >/dev/null 2>&1 || true; awk '{ print $1 + $2, $3, $4 }' "$tmp" | tail -n 1; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
printf 'file\tbytes\tplimsoll CPU s\twall s\tpeak KiB\tobjdump CPU s\tratio\n'
for file in "$@"; do
  ours=() walls=() peaks=() theirs=()
  timed "$plimsoll" scan "$file" >/dev/null
  for _ in $(seq "$runs"); do
    read -r c w m < <(timed "$plimsoll" scan "$file")
    ours+=("$c") walls+=("$w") peaks+=("$m")
    read -r c _ _ < <(timed objdump -d --no-show-raw-insn "$file")
    theirs+=("$c")
  done
  a=$(printf '%s\n' "${ours[@]}" | median)
  b=$(printf '%s\n' "${theirs[@]}" | median)
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(basename "$file")" "$(stat -c %s "$file")" "$a" \
    "$(printf '%s\n' "${walls[@]}" | median)" "$(printf '%s\n' "${peaks[@]}" | median)" "$b" \
    "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.1f", b / a }')"
done
