#!/usr/bin/env python3
"""Derives the golden samples of the x86 decoder's test from instructions that XED itself decoded.

Usage: python3 derivation/derive_x86_oracle.py DATA_DIR OUT_DIR

DATA_DIR holds x86/xed-oracle-x86-64.tsv.gz; OUT_DIR receives xed-samples.tsv: one line per isa_set and
feature list, then all its samples, each exactly one instruction long.
"""

import collections
import gzip
import os
import re
import sys

from names import Names

PREFIX_WORDS = re.compile(r"^(lock|rep|repe|repne|bnd|notrack|data16|xacquire|xrelease|addr32|hint-\w+|[cdefgs]s) ")


def mnemonic(disassembly):
    text = disassembly
    while PREFIX_WORDS.match(text):
        text = PREFIX_WORDS.sub("", text)
    return text.split(" ")[0].upper()


def main(data, out):
    names = Names(data)
    groups = collections.defaultdict(list)
    with gzip.open(os.path.join(data, "x86", "xed-oracle-x86-64.tsv.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            code, isa_set, disassembly = line.rstrip("\n").split("\t")
            groups[isa_set, names.x86_needs(isa_set, mnemonic(disassembly))].append(code)
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "xed-samples.tsv"), "w", encoding="utf-8") as f:
        f.write("#isa_set\tfeatures\tinstructions\n")
        for (isa_set, features), codes in sorted(groups.items()):
            f.write("%s\t%s\t%s\n" % (isa_set, features, " ".join(codes)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
