"""Holds the levels of s390x against binutils: python3 derivation/compare_s390x.py DATA_DIR

binutils says with which architecture each mnemonic came; LLVM says which facilities it needs; the first of our levels on which some
CPU model possibly has these must be the same. Prints what differs, and fails if anything does.
"""

import sys
from collections import defaultdict
from pathlib import Path

from catalog import cpus
from catalog.facts import Lattice
from catalog.s390x import Source
from names import read_table, words

# binutils' names of levels; what came before the base is in it
BINUTILS = dict.fromkeys(["g5", "z900", "z990", "z9-109", "z9-ec"], "z10") | {"arch12": "z14", "arch13": "z15", "arch14": "z16", "arch15": "z17"}


def levels_of_features(source):
    """Canonical name -> the first level of which some CPU model possibly has the feature."""
    lattice = Lattice(source.features(), source.joint)
    levels = source.levels(lattice)
    level_of = {r["name"]: r["level"] for r in source.table("cpus")}
    order = [l.name for l in levels]
    found = {}
    for model in cpus.cpus(source, lattice, levels):
        for name in model.possible:
            found[name] = min(found.get(name, order[-1]), level_of[model.name], key=order.index)
    since = {r["name"]: r["since"] for r in source.table("features") if r["kind"] == "system"}
    return found | since, order


def main(data_dir):
    source = Source(data_dir)
    first, order = levels_of_features(source)
    by_llvm = {n: r["name"] for r in source.table("features") for n in words(r["llvm"])}
    needed = defaultdict(set)
    for row in read_table(Path(data_dir) / "s390x/llvm-systemz-insns.tsv"):
        names = [by_llvm[n] for n in row["condition"].split(" & ") if n]
        level = max((first[n] for n in names), key=order.index, default=order[0])
        needed[row["asm"].split("\t")[0].split(" ")[0]].add(level)
    compared, differing = 0, []
    for row in read_table(Path(data_dir) / "s390x/s390-binutils-archlevel.tsv"):
        if row["mnemonic"] not in needed:
            continue
        level = BINUTILS.get(row["first_arch"], row["first_arch"])
        compared += 1
        if level not in needed[row["mnemonic"]]:
            differing.append(f"{row['mnemonic']}: binutils {level}, here {sorted(needed[row['mnemonic']])}")
    print("\n".join(differing))
    print(f"{compared} mnemonics compared, {len(differing)} differ")
    return bool(differing)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
