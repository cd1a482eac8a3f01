#!/usr/bin/env python3
"""Compares `plimsoll decode` of riscv64, ppc64le, s390x and loongarch64 with llvm-objdump and llvm-mc.

usage: compare_fixed.py [--llvm-objdump TOOL] [--llvm-mc TOOL] --decode COMMAND CATALOG_DIR OBJECT...

An OBJECT is an ELF file, or ARCH:N for N random instructions. llvm-objdump disassembles an object's code with everything that it
knows; each of its instructions, and each of its pieces that are none, is decoded here. Prints how many differ in whether they decode
and in length. Then llvm-mc is asked whether it takes every distinct instruction with the base alone, and with what is found here: one
of the base here has to be one of the base there; one beyond the base is listed where llvm-mc takes it without its features, or does not
take it with them. An old LLVM knows fewer instructions than the tables. Exit status 1 where something is listed.
"""

import argparse
import random
import re
import shlex
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from names import read_table, words

# The ELF machine; LLVM's triple; what llvm-objdump is told to know; what the base is to llvm-mc (it takes all of ppc64le and loongarch64
# whatever it is told); whether bytes are shown as one number.
ARCHITECTURES = {
    "riscv64": (243, "riscv64", [], "+m,+a,+f,+d,+c,+zicsr,+zifencei", True),
    "ppc64le": (21, "powerpc64le-linux-gnu", ["--mcpu=future"], "future", False),
    "s390x": (22, "s390x-linux-gnu", ["--mcpu=z16"], "z10", False),
    "loongarch64": (258, "loongarch64-linux-gnu", ["--mattr=+lsx,+lasx,+lbt,+lvz,+d"], "+lsx,+lasx,+lbt,+lvz,+d,+ual", False),
}
GATED = ("riscv64", "s390x")
SHOWN = 12


class Llvm:
    def __init__(self, arch, tool, catalog):
        self.base, self.tool = ARCHITECTURES[arch][3], tool
        self.triple = "--triple=" + ARCHITECTURES[arch][1]
        rows = {r["name"]: r for r in read_table(Path(catalog) / arch / "features.tsv")}
        help_text = subprocess.run([tool, self.triple, "--mattr=help"], capture_output=True, text=True, input="", check=False).stderr
        self.known = set(re.findall(r"^  ([\w.-]+) +- ", help_text.split("Available features")[-1], re.MULTILINE))
        self.aliases = {name: {name, *words(r["aliases"])} & self.known for name, r in rows.items()}
        self.needed = {name: words(r["prerequisites"]) for name, r in rows.items()}

    def attributes(self, features):
        """LLVM's names of the features and of all that they need."""
        found, todo = set(), list(features)
        while todo:
            name = todo.pop()
            found |= self.aliases[name]
            todo += self.needed[name]
        return sorted("+" + name for name in found)

    def takes(self, codes, attributes):
        """Those of the instructions that llvm-mc takes with the base and these."""
        own, more = ("--mattr=" + ",".join([self.base, *attributes]), []) if self.base[0] == "+" else ("--mcpu=" + self.base, attributes)
        command = [self.tool, "--disassemble", self.triple, own, *(["--mattr=" + ",".join(more)] if more else [])]
        text = "".join(" ".join("0x%02x" % byte for byte in code) + "\n" for code in codes)
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        rejected = {int(line) - 1 for line in re.findall(r"^<stdin>:(\d+):\d+: warning: ", run.stderr, re.MULTILINE)}
        return {code for index, code in enumerate(codes) if index not in rejected}


def objdump(arch, path, tool, known):
    """{(bytes, whether LLVM knows them): count}."""
    _, _, flags, _, number = ARCHITECTURES[arch]
    if arch == "riscv64":
        flags = ["--mattr=" + ",".join("+" + f for f in sorted(known) if re.fullmatch(r"[mafdqcvbh]|s[vsm]\w+|z(?!c(mp|mt|e|f)$|\w*inx)\w+", f))]
    found = Counter()
    with subprocess.Popen([tool, "-d", *flags, path], stdout=subprocess.PIPE, text=True, errors="replace") as run:
        for line in run.stdout:
            match = re.match(r"\s*[0-9a-f]+: ([0-9a-f ]+?)\s*\t(.*)", line)
            if match:
                code = bytes.fromhex(match[1])
                found[code[::-1] if number else code, "<unknown>" not in match[2]] += 1
    return found


def random_codes(arch, count):
    generator = random.Random(20261122)
    return [generator.randbytes(8) for _ in range(count)]


def decode(command, arch, codes):
    """{code: (length, features)} by the project."""
    text = "".join(code.hex() + "\n" for code in codes)
    run = subprocess.run([*shlex.split(command), "--arch", arch], input=text, capture_output=True, text=True, check=True)
    cells = [line.split("\t") for line in run.stdout.splitlines()]
    return {code: (int(length), features) for code, (_, length, features) in zip(codes, cells, strict=True)}


def architecture(path):
    data = Path(path).read_bytes()[:20]
    machine = int.from_bytes(data[18:20], "little" if data[5] == 1 else "big")
    return next(arch for arch, row in ARCHITECTURES.items() if row[0] == machine)


def compare(name, options):
    arch, _, count = name.partition(":")
    llvm = Llvm(arch if count else architecture(name), options.llvm_mc, options.catalog)
    if count:
        taken = decode(options.decode, arch, random_codes(arch, int(count)))
        found = Counter((code[:length], True) for code, (length, _) in taken.items() if length)
    else:
        arch = architecture(name)
        found = objdump(arch, name, options.llvm_objdump, llvm.known)
    codes = sorted({code for code, _ in found})
    here = decode(options.decode, arch, codes)
    differ = defaultdict(Counter)
    for (code, known), times in found.items():
        length, features = here[code]
        if known != (length > 0):
            differ["only LLVM knows" if known else "only here"][code.hex() + " " + features] += times
        elif known and length != len(code):
            differ["another length"][code.hex()] += times
    total, unknown = sum(found.values()), sum(n for (_, known), n in found.items() if not known)
    print("%s: %s, %d instructions, %d distinct, %d that LLVM does not know" % (name, arch, total, len(codes), unknown))
    by_features = defaultdict(list)
    for code in codes:
        if here[code][0] == len(code) and found[code, True]:
            by_features[here[code][1]].append(code)
    for features, some in sorted(by_features.items()):
        base = llvm.takes(some, [])
        names = [] if features == "-" else features.split(",")
        taken = llvm.takes(some, llvm.attributes(names)) if names else base
        print("  %-40s %8d distinct, llvm-mc takes %d with that, %d with the base" % (features, len(some), len(taken), len(base)))
        for code in set(some) - taken:
            differ["not with " + features][code.hex()] += found[code, True]
        for code in base if names and arch in GATED else ():
            differ["without " + features][code.hex()] += found[code, True]
    for what, some in sorted(differ.items()):
        print("  %s: %d, %d distinct: %s" % (what, sum(some.values()), len(some), "; ".join("%s x%d" % c for c in some.most_common(SHOWN))))
    return bool(differ)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm-objdump", default="llvm-objdump")
    parser.add_argument("--llvm-mc", default="llvm-mc")
    parser.add_argument("--decode", required=True)
    parser.add_argument("catalog")
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    return 1 if any([compare(name, options) for name in options.objects]) else 0


if __name__ == "__main__":
    sys.exit(main())
