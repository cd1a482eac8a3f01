#!/usr/bin/env python3
"""Derives the x86 decoder's decision trees from XED's instruction patterns.

Usage: python3 derivation/derive_x86.py DATA_DIR OUT_DIR

DATA_DIR holds x86/xed-instructions.tsv; OUT_DIR receives

  classes.tsv  what the instructions of one kind ask of a CPU
  trees.tsv    one decision tree per (mode, space, map, opcode), shared sub-trees written once
"""

import collections
import os
import sys

from decision_trees import Trees, TreeWriter
from names import Names
from x86_patterns import FIELDS, Constraints, constrain, in_mode, opcodes, priority, read_patterns, split_by_immediate

ARCHITECTURES = {64: "x86_64", 32: "i386"}

DETECTION = {"CPUID": "cpuid", "XGETBV": "xgetbv"}


class Classes:
    """What instructions ask of a CPU: (alternatives, hint, detection) -> index. The base differs between the modes."""

    def __init__(self, names):
        self.names = names
        self.index = {}
        self.modes = collections.defaultdict(set)

    def of(self, row, mode):
        """The class of a pattern. A hint's feature is not among what it asks for."""
        isa_set, iclass = row["isa_set"], row["iclass"]
        hint = self.names.x86_hint(isa_set, iclass)
        needs = [frozenset()] if hint else self.names.x86_isa_set(isa_set, iclass, ARCHITECTURES[mode])
        return self.intern(needs, hint, DETECTION.get(iclass, ""), mode)

    def with_apx(self, cls):
        """The class of the same instruction with one of the registers 16 to 31."""
        alternatives, hint, detection = list(self.index)[cls]
        apx = self.names.x86_isa_set("APX_F")[0]
        both = self.names.needs["x86_64"].alternatives([apx | set(a) for a in alternatives])
        return self.intern(both, hint, detection, 64)

    def intern(self, alternatives, hint, detection, mode):
        key = (tuple(tuple(sorted(a)) for a in alternatives), hint, detection)
        cls = self.index.setdefault(key, len(self.index))
        self.modes[cls].add(mode)
        return cls


def leaf(cls, modrm, imm, lockable, rex2, distinct):
    """class/modrm,immediate,flags: m ModRM and what follows it, r ModRM alone, l LOCK, x REX2, and of distinct_registers."""
    return "%d/%s%d%s%s%s" % (cls, modrm, imm, "l" if lockable else "", "x" if rex2 else "", distinct)


def distinct_registers(row):
    """The pairs of registers that may not be the same one: a reg vvvv, b reg rm, c vvvv rm, d reg index, e vvvv index, g vvvv general."""
    attributes = row["attributes"].split()
    # A prefetch has an opcode where a gather has its destination.
    if "GATHER" in attributes and "PREFETCH" not in attributes:
        return "ade" if row["space"] == "vex" else "d"
    if "NO_SRC_DEST_MATCH" in attributes:
        return "ab" if row["modrm_kind"] == "r" else "a"
    if "NO_REG_MATCH" in attributes:
        return "g" if row["iclass"].startswith("POP2") else "abc"
    return ""


def merge_lock(entries):
    """Folds the locked and the plain pattern of one instruction into one that may be locked."""
    merged = collections.OrderedDict()
    for prio, key, parts in entries:
        cls, modrm, imm, lock, rex2, distinct = parts
        merged.setdefault((prio, key, cls, modrm, imm, rex2, distinct), set()).add(lock)
    for (prio, key, cls, modrm, imm, rex2, distinct), locks in merged.items():
        if locks == {"1"}:
            key = tuple(sorted(key + (("lock", 2),)))
        yield prio, key, leaf(cls, modrm, imm, "1" in locks, rex2, distinct)


def derive(patterns, names):
    classes = Classes(names)
    groups = collections.defaultdict(list)
    for row in patterns:
        space = row["space"]
        tokens = row["pattern"].split()
        for mode in (64, 32):
            if not in_mode(row, mode):
                continue
            c = constrain(row, space, mode)
            if c is None:
                continue
            cls = classes.of(row, mode)
            modrm = "m" if row["modrm_kind"] != "-" else "r" if "MOD[" in row["pattern"] else "n"
            lock = [t[5:] for t in tokens if t.startswith("LOCK=")]
            rex2 = space == "legacy" and row["rex2"] != "no"
            for part, imm in split_by_immediate(row, c, space, mode):
                for key, cls_of_key in by_register(part, row, cls, classes, mode):
                    entry = (
                        priority(row), key, (cls_of_key, modrm, imm, lock[0] if lock else "", rex2, distinct_registers(row)))
                    for opcode in opcodes(row):
                        groups[mode, space, int(row["map"]), opcode].append(entry)
    trees = {}
    builders = {space: Trees(FIELDS[space]) for space in FIELDS}
    for group in sorted(groups):
        entries = sorted(set(merge_lock(groups[group])))
        report_conflicts(group, entries)
        rows = tuple((key, target) for _, key, target in entries)
        trees[group] = builders[group[1]].build(rows)
    return classes, trees


def by_register(c, row, cls, classes, mode):
    """Splits by a bit that extends ModRM.reg where it changes what the instruction needs or is."""
    variants = [({}, cls)]
    if "EVEXR4_ONE()" in row["pattern"] and mode == 64:
        variants = [({"r4": [1]}, cls), ({"r4": [0]}, classes.with_apx(cls))]
    if row["iclass"] == "MOV_CR":
        variants = [({"r": [0]}, cls), ({"r": [1], "reg": [0]}, cls)]
    for tests, variant in variants:
        part = Constraints(row["space"])
        part.allowed = dict(c.allowed)
        for field, values in tests.items():
            part.allow(field, values)
        yield part.key(), variant


def report_conflicts(group, entries):
    for i, (prio, key, target) in enumerate(entries):
        for prio2, key2, target2 in entries[:i]:
            if prio == prio2 and target != target2 and compatible(dict(key), dict(key2)):
                print("overlap", group, key, target, key2, target2, file=sys.stderr)


def compatible(a, b):
    return all(a[f] & b[f] for f in a if f in b)


def write_classes(classes, out):
    for cls in range(len(classes.index)):
        if 64 in classes.modes[cls]:
            classes.with_apx(cls)
    with open(os.path.join(out, "classes.tsv"), "w", encoding="utf-8") as f:
        f.write("class\tmodes\talternatives\thint\tdetection\twith_apx\n")
        for (alternatives, hint, detection), cls in list(classes.index.items()):
            modes = classes.modes[cls]
            f.write("\t".join([
                str(cls), ",".join(map(str, sorted(modes))), "|".join(",".join(a) for a in alternatives), hint, detection,
                str(classes.with_apx(cls) if 64 in modes else cls)]) + "\n")


def write_trees(trees, out):
    writer = TreeWriter()
    for (mode, space, map_, opcode), tree in sorted(trees.items()):
        reference = writer.reference(tree, FIELDS[space])
        writer.lines.append("root\t%d\t%s\t%d\t%02x\t%s" % (mode, space, map_, opcode, reference))
    with open(os.path.join(out, "trees.tsv"), "w", encoding="utf-8") as f:
        f.write("#node\tnumber\tshift:width\tchildren, by the field's value\n")
        f.write("#root\tmode\tspace\tmap\topcode\ttree\n")
        f.write("\n".join(writer.lines) + "\n")
    return len(writer.numbers)


def main(data, out):
    os.makedirs(out, exist_ok=True)
    patterns = list(read_patterns(os.path.join(data, "x86", "xed-instructions.tsv")))
    classes, trees = derive(patterns, Names(data))
    nodes = write_trees(trees, out)
    write_classes(classes, out)
    print("%d patterns, %d trees, %d nodes, %d classes" % (
        len(patterns), len(trees), nodes, len(classes.index)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
