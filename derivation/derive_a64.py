#!/usr/bin/env python3
"""Derives the aarch64 encoding table of the verifier.

usage: derive_a64.py DATA_DIR OUT_DIR

DATA_DIR/aarch64 holds llvm-aarch64-insns.tsv (LLVM 23.1.1: one condition per row), a64-encodings.tsv (Arm AARCHMRS 2026-03:
FEAT_* per encoding, against which LLVM's conditions are checked) and sysops.tsv; DATA_DIR/hints/hint-space.tsv the NOPs.
Writes OUT_DIR/aarch64.tsv: mask, value, alternatives, hint, detection; most specific mask first.
"""

import re
import sys
from pathlib import Path

import a64_fixes as fixes
from encoding_rows import check_same, conflicts, operand_rows, reduce, shape_rows, soft
from names import Names, read_table

RESERVED = ("!", "", "")
BASE = ("-", "", "")


class Classes:
    """(alternatives, hint, detection) of instructions."""

    def __init__(self, data_dir):
        self.names = Names(data_dir)

    def of_llvm(self, condition, record):
        hint = fixes.RECORD_HINTS.get(record)
        return ("-", hint, "") if hint else cls(self.names.a64_llvm(condition, record))

    def of_arm(self, expression, mnemonic=""):
        return cls(self.names.a64_features(expression, mnemonic))

    def of_hint(self, expression):
        return "-", self.names.a64_hint(expression), ""


def cls(alternatives):
    """The class of a requirement. What works outside streaming mode stands first: it is what code that says nothing needs."""
    texts = ["+".join(sorted(features)) for features in sorted(alternatives, key=streaming)]
    return "|".join(texts) or "-", "", ""


def streaming(features):
    return any(name.startswith("sme") for name in features)


def differences(data, classes):
    """Where LLVM's condition and Arm's expression of one instruction do not come to one requirement."""
    arm = {}
    for row in read_table(data / "a64-encodings.tsv"):
        for record in row["llvm_records"].split(","):
            arm.setdefault(record, []).append(row)
    for row in read_table(data / "llvm-aarch64-insns.tsv"):
        llvm = classes.of_llvm(row["condition"], row["name"])
        for other in arm.get(row["name"], []):
            if " / " not in other["features"] and not llvm[1]:
                said = classes.of_arm(other["features"], other["mnemonics"])
                if said != llvm:
                    yield row["name"], llvm[0], said[0]


def named_rows(row, records):
    """(mask, value) of the parts of a row that are listed by the record's name."""
    for pattern, shapes in records:
        if re.fullmatch(pattern, row["name"]):
            for (hi, lo), shape in shapes:
                yield from shape_rows(*soft(row), range(hi, lo - 1, -1), [shape])


def instruction_rows(data, classes):
    for row in read_table(data / "llvm-aarch64-insns.tsv"):
        mask, value = soft(row)
        yield mask, value, classes.of_llvm(row["condition"], row["name"])
        yield from ((*word, RESERVED) for word in operand_rows(row, fixes.OPERANDS))
        yield from ((*word, RESERVED) for word in named_rows(row, fixes.RESERVED_IN))
        for family, records in fixes.HINTS_IN.items():
            yield from ((*word, ("-", family, "")) for word in named_rows(row, records))


def hint_rows(path, classes):
    for row in read_table(path):
        if row["arch"] == "aarch64" and int(row["value"], 16) & 0xFFFFF01F == 0xD503201F:
            yield int(row["mask"], 16), int(row["value"], 16), classes.of_hint(row["feature"])


def equal_field_rows():
    """What is reserved because two of its registers are the same one."""
    for mask, value, pairs in fixes.EQUAL_REGISTERS:
        for first, second in pairs:
            both = 1 << first | 1 << second
            yield from ((mask | 31 * both, value | register * both, RESERVED) for register in range(32))


def system_rows(path, classes):
    """MRS, MSR, SYS and the like whose feature is that of the register or operation they name."""
    for row in read_table(path):
        code = int(row["encoding_hex"], 16)
        feats = fixes.SYSTEM.get((row["class"], row["name"])) or row["feat"]
        needs = classes.of_arm(" & ".join(fixes.SYSTEM_FEATS.get(f, f) for f in feats.split(";")))
        if row["class"] == "SysReg":
            if needs != BASE and not fixes.is_id_register(code):
                yield 0xFFDFFFE0, 0xD5000000 | code << 5, needs
        elif row["class"] in ("AT", "DC", "TLBICommon"):
            if needs != BASE:
                yield 0xFFFFFFE0, 0xD5080000 | code << 5, needs
        elif row["class"] == "PStateImm0_15":
            yield 0xFFFFF0FF, 0xD500401F | code >> 3 << 16 | (code & 7) << 5, needs
        elif row["class"] == "PStateImm0_1":
            yield 0xFFFFFEFF, 0xD500401F | (code >> 3 & 7) << 16 | (code & 7) << 5 | code >> 6 << 9, needs
        elif row["class"] == "SVCR":
            yield 0xFFFFFEFF, 0xD503407F | code << 9, needs
    yield from ((mask, value, classes.of_arm(feat)) for mask, value, feat in fixes.SYSTEM_ROWS)
    yield from ((mask, value, RESERVED) for mask, value in fixes.RESERVED_ROWS)
    yield *fixes.ID_REGISTERS, ("-", "", "idreg")


def priority(rows):
    """Later rows replace earlier ones of the same mask and value."""
    unique = {}
    for mask, value, cls in rows:
        unique[(mask, value)] = cls
    return [(mask, value, cls) for (mask, value), cls in unique.items()]


def main(data, out):
    a64 = data / "aarch64"
    classes = Classes(data)
    different = sorted(set(differences(a64, classes)))
    for difference in different:
        print("LLVM and Arm differ: %s needs %s, %s" % difference, file=sys.stderr)
    rows = priority(
        [
            *instruction_rows(a64, classes),
            *equal_field_rows(),
            *hint_rows(data / "hints" / "hint-space.tsv", classes),
            *system_rows(a64 / "sysops.tsv", classes),
        ]
    )
    clashes = ["%08x/%08x %s and %08x/%08x %s" % (*a, *b) for a, b in conflicts(rows)]
    if clashes:
        sys.exit("rows of one size disagree:\n" + "\n".join(clashes))
    small = reduce(rows)
    check_same(rows, small)
    lines = ["# unit 4", "#mask\tvalue\talternatives\thint\tdetection"]
    lines += ["%08x\t%08x\t%s" % (mask, value, "\t".join(cls).rstrip("\t")) for mask, value, cls in small]
    out.mkdir(parents=True, exist_ok=True)
    (out / "aarch64.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("%d rows from %d, %d classes" % (len(small), len(rows), len({cls for _, _, cls in small})), file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
