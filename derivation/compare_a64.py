#!/usr/bin/env python3
"""Compares the aarch64 encoding table with the llvm-mc of this machine on real objects.

usage: compare_a64.py TABLE OBJECT...

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
    data = Path(name).read_bytes()
    if data[:6] != b"\x7fELF\x02\x01" or struct.unpack_from("<H", data, 18)[0] != 183:
        sys.exit("%s: not an aarch64 object" % name)
    start, size, count = struct.unpack_from("<Q", data, 40)[0], *struct.unpack_from("<HH", data, 58)
    words = Counter()
    for index in range(count):
        _, kind, flags, _, offset, length = struct.unpack_from("<IIQQQQ", data, start + index * size)
        if kind == 1 and flags & 4:
            words.update(struct.unpack_from("<%dI" % (length // 4), data, offset))
    return words


def llvm_decodes(words, attributes):
    """Those of the words that llvm-mc decodes with these features."""
    text = "".join("0x%02x 0x%02x 0x%02x 0x%02x\n" % tuple(word.to_bytes(4, "little")) for word in words)
    command = ["llvm-mc", "--disassemble", "--triple=aarch64-linux-gnu", "--mattr=" + attributes]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    rejected = {int(line) - 1 for line in re.findall(r"^<stdin>:(\d+):\d+: warning: ", run.stderr, re.MULTILINE)}
    return {word for index, word in enumerate(words) if index not in rejected}


def llvm_features():
    text = subprocess.run(["llvm-mc", "--triple=aarch64", "--mattr=help"], capture_output=True, text=True, input="", check=False).stderr
    names = re.findall(r"^  ([\w.-]+) +- ", text.split("Available features")[-1], re.MULTILINE)
    return [name for name in names if not re.match(r"(no-|v\d|reserve-|call-saved|tune|exynos|cortex|a\d|neoverse)", name)]


def main(encodings, objects):
    counts = Counter()
    for name in objects:
        counts.update(code_words(name))
    classes = {word: encodings.lookup(word) for word in counts}
    base_here = {word for word, cls in classes.items() if cls and cls[0] == "-"}
    base_there = llvm_decodes(sorted(counts), BASE)
    enabling = defaultdict(list)
    beyond = sorted(set(counts) - base_there)
    for feature in llvm_features():
        for word in llvm_decodes(beyond, BASE + ",+" + feature):
            enabling[word].append(feature)

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
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(read_encodings(Path(sys.argv[1])), sys.argv[2:]))
