#!/usr/bin/env python3
"""Compares `plimsoll decode` of instruction sets of fixed and few lengths with llvm-objdump and llvm-mc.

usage: compare_fixed.py [--llvm-objdump TOOL] [--llvm-mc TOOL] --data DATA_DIR --decode COMMAND CATALOG_DIR OBJECT...

An OBJECT is SET:PATH, an ELF file, or SET:N for N random instructions, half of them any bytes, half made from the rows of LLVM's tables
with free bits at random, mostly zero or mostly one; SET an architecture, or arm-a32 or arm-t32. llvm-objdump disassembles an object's code from the first byte to the last with everything that it knows; each of its instructions, and each of its
pieces that are none, is decoded here. Prints how many differ in whether they decode and in length, by the features that are found here.
Of random instructions llvm-mc is asked which ones it takes. Where LLVM gates instructions, it is then asked whether it takes every
distinct one with the base alone, and with what is found here: one of the base here has to be one of the base there; one beyond the base
is listed where llvm-mc takes it without its features, or does not take it with them. An old LLVM knows fewer instructions than the
tables. Exit status 1 where something is listed.
"""

import argparse
import random
import re
import shlex
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from derive_fixed import LAYOUTS
from encoding_rows import soft
from names import read_table, words

ARM = "+neon,+fp-armv8,+fullfp16,+fp16fml,+dotprod,+aes,+sha2,+crc,+bf16,+i8mm,+hwdiv,+hwdiv-arm,+sb,+ras,+mp,+trustzone,+virtualization"

# LLVM's triple; with what it knows everything, if not with all features that it lists; what the base is to it, where it gates
# instructions; whether objdump shows bytes as numbers; how many bytes an instruction has, by its first ones.
ARCHITECTURES = {
    "aarch64": ("aarch64-linux-gnu", "--mattr=+all", None, True, lambda b: 4),
    "riscv64": ("riscv64", None, "--mattr=+m,+a,+f,+d,+c,+zicsr,+zifencei", True, lambda b: 4 if b[0] & 3 == 3 else 2),
    "ppc64le": ("powerpc64le-linux-gnu", "--mcpu=future", None, False, lambda b: 8 if b[3] >> 2 == 1 else 4),
    "s390x": ("s390x-linux-gnu", "--mcpu=z17", "--mcpu=z10", False, lambda b: (2, 4, 4, 6)[b[0] >> 6]),
    "loongarch64": ("loongarch64-linux-gnu", "--mattr=+lsx,+lasx,+lbt,+lvz,+d,+ual", None, False, lambda b: 4),
    "arm-a32": ("armv8.9a-linux-gnueabihf", "--mattr=" + ARM, None, True, lambda b: 4),
    "arm-t32": ("thumbv8.9a-linux-gnueabihf", "--mattr=" + ARM, None, True, lambda b: 4 if b[1] >> 3 in (29, 30, 31) else 2),
}

# The bytes of an instruction make up chunks of so many bytes, the highest first; elsewhere one.
CHUNKS = {"s390x": 1, "ppc64le": 4, "arm-t32": 2}

# LLVM's features of riscv64 that are ratified and need no encodings of others.
RATIFIED = r"[mafdqcvbh]|s[vsm]\w+|z(?!c(mp|mt|e|f)$|\w*inx|ilsd|clsd)\w+|experimental-zicfi\w+"
SHOWN = 12


class Llvm:
    def __init__(self, name, tool, catalog):
        triple, everything, self.base, _, _ = ARCHITECTURES[name]
        self.tool, self.triple = tool, "--triple=" + triple
        rows = {r["name"]: r for r in read_table(Path(catalog) / name.split("-")[0] / "features.tsv")}
        help_text = subprocess.run([tool, self.triple, "--mattr=help"], capture_output=True, text=True, input="", check=False).stderr
        self.known = set(re.findall(r"^  ([\w.-]+) +- ", help_text.split("Available features")[-1], re.MULTILINE))
        self.everything = everything or "--mattr=" + ",".join("+" + f for f in sorted(self.known) if re.fullmatch(RATIFIED, f))
        self.aliases = {name: {name, *words(r["aliases"])} & self.known for name, r in rows.items()}
        self.needed = {name: words(r["prerequisites"]) for name, r in rows.items()}

    def with_features(self, features):
        """The option for the base, these features and all that they need, by LLVM's names."""
        found, todo = set(), list(features)
        while todo:
            name = todo.pop()
            found |= self.aliases[name]
            todo += self.needed[name]
        more = ",".join(sorted("+" + name for name in found))
        return [self.base + "," + more] if self.base.startswith("--mattr") else [self.base, "--mattr=" + more]

    def takes(self, codes, options):
        """Those of the instructions that llvm-mc takes."""
        text = "".join("[" + " ".join("0x%02x" % b for b in code) + "]\n" for code in codes)
        command = [self.tool, "--disassemble", self.triple, *options]
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        rejected = {int(line) - 1 for line in re.findall(r"^<stdin>:(\d+):\d+: warning: invalid", run.stderr, re.MULTILINE)}
        return {code for index, code in enumerate(codes) if index not in rejected}


def objdump(name, path, tool, everything):
    """{(bytes, whether LLVM knows them): count}."""
    triple, _, _, number, _ = ARCHITECTURES[name]
    found = Counter()
    command = [tool, "-d", "-z", "--triple=" + triple, everything, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace") as run:
        for line in run.stdout:
            match = re.match(r"\s*[0-9a-f]+: ([0-9a-f ]+?)\s*\t(.*)", line)
            if match:
                groups = [bytes.fromhex(group) for group in match[1].split(" ")]
                found[b"".join(g[::-1] if number else g for g in groups), "<unknown>" not in match[2]] += 1
    return found


def random_codes(name, count, data):
    generator, length = random.Random(20261122), ARCHITECTURES[name][4]
    codes = {code[: length(code)] for code in (generator.randbytes(8) for _ in range(count // 2))}
    rows = list(LAYOUTS[name][0](data)) if name in LAYOUTS else [(row, "", "") for row in read_table(data / "aarch64/llvm-aarch64-insns.tsv")]
    for _ in range(count - count // 2):
        row = generator.choice(rows)[0]
        size, (mask, value) = len(row["mask"]) // 2, soft(row)
        free = generator.getrandbits(8 * size)
        sparse = free & generator.getrandbits(8 * size) & generator.getrandbits(8 * size)
        free = generator.choice([free, sparse, ~sparse])
        code = in_memory(name, value | free & ~mask, size)
        if length(code + bytes(8)) == size:
            codes.add(code)
    return sorted(codes)


def in_memory(name, word, size):
    chunk = min(CHUNKS.get(name, size), size)
    number = (word & (1 << 8 * size) - 1).to_bytes(size, "big")
    return b"".join(number[at : at + chunk][::-1] for at in range(0, size, chunk))


def decode(command, name, codes):
    """{code: (length, features)} by the project."""
    arch, _, mode = name.partition("-")
    text = "".join(code.hex() + "\n" for code in codes)
    arguments = [*shlex.split(command), "--arch", arch, *(["--mode", mode] if mode else [])]
    run = subprocess.run(arguments, input=text, capture_output=True, text=True, check=True)
    cells = [line.split("\t") for line in run.stdout.splitlines()]
    return {code: (int(length), features) for code, (_, length, features) in zip(codes, cells, strict=True)}


def compare(what, options):
    name, _, where = what.partition(":")
    llvm = Llvm(name, options.llvm_mc, options.catalog)
    if where.isdigit():
        codes = random_codes(name, int(where), options.data)
        taken = llvm.takes(codes, [llvm.everything])
        found = Counter((code, code in taken) for code in codes)
    else:
        found = objdump(name, where, options.llvm_objdump, llvm.everything)
        codes = sorted({code for code, _ in found})
    here = decode(options.decode, name, codes)
    differ = defaultdict(Counter)
    for (code, known), times in found.items():
        length, features = here[code]
        if known != (length > 0):
            differ["only LLVM knows" if known else "only here, " + features][code.hex()] += times
        elif known and length != len(code):
            differ["another length"][code.hex()] += times
    total, unknown = sum(found.values()), sum(n for (_, known), n in found.items() if not known)
    neither = sum(n for (code, known), n in found.items() if not known and not here[code][0])
    print("%s: %d instructions, %d distinct, %d that LLVM does not know, %d of them not here either, %d differ" % (
        what, total, len(codes), unknown, neither, sum(sum(some.values()) for some in differ.values())))
    if llvm.base:
        gates(llvm, {code: here[code][1] for code in codes if here[code][0] == len(code) and found[code, True]}, found, differ)
    for kind, some in sorted(differ.items()):
        print("  %s: %d, %d distinct: %s" % (kind, sum(some.values()), len(some), "; ".join("%s x%d" % c for c in some.most_common(SHOWN))))
    return bool(differ)


def gates(llvm, here, found, differ):
    """Adds what llvm-mc takes without the features that are found here, or does not take with them."""
    by_features = defaultdict(list)
    for code, features in here.items():
        by_features[features].append(code)
    for features, some in sorted(by_features.items()):
        base = llvm.takes(some, [llvm.base])
        taken = base if features == "-" else llvm.takes(some, llvm.with_features(features.split(",")))
        print("  %-40s %8d distinct, llvm-mc takes %d with that, %d with the base" % (features, len(some), len(taken), len(base)))
        for code in set(some) - taken:
            differ["not with " + features][code.hex()] += found[code, True]
        for code in base if features != "-" else ():
            differ["without " + features][code.hex()] += found[code, True]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm-objdump", default="llvm-objdump")
    parser.add_argument("--llvm-mc", default="llvm-mc")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--decode", required=True)
    parser.add_argument("catalog")
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    return 1 if any([compare(name, options) for name in options.objects]) else 0


if __name__ == "__main__":
    sys.exit(main())
