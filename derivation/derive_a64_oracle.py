#!/usr/bin/env python3
"""Derives the golden samples of the aarch64 decoder's test.

usage: derive_a64_oracle.py DATA_DIR OUT_DIR

Writes OUT_DIR/aarch64-oracle.tsv.gz from DATA_DIR/aarch64/llvm-oracle.tsv.gz (llvm-mc 23.1.4): bytes in memory order, LLVM's
record or INVALID, alternatives. The condition is LLVM's for the sample, not that of the encoding table.
"""

import sys
from pathlib import Path

import llvm_samples
from derive_a64 import Classes


def samples(data):
    classes = Classes(data)
    for code, record, condition in llvm_samples.read(data / "aarch64" / "llvm-oracle.tsv.gz"):
        yield code, record, "!" if record == "INVALID" else classes.of_llvm(condition, record)[0]


def main(data, out):
    llvm_samples.write(out, "aarch64", samples(data))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
