#!/usr/bin/env python3
"""Compares a scan of real libraries with independent tools: which objects there are, and how many instructions need what.

usage: compare_scan.py SCAN_JSON FILE_OR_FOLDER... --data DATA_DIR --zydis SWEEP --llvm-mc TOOL [--decode COMMAND]

SCAN_JSON is what `plimsoll scan --format json FILE_OR_FOLDER...` printed; SWEEP is made of zydis_sweep.c; DATA_DIR is for names.py.

First every ELF, PE and Mach-O member of the files is found by its magic with Python's zipfile, and compared with the scan's objects
(path, digest, architecture, type) and skipped files. Then per x86 or aarch64 object and feature:
  scan       instructions that the scan counts as used
  unref      instructions that it sets apart as unreferenced
  linear     what the tool counts from each executable section's first byte to its last
  functions  what it counts in known functions, begun anew at each (symbols and unwind entries as readelf shows them)
  gaps       what it counts in all other executable bytes
  gnu        x86: functions and gaps once more, told apart by objdump and as (gnu_features.py) instead of ISA sets
The tool is Zydis for x86, whose ISA sets names.py translates, and llvm-mc for aarch64, asked with which feature alone it decodes a word.
A row differs if scan + unref is not functions + gaps, or not gnu; then the kinds of instructions that differ are listed, the most
frequent first. Features that nothing but unreferenced instructions need are one line. Where a tool can tell whether the scan's features
are the ones that an instruction needs (as, llvm-mc: taken with them, not with less), it confirms them; else it has its own opinion.
Exit status 1 if the scan's inventory is wrong, or rows differ: known differences are for the reader to judge.
"""

import argparse
import hashlib
import io
import json
import os
import random
import struct
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict

import compare_a64
import elf_code
import zydis_code
from gnu_features import Assembler, texts
from names import Names

MACH_O = {bytes.fromhex(m) for m in ("feedface", "feedfacf", "cefaedfe", "cffaedfe")}
# What LLVM has one feature for.
LLVM_MERGES = {"pmull": "aes", "sha1": "sha2", "sha512": "sha3", "sm3": "sm4"}
KINDS_SHOWN = 6
PROBES = 50_000
COLUMNS = ("scan", "unref", "linear", "functions", "gaps", "gnu")


def kind(data):
    """ELF, PE or Mach-O by magic; fat Mach-O shares its own with class files, whose version is never that low."""
    if data[:4] == b"\x7fELF":
        return "ELF"
    if data[:4] in MACH_O or data[:4] == b"\xca\xfe\xba\xbe" and struct.unpack_from(">I", data, 4)[0] < 40:
        return "Mach-O"
    at = struct.unpack_from("<I", data, 60)[0] if data[:2] == b"MZ" and len(data) > 64 else len(data)
    return "PE" if data[at:at + 4] == b"PE\0\0" else None


def members(path, data):
    """Yields (path, bytes) of what is in a file, jars in jars too."""
    if data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from members(path + "!/" + name, archive.read(name))
    elif kind(data):
        yield path, data


def inputs(paths):
    for path in paths:
        files = [path] if os.path.isfile(path) else [os.path.join(d, f) for d, _, fs in os.walk(path) for f in fs]
        for file in sorted(files):
            with open(file, "rb") as f:
                yield from members(file, f.read())


def check_inventory(scan, found, out):
    """Prints what the scan does not say about the members found, or says otherwise; answers how much that is."""
    expected, skipped = {}, {}
    for path, data in found:
        if kind(data) == "ELF":
            machine, number = elf_code.header(data)
            expected[path] = (hashlib.sha256(data).hexdigest(), elf_code.ARCHITECTURES.get(machine), elf_code.TYPES[number])
        else:
            skipped[path] = kind(data)
    objects = {o["path"]: o for o in scan["objects"]}
    wrong = [p for p in expected if p not in objects] + [p for p in objects if p not in expected]
    for path, (digest, architecture, type_name) in expected.items():
        o = objects.get(path, {})
        type_seen = "shared" if o.get("type") == "pie" else o.get("type")
        if o and (digest, architecture or o["architecture"], type_name) != (o["sha256"], o["architecture"], type_seen):
            wrong.append("%s: %s" % (path, (architecture, type_name, digest)))
    said = {s["path"]: s["reason"] for s in scan["skipped"]}
    wrong += ["skipped %s %s" % item for item in set(said.items()) ^ set(skipped.items())]
    kinds = Counter(skipped.values())
    print("members: %d ELF, %d PE, %d Mach-O; scan: %d objects, %d skipped; differences: %d" % (
        len(expected), kinds["PE"], kinds["Mach-O"], len(objects), len(said), len(wrong)), file=out)
    for line in wrong:
        print("  " + line, file=out)
    return len(wrong)


class X86:
    """Counts with Zydis and GNU binutils."""

    def __init__(self, arguments):
        self.names, self.tool, self.decode = Names(arguments.data), arguments.zydis, arguments.decode
        self.assembler, self.needs = Assembler(self.names), {}

    def table(self, path, architecture):
        """(column: count by feature, [(count, kind)] of what differs, whether any of these is the scan's to mend)."""
        inside, outside = elf_code.pieces(path)
        linear = self._by_feature(Counter(w for _, w in zydis_code.zydis(self.tool, path, architecture)), architecture)
        seen = [Counter(zydis_code.zydis(self.tool, path, architecture, p)) for p in (inside, outside)]
        columns = {"linear": linear}
        for name, instructions in zip(("functions", "gaps"), seen):
            by_kind = Counter()
            for (_, what), n in instructions.items():
                by_kind[what] += n
            columns[name] = self._by_feature(by_kind, architecture)
        counts = Counter()
        for (code, _), n in list(seen[0].items()) + list(seen[1].items()):
            counts[code] += n
        whats = {code: what for instructions in seen for code, what in instructions}
        here = zydis_code.ours(self.decode, architecture, sorted(whats))
        gnu = self._gnu(whats, here, architecture)
        columns["gnu"] = Counter()
        kinds = defaultdict(lambda: [0, ""])
        for code, n in counts.items():
            zydis = self._features(whats[code], architecture)
            length, features = here[code]
            other = "-" if self.names.x86_hint(*zydis_code.zydis_set(whats[code])) else gnu[code]
            add(columns["gnu"], other, n)
            if features != zydis or other not in (features, "?" if features == "-" else features):
                note = "scan %s, Zydis %s (%s), GNU %s" % (features, zydis, whats[code], other)
                kinds[note] = [kinds[note][0] + n, code]
        return columns, kinds

    def _gnu(self, whats, here, architecture):
        """{hex: what GNU says}; of what Zydis does not decode, the scan's length is taken."""
        whole = {c: c if w != "?" else c[:2 * here[c][0]] for c, w in whats.items()}
        text = texts(sorted(set(filter(None, whole.values()))), architecture)
        claims = {(text[w], here[c][1]) for c, w in whole.items() if w in text}
        # A text can stand for instructions that the scan gives different features.
        needs = {}
        for features in sorted({f for _, f in claims}):
            answers = self.assembler.needs({t: f for t, f in claims if f == features}, architecture)
            needs.update({(t, features): answer for t, answer in answers.items()})
        return {c: needs[text[w], here[c][1]] if w in text else "?" for c, w in whole.items()}

    def _features(self, what, architecture):
        if (what, architecture) not in self.needs:
            self.needs[what, architecture] = "?" if what == "?" else zydis_code.expected_features(self.names, what, architecture)
        return self.needs[what, architecture]

    def _by_feature(self, whats, architecture):
        found = Counter()
        for what, n in whats.items():
            add(found, self._features(what, architecture), n)
        return found


class A64:
    """Counts with llvm-mc."""

    def __init__(self, arguments, paths):
        if not paths:
            return
        self.names, self.decode = Names(arguments.data), arguments.decode
        self.code = {path: [compare_a64.piece_words(path, p) for p in elf_code.pieces(path)] for path in paths}
        self.linear = {path: compare_a64.code_words(path) for path in paths}
        probe = random.Random(1)
        words = {probe.getrandbits(32) for _ in range(PROBES)}.union(*self.linear.values())
        self.base, self.enabling = compare_a64.enabling_features(words, arguments.llvm_mc)
        self.takes = Counter(f for features in self.enabling.values() for f in features)
        codes = sorted({w.to_bytes(4, "little").hex() for counts in self.linear.values() for w in counts})
        self.here = {struct.unpack("<I", bytes.fromhex(c))[0]: f for c, (_, f) in zydis_code.ours(self.decode, "aarch64", codes).items()}

    def _needs(self, word):
        """The scan's feature if llvm-mc decodes the word with it and not with its prerequisites; else the least that it does so with."""
        if word in self.base or word not in self.enabling:
            return "-" if word in self.base else "?"
        there = {self._canonical(f) for f in self.enabling[word]}
        claim = self.here[word]
        if LLVM_MERGES.get(claim) in there:
            return claim
        if claim in there and not there & (self.names.needs["aarch64"].closure([claim]) - {claim}):
            return claim
        return self._canonical(min(self.enabling[word], key=lambda f: (self.takes[f], f)))

    def _canonical(self, feature):
        try:
            return self.names.a64_llvm_name(feature) or "-"
        except KeyError:
            return "[%s]" % feature

    def table(self, path, _):
        columns, kinds = {"linear": Counter(), "functions": Counter(), "gaps": Counter()}, defaultdict(lambda: [0, ""])
        for column, words in zip(columns, [self.linear[path], *self.code[path]]):
            for word, n in words.items():
                add(columns[column], self._needs(word), n)
        for word, n in (self.code[path][0] + self.code[path][1]).items():
            there = self._needs(word)
            if there != self.here[word]:
                note = "scan %s, LLVM %s" % (self.here[word], there)
                kinds[note] = [kinds[note][0] + n, word.to_bytes(4, "little").hex()]
        return columns, kinds


def add(counter, features, n):
    for feature in features.split(","):
        counter[feature] += n


def compare(o, columns, kinds, out):
    """Prints an object's table; answers (rows, rows that differ), without those that are about unreferenced instructions only."""
    columns["scan"] = Counter({f["name"]: f["instructions"] for f in o["features"]})
    columns["unref"] = Counter()
    for use in o["unreferenced"]:
        for feature in use["features"]:
            columns["unref"][feature] += use["instructions"]
    print("\n%s (%s): %d bytes of code, %d undecoded; the tool: %d" % (
        o["path"], o["architecture"], o["codeBytes"], o["undecodedBytes"],
        (columns["functions"]["?"] + columns["gaps"]["?"]) * (4 if o["architecture"] == "aarch64" else 1)), file=out)
    features = sorted(set().union(*columns.values()) - {"-", "?"})
    shown = [c for c in COLUMNS if c in columns]
    apart = [f for f in features if columns["unref"][f] and not columns["scan"][f] and not columns["functions"][f]]
    if apart:
        print("  unreferenced only: %d features, %d instructions; the tool, in gaps: %d" % (
            len(apart), sum(columns["unref"][f] for f in apart), sum(columns["gaps"][f] for f in apart)), file=out)
    differing = 0
    for feature in sorted(set(features) - set(apart)):
        here = columns["scan"][feature] + columns["unref"][feature]
        there = [columns["functions"][feature] + columns["gaps"][feature]] + [columns[c][feature] for c in shown if c == "gnu"]
        off = [here - n for n in there]
        differing += any(off)
        print("  %-18s %s%s" % (feature, "  ".join("%s %d" % (c, columns[c][feature]) for c in shown),
                                "  differs by %s" % " and ".join("%+d" % d for d in off) if any(off) else ""), file=out)
    for note, (n, example) in sorted(kinds.items(), key=lambda k: (-k[1][0], k[0]))[:KINDS_SHOWN]:
        print("  %8d instructions: %s, e.g. %s" % (n, note, example), file=out)
    return len(features) - len(apart), differing


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for option in ("--data", "--zydis", "--llvm-mc"):
        parser.add_argument(option, required=True)
    parser.add_argument("--decode", default=zydis_code.DECODE)
    parser.add_argument("scan")
    parser.add_argument("path", nargs="+")
    arguments = parser.parse_args()
    with open(arguments.scan, encoding="utf-8") as f:
        scan = json.load(f)
    found = dict(inputs(arguments.path))
    wrong = check_inventory(scan, found.items(), sys.stdout)
    with tempfile.TemporaryDirectory() as folder:
        objects = [(o, os.path.join(folder, o["sha256"])) for o in scan["objects"] if o["architecture"] in elf_code.ARCHITECTURES.values()]
        for o, path in objects:
            with open(path, "wb") as f:
                f.write(found[o["path"]])
        a64 = A64(arguments, [path for o, path in objects if o["architecture"] == "aarch64"])
        x86 = X86(arguments)
        rows = differing = 0
        for o, path in objects:
            columns, kinds = (a64 if o["architecture"] == "aarch64" else x86).table(path, o["architecture"])
            more, off = compare(o, columns, kinds, sys.stdout)
            rows, differing = rows + more, differing + off
            sys.stdout.flush()
    print("\n%d objects, %d rows, %d differ" % (len(objects), rows, differing))
    return 1 if wrong or differing else 0


if __name__ == "__main__":
    sys.exit(main())
