"""Compares the families of hints with the published instruction tables: python3 derivation/compare_hints.py DATA_DIR

Of each family every encoding must be that of an instruction that the family names, as AARCHMRS, XED, riscv-opcodes, golang/arch
or LLVM has it. On aarch64 and x86, whose hint spaces are closed, the converse holds too: every instruction in the space that is
no part of the base belongs to exactly one family. Prints what it compared; exit status 1 where a table and a family differ.
"""

import re
import sys
from pathlib import Path

from names import A64_HINT_MASK, A64_HINT_VALUE, TABLES, Names, read_table, words

# architecture -> tables that hold mask and value: (file, column of the mnemonic)
FIXED = {
    "aarch64": [("aarch64/a64-encodings.tsv", "encoding")],
    "arm": [("arm/a32-encodings.tsv", "encoding"), ("arm/t32-encodings.tsv", "encoding")],
    "riscv64": [("riscv/riscv-opcodes.tsv", "name")],
    "ppc64le": [("ppc/ppc-isa31b.tsv", "mnemonics")],
    "s390x": [("s390x/llvm-systemz-insns.tsv", "asm")],
    "loongarch64": [("loongarch/loongarch-insns.tsv", "mnemonic")],
}
WIDE_NOPS = {"0d", "18", "19", "1a", "1b", "1c", "1d", "1e", "1f"}


def families(arch):
    return read_table(TABLES / arch / "hints.tsv")


def pairs(row):
    return [tuple(int(part, 16) for part in pair.split("/")) for pair in words(row["encoding"])]


def fixed(arch, data):
    """Each encoding must lie in a row of a table, of which the family names the mnemonic."""
    rows = [(column, r) for path, column in FIXED[arch] for r in read_table(data / path)]
    bad = []
    for family in families(arch):
        for mask, value in pairs(family):
            found = [r[column].lower() for column, r in rows if within(mask, value, r)]
            named = {n.split()[0].lower() for n in words(family["instructions"])}
            if not any(re.split(r"[ ,_]", f)[0] in named for f in found):
                bad.append(f"{arch} {family['family']}: {value:08x} is {found or 'no instruction'}")
    return len(families(arch)), bad


def within(mask, value, row):
    other = int(row["mask"], 16) & ~int(row.get("should_be_mask") or row.get("softmask") or "0", 16)
    return mask & other == other and value & other == int(row["value"], 16) & other


def aarch64_space(data):
    """Every allocated hint beyond the base belongs to one family."""
    names = Names(data)
    known, bad = [pair for family in families("aarch64") for pair in pairs(family)], []
    for row in read_table(data / "hints/hint-space.tsv"):
        if row["arch"] != "aarch64" or row["feature"] == "BASE":
            continue
        mask, value = int(row["mask"], 16), int(row["value"], 16)
        hint = mask & A64_HINT_MASK == A64_HINT_MASK and value & A64_HINT_MASK == A64_HINT_VALUE
        owners = [1 for m, v in known if mask & m == m and value & m == v]
        if hint and len(owners) != 1:
            bad.append(f"aarch64: {row['mnemonic']} belongs to {len(owners)} families")
    for row in read_table(data / "aarch64/a64-encodings.tsv"):
        mask, value = int(row["mask"], 16), int(row["value"], 16)
        if not names.a64_is_hint(value, mask) or row["encoding"].split("_")[0] in BASE_HINTS:
            continue
        if not any(m & mask == mask and v & mask == value for m, v in known):
            bad.append(f"aarch64: {row['encoding']} belongs to no family")
    return bad


BASE_HINTS = {"NOP", "YIELD", "WFE", "WFI", "SEV", "SEVL", "CSDB", "HINT"}


def x86(data):
    """Every instruction of a family lies where XED has a no-operation; every other instruction there belongs to a family or the base."""
    names, bad, rows = Names(data), [], {}
    space = [r for r in read_table(data / "x86/xed-instructions.tsv") if r["space"] == "legacy" and r["map"] == "1" and r["opcode"] in WIDE_NOPS]
    for row in space:
        rows.setdefault(row["iclass"], []).append(row)
    nops = {r["opcode"] for r in space if r["category"] == "WIDENOP"}
    owner = {i: f["family"] for f in families("x86_64") for i in words(f["instructions"])}
    for family in families("x86_64") + families("i386"):
        opcodes = {m[1].lower() for m in re.finditer(r"0F ([0-9A-F]{2})", family["encoding"])}
        for iclass in words(family["instructions"]) if opcodes else []:
            found = {r["opcode"] for r in rows.get(iclass, [])}
            if not found or not found <= opcodes & nops:
                bad.append(f"x86 {family['family']}: {iclass} has the opcodes {sorted(found)}")
    for iclass, patterns in rows.items():
        family = names.x86_hint(patterns[0]["isa_set"], iclass)
        beyond = any(names.x86_isa_set(r["isa_set"], iclass) != [frozenset()] for r in patterns)
        if family != owner.get(iclass, "") and iclass != "NOP" or beyond and not family:
            bad.append(f"x86_64: {iclass} is of {family or 'no family'} in isa-sets.tsv, {owner.get(iclass)} in hints.tsv")
    for family in families("i386"):
        bad += [f"i386: {i} is of {family['family']}" for i in words(family["instructions"]) if owner.get(i) != family["family"]]
    return len(families("x86_64") + families("i386")), bad


def main(data_dir):
    data, bad = Path(data_dir), []
    for arch in FIXED:
        count, found = fixed(arch, data)
        print(f"{arch}: {count} families")
        bad += found
    count, found = x86(data)
    print(f"x86_64 and i386: {count} families")
    bad += found + aarch64_space(data)
    print(*bad, f"{len(bad)} differences", sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
