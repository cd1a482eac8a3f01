#!/usr/bin/env python3
"""Compares the x86 decoder with an independent disassembler over the code of real objects.

Usage: python3 derivation/compare_x86.py [--data DATA_DIR] [--decode COMMAND] TOOL OBJECT...

An OBJECT is an ELF file, or x86_64:N or i386:N for N times random bytes, half of them with likely prefixes and opcode maps (with Zydis).

TOOL is a zydis_sweep or capstone_sweep, made of zydis_sweep.c or capstone_sweep.c (Zydis' features are compared where --data is there
for names.py), objdump or llvm-objdump. Every executable section is decoded from its first byte to its last by the tool;
each distinct instruction is then given to the decoder, which must find the same length and, against Zydis, the
features of the same ISA set. COMMAND reads lines of hex and writes hex, length, features; by default it is this
project's `plimsoll decode`; {arch} in it becomes the architecture.

Prints the number of instructions, and for every kind of difference how often it occurs, with one example. Not part
of the build: it needs the tools and the objects.
"""

import argparse
import collections
import os
import random
import re
import subprocess
import tempfile

import elf_code
from names import Names

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DECODE = os.path.join(ROOT, "cli", "target", "plimsoll", "bin", "plimsoll") + " decode --arch {arch}"

def zydis(tool, path, architecture, pieces=None):
    """Yields (hex, what Zydis says) per instruction of (offset, size) pieces, by default the executable sections."""
    if pieces is None:
        pieces = [(s.offset, s.size) for s in elf_code.sections(path)[1]]
    command = [tool, path, "64" if architecture == "x86_64" else "32"]
    with tempfile.TemporaryFile("w+") as lines:
        lines.writelines("%d %d\n" % piece for piece in pieces)
        lines.seek(0)
        with subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE, text=True) as p:
            for line in p.stdout:
                code, _, what = line.rstrip("\n").partition("\t")
                yield code, what


PREFIXES = [0x66, 0xF2, 0xF3, 0xF0, 0x67, 0x2E, 0x36, 0x3E, 0x26, 0x64, 0x65]
WINDOW = 24


def random_bytes(generator):
    """Bytes that an instruction may begin: any, or likely prefixes, an escape and the rest of one."""
    if generator.random() < 0.5:
        return generator.randbytes(WINDOW)
    code = bytes(generator.choice(PREFIXES) for _ in range(generator.choice([0, 0, 0, 1, 1, 2, 3])))
    code += bytes([0x40 | generator.getrandbits(4)]) if generator.random() < 0.4 else b""
    escape = generator.choice(["", "0f", "0f", "0f38", "0f3a", "c5", "c4", "c4", "62", "62", "62", "8f", "d5"])
    code += bytes.fromhex(escape)
    if escape in ("c4", "8f", "62"):
        code += bytes([generator.getrandbits(4) << 4 | generator.choice([1, 2, 3, 4, 5, 6, 8, 9, 10])])
        code += bytes([generator.getrandbits(8) | (4 if escape == "62" else 0)])
    return (code + generator.randbytes(WINDOW))[:WINDOW]


def zydis_random(tool, architecture, count):
    """Yields (hex, what Zydis says) of the first instruction in each of so many random windows."""
    generator = random.Random(20261122)
    windows = sorted({random_bytes(generator) for _ in range(count)})
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(windows))
        file.flush()
        done = WINDOW
        for code, what in zydis(tool, file.name, architecture, [(i * WINDOW, WINDOW) for i in range(len(windows))]):
            if done == WINDOW:
                done = 0
                yield code, what
            done += 1 if what == "?" else len(code) // 2


def objdump(tool, path, _):
    """Yields (hex, mnemonic) per line of GNU or LLVM objdump."""
    options = ["-d", "-z", "-w", "--insn-width=16"] if "llvm" not in tool else ["-d", "-z"]
    line_format = re.compile(r"^ *[0-9a-f]+:\s+((?:[0-9a-f]{2} )*[0-9a-f]{2})\s+(.*)$")
    with subprocess.Popen([tool] + options + [path], stdout=subprocess.PIPE, text=True, errors="replace") as p:
        for line in p.stdout:
            match = line_format.match(line.rstrip())
            if match:
                text = match[2]
                bad = "(bad)" in text or "<unknown>" in text
                yield match[1].replace(" ", ""), "?" if bad else text.split(" ")[0].split("\t")[0]


def ours(command, architecture, codes):
    """(length, features) by hex."""
    with subprocess.Popen(command.format(arch=architecture).split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as p:
        out, _ = p.communicate("".join(c + "\n" for c in codes))
    answers = {}
    for line in out.splitlines():
        code, length, features = line.split("\t")
        answers[code] = (int(length), features)
    return answers


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--decode", default=DECODE)
    parser.add_argument("tool")
    parser.add_argument("objects", nargs="+")
    arguments = parser.parse_args()
    names = Names(arguments.data) if arguments.data else None
    sweep = objdump if "objdump" in arguments.tool else zydis
    for path in arguments.objects:
        architecture, _, count = path.partition(":")
        if count.isdigit():
            seen = collections.Counter(zydis_random(arguments.tool, architecture, int(count)))
        else:
            architecture = elf_code.sections(path)[0]
            seen = collections.Counter(sweep(arguments.tool, path, architecture))
        answers = ours(arguments.decode, architecture, sorted({code for code, _ in seen}))
        report(path, seen, answers, architecture, names if "zydis" in arguments.tool else None)


def report(path, seen, answers, architecture, names):
    total = sum(n for (_, what), n in seen.items() if what != "?")
    differences = collections.defaultdict(lambda: [0, ""])
    features = {"tool": collections.Counter(), "here": collections.Counter()}

    def differ(kind, code, n):
        differences[kind][0] += n
        differences[kind][1] = code

    for (code, what), n in seen.items():
        length, found = answers[code]
        if what == "?":
            if found != "?":
                differ("only here: %s" % found, code, n)
            continue
        if found == "?":
            differ("only in the tool: %s" % what, code, n)
        elif length * 2 != len(code):
            differ("length %d, tool %d: %s" % (length, len(code) // 2, what), code, n)
        elif names:
            expected = expected_features(names, what, architecture)
            for f in expected.split(","):
                features["tool"][f] += n
            for f in found.split(","):
                features["here"][f] += n
            if expected != found:
                differ("features %s, tool %s (%s)" % (found, expected, what), code, n)
    print("%s: %d instructions, %d distinct, %d bytes undecoded by the tool, %d differences" % (
        path, total, len(seen), sum(n for (_, w), n in seen.items() if w == "?"),
        sum(n for n, _ in differences.values())))
    for kind, (n, example) in sorted(differences.items(), key=lambda d: (-d[1][0], d[0])):
        print("%10d  %s, e.g. %s" % (n, kind, example))
    for f in sorted(set(features["tool"]) | set(features["here"])):
        a, b = features["tool"][f], features["here"][f]
        print("  feature %-22s tool %10d  here %10d%s" % (f, a, b, "" if a == b else "  *"))


# ISA sets of Zydis 4 that XED splits or calls otherwise.
ZYDIS_SETS = {"PT": "PTWRITE", "AVX512BW_KOP": "AVX512BW_KOPQ", "AVX512DQ_KOP": "AVX512DQ_KOPB", "AVX512F_KOP": "AVX512F_KOPW",
              "AMD3DNOW": "3DNOW", "PADLOCK_ACE": "VIA_PADLOCK_AES", "PADLOCK_PHE": "VIA_PADLOCK_SHA", "PADLOCK_RNG": "VIA_PADLOCK_RNG",
              "PADLOCK_PMM": "VIA_PADLOCK_MONTMUL"}
ZYDIS_MNEMONICS = {"PREFETCH": "PREFETCH_EXCLUSIVE"}


def expected_features(names, what, architecture="x86_64"):
    """The canonical names of what Zydis says, comma-separated, '-' for the base ISA and hints."""
    isa_set, mnemonic = zydis_set(what)
    try:
        if names.x86_hint(isa_set, mnemonic):
            return "-"
        return ",".join(sorted(names.x86_isa_set(isa_set, mnemonic, architecture)[0])) or "-"
    except KeyError:
        return "[%s]" % isa_set


def zydis_set(what):
    """(ISA set, mnemonic) as XED calls them."""
    isa_set, _, mnemonic = what.partition(" ")
    if isa_set == "MOVDIR":
        return mnemonic.upper(), mnemonic.upper()
    return ZYDIS_SETS.get(isa_set, isa_set), ZYDIS_MNEMONICS.get(mnemonic.upper(), mnemonic.upper())


if __name__ == "__main__":
    main()
