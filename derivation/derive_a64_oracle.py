#!/usr/bin/env python3
"""Derives the golden samples of the aarch64 decoder's test.

usage: derive_a64_oracle.py DATA_DIR OUT_DIR

Writes OUT_DIR/aarch64-oracle.tsv.gz from DATA_DIR/aarch64/llvm-oracle.tsv.gz (llvm-mc 23.1.4): bytes in memory order, LLVM's
record or INVALID, alternatives. The condition is LLVM's for the sample, not that of the encoding table.
"""

import gzip
import sys
from pathlib import Path

from derive_a64 import Classes


def main(data, out):
    out.mkdir(parents=True, exist_ok=True)
    classes = Classes(data)
    lines = ["#bytes\trecord\talternatives"]
    with gzip.open(data / "aarch64" / "llvm-oracle.tsv.gz", "rt", encoding="utf-8") as samples:
        for line in samples:
            if not line.startswith("#"):
                code, record, condition = (line.rstrip("\n").split("\t") + [""])[:3]
                needs = "!" if record == "INVALID" else classes.of_llvm(condition, record)[0]
                lines.append("%s\t%s\t%s" % (code, record, needs))
    with open(out / "aarch64-oracle.tsv.gz", "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            packed.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
