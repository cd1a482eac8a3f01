#!/usr/bin/env python3
"""Derives the golden samples of the tests of the decoders that derive_fixed.py makes tables for.

usage: derive_fixed_oracle.py DATA_DIR CATALOG_DIR OUT_DIR

Writes OUT_DIR/ARCH-oracle.tsv.gz from the samples of llvm-mc 23.1.4 in DATA_DIR: bytes in memory order, LLVM's record or INVALID,
alternatives. They are what LLVM's condition for the sample comes to; where LLVM asks less than there is to ask, with what the
Power ISA and the LoongArch manual say of its record.
"""

import sys
from pathlib import Path

import llvm_samples
from derive_fixed import Requirements, cls, loongarch64, mnemonic
from names import read_table, words


def ppc_versions(data):
    """The version of the ISA that introduced LLVM's record, and the mnemonic."""
    found = {}
    for row in read_table(data / "ppc/ppc-isa31b.tsv"):
        for record in words(row["llvm_records"]):
            found[record] = row["isa_version_introduced"], mnemonic(row)
    return found


def loongarch_features(data):
    return {row["name"]: (feature, instruction) for row, feature, instruction in loongarch64(data)}


# architecture -> (samples, what else is asked of each of LLVM's records)
SAMPLES = {
    "riscv64": ("riscv/llvm-oracle.tsv.gz", lambda data: {}),
    "loongarch64": ("loongarch/llvm-oracle.tsv.gz", loongarch_features),
    "ppc64le": ("ppc/llvm-oracle.tsv.gz", ppc_versions),
    "arm-a32": ("arm/a32-llvm-oracle.tsv.gz", lambda data: {}),
    "arm-t32": ("arm/t32-llvm-oracle.tsv.gz", lambda data: {}),
    "s390x": ("s390x/llvm-oracle.tsv.gz", lambda data: {}),
}


def samples(path, requirements, asked):
    for code, record, condition in llvm_samples.read(path):
        more, instruction = asked.get(record, ("", record))
        whole = " & ".join(dict.fromkeys(part for part in (more, condition) if part))
        found = [] if record == "INVALID" else requirements.of(whole, instruction)
        yield code, record, cls(found)[0] if found else "!"


def main(data, catalog, out):
    for arch, (path, also) in SAMPLES.items():
        llvm_samples.write(out, arch, samples(data / path, Requirements(arch, catalog), also(data)))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
