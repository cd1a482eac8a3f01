#!/usr/bin/env python3
"""Derives the encoding tables of the verifier for riscv64 (and extensions of its vendors), ppc64le, s390x, loongarch64 and both instruction sets of arm.

usage: derive_fixed.py DATA_DIR CATALOG_DIR OUT_DIR

CATALOG_DIR/ARCH/features.tsv (of the compiler module) names the features; tables/ARCH/ says by hand what instructions need
(encodings.tsv, operands.tsv), which operands are reserved (reserved.tsv), what is a hint (hints.tsv) or asks for features
(detection.tsv). Writes OUT_DIR/ARCH.tsv: mask, value, alternatives, hint, detection; most specific mask first, for each length.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from encoding_rows import Table, bits, check_same, conflicts, operand_rows, reduce, soft
from names import TABLES, Needs, alternatives, parse, read_table, words

RESERVED = ("!", "", "")

# A term that nothing satisfies.
NEVER = "!"


class Requirements:
    """What conditions of one architecture come to, in the catalogue's names."""

    def __init__(self, arch, catalog):
        arch = folder(arch)
        rows = read_table(catalog / arch / "features.tsv")
        self.by_name = {alias: r["name"] for r in rows for alias in [r["name"], *words(r["aliases"])]}
        base = {r["name"] for r in rows if r["base"]}
        self.needs = Needs({r["name"]: r for r in rows}, base)
        self.said = read_table(TABLES / arch / "encodings.tsv")
        left_out = TABLES / arch / "left-out.tsv"
        self.left_out = [r["name"] for r in read_table(left_out)] if left_out.exists() else []

    def of(self, condition, instruction=""):
        """Alternatives, weakest ones only; none if no processor of the architecture can have the instruction."""
        said = self._said(condition, instruction)
        found = said if said is not None else parse(condition, self._name) if condition else [frozenset()]
        possible = [self.needs.minimal(features) for features in found if NEVER not in features]
        wholes = [self.needs.closure(features) for features in possible]
        kept = [f for f, whole in zip(possible, wholes) if not any(other < whole for other in wholes)]
        return list(dict.fromkeys(kept))

    def _said(self, condition, instruction):
        for row in self.said:
            matches = not row["condition"] or re.fullmatch(row["condition"], condition)
            if matches and (not row["instruction"] or re.fullmatch(row["instruction"], instruction)):
                return [frozenset({NEVER})] if row["features"] == "none" else alternatives(row["features"])
        return None

    def _name(self, term):
        said = self._said(term, "")
        if said is not None:
            (features,) = said
            return next(iter(features), None)
        if term in self.by_name:
            return self.by_name[term]
        if any(re.fullmatch(pattern, term, re.IGNORECASE) for pattern in self.left_out):
            return NEVER
        raise KeyError("%s: no feature, and no row of left-out.tsv or encodings.tsv" % term)


def llvm_rows(path):
    """(row, condition, instruction) of an LLVM table."""
    for row in read_table(path):
        yield row, row["condition"], row["name"]


def csr_rows(path):
    """Accesses to the CSRs that programs can reach and that belong to one extension."""
    for row in read_table(path):
        extension = row["defined_by"]
        if row["priv"] == "U" and re.fullmatch(r"\w+", extension):
            condition = "csr-V" if extension == "V" else extension.lower()
            for kind in (1, 2, 3, 5, 6, 7):
                value = "%08x" % (int(row["address"], 16) << 20 | kind << 12 | 0x73)
                yield encoding("fff0707f", value), condition, row["name"]


def encoding(mask, value):
    return {"name": "", "mask": mask, "value": value, "softmask": "", "fields": ""}


# Whose extensions of RISC-V mean by the same opcodes something else each: LLVM's decoder namespaces.
VENDORS = {
    "andes": ("XAndes",),
    "mips": ("XMIPS",),
    "sifive": ("XSfvector", "XSfsystem", "XSfcease"),
    "spacemit": ("XSMT",),
    "thead": ("XTHead",),
    "ventana": ("XVentana",),
}


def riscv64(data):
    theirs = {space for spaces in VENDORS.values() for space in spaces}
    for row, condition, instruction in llvm_rows(data / "riscv/llvm-riscv-insns.tsv"):
        if row["ns"] not in theirs:
            yield row, condition, instruction
    yield from csr_rows(data / "riscv/udb-csrs.tsv")


def riscv64_vendor(spaces):
    return lambda data: (found for found in llvm_rows(data / "riscv/llvm-riscv-insns.tsv") if found[0]["ns"] in spaces)


def loongarch64(data):
    """LLVM's rows; it gates little, so that a table corrected by hand says what each needs."""
    features = {(r["mask"], r["value"]): r for r in read_table(data / "loongarch/loongarch-insns.tsv")}
    for row, _, _ in llvm_rows(data / "loongarch/llvm-loongarch-insns.tsv"):
        said = features[row["mask"], row["value"]]
        yield row, said["feature"], said["mnemonic"]


def s390x(data):
    return llvm_rows(data / "s390x/llvm-systemz-insns.tsv")


def ppc64le(data):
    """LLVM's rows, each with the version of the Power ISA that introduced it, which LLVM often leaves out; then those that LLVM lacks."""
    published = [(len(row["mask"]), *soft({"softmask": "", **row}), row) for row in read_table(data / "ppc/ppc-isa31b.tsv")]
    seen = set()
    for row, condition, instruction in llvm_rows(data / "ppc/llvm-ppc-insns.tsv"):
        if row["ns"]:
            continue
        mask, value = soft(row)
        around = [p for p in published if len(row["mask"]) == p[0] and p[1] & ~mask == 0 and value & p[1] == p[2]]
        version = ""
        if around:
            closest = max(around, key=lambda p: bits(p[1]))[3]
            version, instruction = closest["isa_version_introduced"], mnemonic(closest)
            seen.add(closest["mnemonics"])
        yield row, " & ".join(part for part in (version, condition) if part), instruction
    for _, _, _, row in published:
        if row["mnemonics"] not in seen:
            yield encoding(row["mask"], row["value"]), row["isa_version_introduced"], mnemonic(row)


def mnemonic(row):
    return row["mnemonics"].split(" ")[0]


A32_SPACES = re.compile("ARM|CoProc|VFP(V8)?|NEON.*|v8.*")
FIXED_POINT = re.compile("VCVT.*(2x[su]|x[su]2).*")
T32_SPACES = re.compile("Thumb|ThumbSBit|Thumb2|Thumb2CoProc|VFP(V8)?|NEON.*|v8.*")


def a32(data):
    """LLVM's rows for A32; those with a condition are four, for all conditions but 1111, which is another instruction."""
    return arm(data, A32_SPACES, conditional)


def t32(data):
    """LLVM's rows for T32; floating point and Advanced SIMD are given as A32 has them."""
    return arm(data, T32_SPACES, in_t32)


def arm(data, spaces, forms):
    should_be = [(r["instruction"], int(r["softmask"], 16)) for r in read_table(TABLES / "arm/should-be.tsv")]
    for row, condition, instruction in llvm_rows(data / "arm/llvm-arm-insns.tsv"):
        if spaces.fullmatch(row["ns"]):
            length = int(row["size"])
            more = next((bits for name, bits in should_be if re.fullmatch(name, row["name"])), 0)
            row["softmask"] = "%x" % (int(row["softmask"] or "0", 16) | more)
            every = (1 << 8 * length) - 1
            mask, value = (number & every for number in soft(row))
            found = [(mask, value)] if row["ns"].startswith("Thumb") else forms(mask, value)
            if FIXED_POINT.fullmatch(row["name"]):
                found = [(mask | 1 << 21, value | 1 << 21) for mask, value in found]  # else moves of immediates, or undefined
            for mask, value in found:
                yield {**row, "mask": "%0*x" % (2 * length, mask), "value": "%0*x" % (2 * length, value), "softmask": ""}, condition, instruction


def conditional(mask, value):
    if mask >> 28:
        return [(mask, value)]
    return [(mask | m << 28, value | v << 28) for m, v in ((8, 0), (12, 8), (14, 12), (15, 14))]


def in_t32(mask, value):
    """1111001U is 111U1111 there, 11110100 is 11111001, and every other instruction has the condition `always`."""
    if not mask >> 28:
        return [(mask | 15 << 28, value | 14 << 28)]
    top = value >> 24
    if top & 0xFE == 0xF2:
        return [(mask & 0x00FFFFFF | 0xEF000000 | (mask >> 24 & 1) << 28, value & 0x00FFFFFF | 0xEF000000 | (top & 1) << 28)]
    return [(mask, value & 0x00FFFFFF | 0xF9000000 if top == 0xF4 else value)]


def hand_a32(mask, value):
    """Hand-written tables hold both instruction sets of arm; only A32 has conditions."""
    return [] if mask >> 28 else conditional(mask, value)


def hand_t32(mask, value):
    return [(mask, value)] if mask >> 28 else []


# What the engine must know besides the rows: the alignment of instructions; how the bytes of one become a word (`chunk`: little-endian
# chunks of so many bytes, the first one highest); the length, by one byte of the instruction: bytes, index, mask, value.
RISCV = ["# unit 2", "# length 6 0 3f 1f", "# length 8 0 7f 3f", "# length 4 0 03 03"]

LAYOUTS = {
    "riscv64": (riscv64, RISCV),
    **{"riscv64-" + vendor: (riscv64_vendor(spaces), RISCV) for vendor, spaces in VENDORS.items()},
    "loongarch64": (loongarch64, ["# unit 4"]),
    "ppc64le": (ppc64le, ["# unit 4", "# chunk 4", "# boundary 64", "# length 8 3 fc 04"]),
    "arm-a32": (a32, ["# unit 4"]),
    "arm-t32": (t32, ["# unit 2", "# chunk 2", "# length 4 1 f8 e8", "# length 4 1 f0 f0"]),
    "s390x": (s390x, ["# unit 2", "# chunk 1", "# length 4 0 c0 40", "# length 4 0 c0 80", "# length 6 0 c0 c0"]),
}

# What encodings of hand-written tables are in an instruction set, where that is not what they say.
HAND_WRITTEN = {"arm-a32": hand_a32, "arm-t32": hand_t32}


def folder(arch):
    """Both instruction sets of arm share one, and riscv64 with its vendors."""
    return arch.split("-")[0]


def cls(found):
    """The class of a requirement."""
    return "|".join("+".join(sorted(features)) or "-" for features in found), "", ""


class Rows:
    """The rows of one architecture, by the length of the instruction in bytes."""

    def __init__(self, arch, data, requirements):
        self.arch = arch
        self.requirements = requirements
        self.by_length = {}
        self.left_out = Counter()
        reserved = self.table("reserved")
        # A hint is a NOP of the base, or of what has its space, where its feature is missing: not what its own rows say.
        families = {alias for r in self.table("hints") for alias in (r["feature"],) if alias}
        beneath = {}
        for row, condition, instruction in LAYOUTS[arch][0](data):
            found = requirements.of(condition, instruction)
            length = len(row["mask"]) // 2
            if not found:
                self.left_out[condition] += 1
                continue
            self.put(length, *soft(row), cls(found), beneath if families & frozenset().union(*found) else None)
            shapes = [(r["operand"], words(r["shapes"])) for r in reserved if re.fullmatch(r["instruction"] or ".*", row["name"])]
            for mask, value in operand_rows(row, shapes):
                self.put(length, mask, value, RESERVED)
        self.operand_rows()
        self.hint_rows(beneath)
        self.detection_rows()

    def table(self, name):
        """A table written by hand; none are about the extensions of vendors."""
        path = TABLES / folder(self.arch) / (name + ".tsv")
        vendor = self.arch.startswith("riscv64-")
        return read_table(path) if path.exists() and not vendor else []

    def pairs(self, cell):
        """(length in bytes, mask, value) of the encodings in a cell."""
        for text in words(cell):
            mask, value = text.split("/")
            for form in HAND_WRITTEN.get(self.arch, lambda m, v: [(m, v)])(int(mask, 16), int(value, 16)):
                yield len(mask) // 2, *form

    def put(self, length, mask, value, found, also=None):
        """Later rows replace earlier ones of the same mask and value."""
        self.by_length.setdefault(length, {})[mask, value] = found
        if also is not None:
            also[length, mask, value] = found

    def operand_rows(self):
        for row in self.table("operands"):
            for length, mask, value in self.pairs(row["encoding"]):
                none = row["features"] == "none"
                self.put(length, mask, value, RESERVED if none else cls(self.requirements.of(row["features"])))

    def hint_rows(self, beneath):
        for row in self.table("hints"):
            for length, mask, value in self.pairs(row["encoding"]):
                other = [(m, v, c) for (m, v), c in self.by_length[length].items() if beneath.get((length, m, v)) != c]
                under = Table(other).lookup(value)
                self.put(length, mask, value, (under[0] if under else "-", row["family"], ""))

    def detection_rows(self):
        for row in self.table("detection"):
            for length, mask, value in self.pairs(row["encoding"]):
                self.put(length, mask, value, ("-", "", row["name"]))

    def lines(self):
        for length, rows in sorted(self.by_length.items()):
            rows = [(mask, value, found) for (mask, value), found in rows.items()]
            clashes = ["%0*x/%0*x %s and %0*x/%0*x %s" % sum(((2 * length, x[0], 2 * length, x[1], x[2]) for x in pair), ()) for pair in conflicts(rows)]
            if clashes:
                sys.exit("%s: rows of one size disagree:\n%s" % (self.arch, "\n".join(clashes)))
            small = reduce(rows)
            check_same(rows, small, length)
            print("%s: %d rows of %d bytes from %d" % (self.arch, len(small), length, len(rows)), file=sys.stderr)
            for mask, value, found in small:
                yield "%0*x\t%0*x\t%s" % (2 * length, mask, 2 * length, value, "\t".join(found).rstrip("\t"))


def main(data, catalog, out):
    out.mkdir(parents=True, exist_ok=True)
    for arch, (_, layout) in LAYOUTS.items():
        rows = Rows(arch, data, Requirements(arch, catalog))
        lines = [*layout, "#mask\tvalue\talternatives\thint\tdetection", *rows.lines()]
        (out / (arch + ".tsv")).write_text("\n".join(lines) + "\n", encoding="utf-8")
        for condition, count in sorted(rows.left_out.items()):
            print("%s: %d encodings left out: %s" % (arch, count, condition), file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
