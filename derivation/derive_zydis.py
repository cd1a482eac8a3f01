#!/usr/bin/env python3
"""Derives what instructions of Zydis' ISA sets need, for the comparison with Zydis.

usage: derive_zydis.py DATA_DIR ENUM_ISA_SET_H OUT_TSV

ENUM_ISA_SET_H is Zydis/Generated/EnumISASet.h of the version that is compared with. A row with a mnemonic goes before one without.
"""

import re
import sys
from pathlib import Path

from names import Names, isa_set_rows

# ISA sets of Zydis 4 that XED splits or calls otherwise.
SETS = {"PT": "PTWRITE", "AVX512BW_KOP": "AVX512BW_KOPQ", "AVX512DQ_KOP": "AVX512DQ_KOPB", "AVX512F_KOP": "AVX512F_KOPW",
        "AMD3DNOW": "3DNOW", "PADLOCK_ACE": "VIA_PADLOCK_AES", "PADLOCK_PHE": "VIA_PADLOCK_SHA", "PADLOCK_RNG": "VIA_PADLOCK_RNG",
        "PADLOCK_PMM": "VIA_PADLOCK_MONTMUL"}
MNEMONICS = {"PREFETCH_EXCLUSIVE": "prefetch"}
SPLIT = {"MOVDIR": ["movdiri", "movdir64b"]}


def cell(names, isa_set, iclass, architecture):
    try:
        return names.x86_needs(isa_set, iclass, architecture)
    except KeyError:
        return "?"


def rows(names, header):
    singled = {key for a in ("x86_64", "i386") for key in isa_set_rows(a) if not key[1].endswith("_LOCK")}
    for there in sorted(set(re.findall(r"ZYDIS_ISA_SET_([A-Z0-9_]+),", header))):
        if there in SPLIT:
            yield from ((there, m, m.upper(), m.upper()) for m in SPLIT[there])
            continue
        isa_set = SETS.get(there, there)
        for iclass in sorted({i for s, i in singled if s == isa_set} | {""}, reverse=True):
            yield there, MNEMONICS.get(iclass, iclass.lower()), isa_set, iclass


def main(data, header, out):
    names = Names(data)
    lines = ["isa_set\tmnemonic\tx86_64\ti386"]
    for there, mnemonic, isa_set, iclass in rows(names, Path(header).read_text(encoding="utf-8")):
        lines.append("\t".join([there, mnemonic, cell(names, isa_set, iclass, "x86_64"), cell(names, isa_set, iclass, "i386")]))
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
