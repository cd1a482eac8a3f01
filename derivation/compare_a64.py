#!/usr/bin/env python3
"""Compares the aarch64 encoding table with the llvm-mc on real objects.

usage: compare_a64.py [--llvm-mc TOOL] TABLE OBJECT...

TABLE is aarch64.tsv of the verifier's resources; an OBJECT an ELF file, or random:N for N random words.

For every word of the objects' executable sections: does llvm-mc decode it with floating point and Advanced SIMD alone? If not,
with which one of its features? Prints per class of the table how many instructions there are and which single features of LLVM
decode them, and every word about which the two disagree: base here but not there, the other way round, or decoded by one only.
An old llvm-mc knows fewer instructions: what only the table decodes is listed apart. Exit status 1 if they disagree.
"""

import random
import re
import struct
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import elf_code
from encoding_rows import Table

BASE = "+fp-armv8,+neon,+el3"
SHOWN = 8


def read_encodings(path):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            mask, value, *cls = line.split("\t")
            rows.append((int(mask, 16), int(value, 16), tuple(cls)))
    return Table(rows)


def code_words(name):
    """The words of the executable sections of a little-endian 64-bit ELF object."""
    if name.startswith("random:"):
        generator = random.Random(1)
        return Counter(generator.getrandbits(32) for _ in range(int(name[7:])))
    architecture, sections = elf_code.sections(name)
    if architecture != "aarch64":
        sys.exit("%s: not an aarch64 object" % name)
    return piece_words(name, [(s.offset, s.size) for s in sections])


def piece_words(name, pieces):
    """The words in (offset, size) pieces of a file."""
    found = Counter()
    for code in elf_code.read(name, pieces):
        found.update(struct.unpack_from("<%dI" % (len(code) // 4), code))
    return found


def llvm_decodes(words, attributes, tool="llvm-mc"):
    """Those of the words that llvm-mc decodes with these features."""
    text = "".join("0x%02x 0x%02x 0x%02x 0x%02x\n" % tuple(word.to_bytes(4, "little")) for word in words)
    command = [tool, "--disassemble", "--triple=aarch64-linux-gnu", "--mattr=" + attributes]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    rejected = {int(line) - 1 for line in re.findall(r"^<stdin>:(\d+):\d+: warning: invalid", run.stderr, re.MULTILINE)}
    return {word for index, word in enumerate(words) if index not in rejected}


def llvm_features(tool="llvm-mc"):
    command = [tool, "--triple=aarch64", "--mattr=help"]
    text = subprocess.run(command, capture_output=True, text=True, input="", check=False).stderr
    names = re.findall(r"^  ([\w.-]+) +- ", text.split("Available features")[-1], re.MULTILINE)
    return [name for name in names if not re.match(r"(no-|v\d|reserve-|call-saved|tune|exynos|cortex|a\d|neoverse)", name)]


def enabling_features(words, tool):
    """(words that decode without any feature, {word: features that each make llvm-mc decode it})."""
    base = llvm_decodes(sorted(words), BASE, tool)
    enabling = defaultdict(list)
    beyond = sorted(set(words) - base)
    for feature in llvm_features(tool):
        for word in llvm_decodes(beyond, BASE + ",+" + feature, tool):
            enabling[word].append(feature)
    return base, enabling


def main(encodings, objects, llvm_mc):
    counts = Counter()
    for name in objects:
        counts.update(code_words(name))
    classes = {word: encodings.lookup(word) for word in counts}
    base_here = {word for word, cls in classes.items() if cls and cls[0] == "-"}
    base_there, enabling = enabling_features(counts, llvm_mc)

    by_class = defaultdict(list)
    for word, cls in classes.items():
        by_class["undecoded" if not cls or cls[0] == "!" else " ".join(filter(None, cls))].append(word)
    for name, words in sorted(by_class.items()):
        features = Counter()
        for word in words:
            features.update({feature: counts[word] for feature in enabling.get(word, ())})
        said = "base" if name.startswith("-") else ", ".join("%s %d" % item for item in features.most_common(SHOWN))
        print("%-24s %9d  %s" % (name, sum(counts[word] for word in words), said))

    undecoded = set(by_class["undecoded"])
    known_there = base_there | set(enabling)
    differences = {
        "base here, not in LLVM": base_here & set(enabling),
        "base in LLVM, not here": base_there - base_here - undecoded,
        "decoded by LLVM only": known_there & undecoded,
        "decoded here only": set(counts) - known_there - undecoded,
    }
    for title, words in differences.items():
        examples = ", ".join("%08x %s" % (word, " ".join(classes[word] or ())) for word in sorted(words)[:SHOWN])
        print("%s: %d words %s" % (title, len(words), examples))
    return 1 if any(words for title, words in differences.items() if title != "decoded here only") else 0


if __name__ == "__main__":
    llvm_mc = sys.argv[2] if sys.argv[1:2] == ["--llvm-mc"] else "llvm-mc"
    rest = sys.argv[3:] if sys.argv[1:2] == ["--llvm-mc"] else sys.argv[1:]
    if len(rest) < 2:
        sys.exit(__doc__)
    sys.exit(main(read_encodings(Path(rest[0])), rest[1:], llvm_mc))
