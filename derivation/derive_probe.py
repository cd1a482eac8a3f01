"""Derives the tables that read machines' registers: python3 derivation/derive_probe.py DATA_DIR OUT_DIR

OUT_DIR is compiler/src/main/resources/dev/plimsoll/compiler/probe; it gets cpuid.tsv, id-registers.tsv and the tables of names that are
written by hand. Repeatable byte for byte.
"""

import re
import sys
from pathlib import Path

from names import TABLES, read_table

CPUID = re.compile(r"CPUID\.([0-9A-F]{8})(?:\.([0-9A-F]))?:(E[ABCD]X)")
CONDITION = re.compile(r"(ID_\w+)\.(\w+)==0b([01]+)")
CATALOG = Path(__file__).parent.parent / "compiler/src/main/resources/dev/plimsoll/compiler/catalog"


def cells(path):
    return [tuple(row.values()) for row in read_table(path)]


def write(path, header, rows):
    lines = ["#" + "\t".join(header)] + ["\t".join(str(c) for c in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def known(architecture):
    """Names of /proc/cpuinfo by themselves, and features by their bits' names."""
    shown = {name for row in cells(CATALOG / architecture / "features.tsv") for name in row[2].split(",")}
    bits = {row[3]: row[5] for row in cells(CATALOG / architecture / "words.tsv") if row[0] == "native" and row[5]}
    return shown, bits


def cpuid(data, out):
    shown, _ = known("x86_64")
    rows = []
    for _, _, bit, register, flag in cells(data / "x86/linux-cpuinfo-flags.tsv"):
        place = CPUID.fullmatch(register)
        if place and flag and flag in shown:
            leaf, subleaf, name = place.groups()
            rows.append(("0x%x" % int(leaf, 16), "0x%x" % int(subleaf or "0", 16), name.lower(), int(bit), flag))
    write(out / "cpuid.tsv", ["leaf", "subleaf", "register", "bit", "feature"], rows)


def id_registers(data, out):
    fields = {}
    for register, op0, op1, crn, crm, op2, field, low, signed in cells(TABLES / "probe/id-fields.tsv"):
        # KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM64_SYSREG, include/uapi of arm64's kvm.h
        number = 0x6030000000130000 | int(op0) << 14 | int(op1) << 11 | int(crn) << 7 | int(crm) << 3 | int(op2)
        fields[register, field] = ("0x%x" % number, low, signed)
    _, bits = known("aarch64")
    rows = []
    for name, conditions in cells(data / "hwcap/arm64-hwcap-idreg.tsv"):
        places = CONDITION.findall(conditions)
        if not places or name not in bits or any((register, field) not in fields for register, field, _ in places):
            continue
        # two fields of one register are two ways to the same feature; of two registers, both are needed
        one = len({register for register, _, _ in places}) == 1
        for group in [[place] for place in places] if one else [places]:
            needs = ";".join("%s:%s:%d:%s" % (*fields[r, f][:2], int(least, 2), fields[r, f][2]) for r, f, least in group)
            rows.append((bits[name], needs))
    write(out / "id-registers.tsv", ["feature", "register:low:least:signed"], rows)


def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    cpuid(data, out)
    id_registers(data, out)
    for name in ("libvirt-models.tsv", "nfd-names.tsv"):
        (out / name).write_bytes((TABLES / "probe" / name).read_bytes())


main()
