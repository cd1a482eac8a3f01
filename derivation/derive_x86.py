#!/usr/bin/env python3
"""Derives the x86 decoder's decision trees from XED's instruction patterns.

Usage: python3 derivation/derive_x86.py DATA_DIR OUT_DIR

DATA_DIR holds x86/xed-instructions.tsv; OUT_DIR receives

  classes.tsv  what the instructions of one kind ask of a CPU
  trees.tsv    one decision tree per (mode, space, map, opcode), shared sub-trees written once

Every pattern is a conjunction of tests on bits that are known once the prefixes, the opcode and the
ModRM byte have been read. The bits of a space are packed into one 32-bit word (FIELDS below), so
that a node of a tree is a shift, a mask and its children.
"""

import collections
import os
import re
import sys

from names import Names

# Field -> (shift, width) in the word that the decoder builds; X86Decoder builds the same.
MODRM = {"rm": (0, 3), "reg": (3, 3), "mod": (6, 2)}
FIELDS = {
    "legacy": dict(
        MODRM, pfx=(8, 3), w=(11, 1), lock=(12, 1), asz=(13, 1), rex2=(14, 1), b=(15, 1)),
    "vex": dict(MODRM, pp=(8, 2), l=(10, 1), vvvv=(11, 4), w=(15, 1), r=(23, 1), asz=(24, 1)),
    "evex": dict(
        MODRM, pp=(8, 2), u=(10, 1), vvvv=(11, 4), w=(15, 1), aaa=(16, 3), v4=(19, 1), b=(20, 1),
        ll=(21, 2), z=(23, 1), asz=(24, 1), r4=(28, 1), r=(31, 1)),
}
FIELDS["xop"] = FIELDS["vex"]

# Which test to make first where several would do equally well: the order in which code varies.
ORDER = ["pfx", "pp", "mod", "w", "reg", "rm", "l", "ll", "b", "z", "aaa", "vvvv", "v4", "u",
         "r4", "r", "asz", "rex2", "lock"]

# Patterns that hold on some chips only. The newer behaviour is the one that is described, but for
# UD0, whose form without a ModRM byte is that of old AMD parts.
SWITCHES = ["CET", "MPXMODE", "CLDEMOTE", "PREFETCHIT", "PREFETCHRST", "WBNOINVD", "IBHF", "TZCNT",
            "LZCNT", "P4", "MODEP5"]
UD0_SWITCH = "MODE_SHORT_UD0"

# Optional in 64-bit mode only.
BASE_IN_32 = {"LAHF"}

DETECTION = {"CPUID": "cpuid", "XGETBV": "xgetbv"}

# Tokens by which a pattern makes the 66 prefix no operand-size prefix.
NO_66 = {"REFINING66()", "IGNORE66()", "IMMUNE66()", "FORCE64()", "CR_WIDTH()",
         "IMMUNE66_LOOP64()"}

# Tokens that neither restrict the bits nor change the length.
NEUTRAL = re.compile(
    r"^(0x[0-9A-F]{2}|0b[01]+_[01]+|\w+\[[^\]]*\]|SKIP_OSZ=1|ENC_DELETE=1|NOREX2=1|VEXVALID=\d|MAP=\d+"
    r"|(NELEM|ESIZE)_\w+\(\)|[US]IMM\w*\(\)|SE_IMM8\(\)|BRDISP\w+\(\)|MEMDISPv\(\)|MODRM\(\)|ONE\(\)"
    r"|U?I?S?A?_?VMODRM_[XYZ]MM\(\)|OVERRIDE_SEG\d\(\)|REMOVE_SEGMENT\(\)|BRANCH_HINT\(\)"
    r"|CET_NO_TRACK\(\)|DF64\(\)|IMMUNE_REXW\(\)|FIX_ROUND_LEN\d+\(\)|AVX512_ROUND\(\)|SAE\(\)"
    r"|NEED_SIB=1|MODE!?=\d|RM=4)$")

INVALID = -1
LEGACY_PP = {"np": {0}, "66": {1}, "f2": {4, 5}, "f3": {6, 7}}


def read_patterns(path):
    with open(path, encoding="utf-8") as f:
        header = f.readline().lstrip("#").rstrip("\n").split("\t")
        for line in f:
            yield dict(zip(header, line.rstrip("\n").split("\t")))


class Constraints:
    """Field -> bit set of the values that a pattern allows."""

    def __init__(self, space):
        self.fields = FIELDS[space]
        self.allowed = {}

    def allow(self, field, values):
        full = (1 << (1 << self.fields[field][1])) - 1
        bits = 0
        for v in values:
            bits |= 1 << v
        self.allowed[field] = self.allowed.get(field, full) & bits

    def key(self):
        full = lambda f: (1 << (1 << self.fields[f][1])) - 1
        return tuple(sorted((f, b) for f, b in self.allowed.items() if b != full(f)))

    def possible(self):
        return all(b for b in self.allowed.values())


def allow_prefixes(c, osz, rep):
    """The pfx field is 66 in bit 0 and the last of F2 (2) and F3 (3) in the bits above."""
    c.allow("pfx", [o | r << 1 for o in osz for r in rep])


def constrain(row, space, mode):
    """The tests of one pattern, or None where it cannot occur in the mode (64 or 32)."""
    c = Constraints(space)
    tokens = row["pattern"].split()
    evapx = "EVAPX()" in tokens
    scc = "EVAPX_SCC()" in tokens
    if row["modrm_kind"] == "m" or "MOD!=3" in tokens:
        c.allow("mod", [0, 1, 2])
    elif row["modrm_kind"] == "r":
        c.allow("mod", [3])
    has_modrm = "MOD[" in row["pattern"]
    if has_modrm and row["reg"] != "*":
        c.allow("reg", [int(v) for v in re.findall(r"\d+", row["reg"])])
    if has_modrm and row["rm"] != "*":
        c.allow("rm", [int(row["rm"])])
    if "VMODRM_" in row["pattern"] or "NEED_SIB=1" in tokens:
        c.allow("rm", [4])
    if evapx:
        c.allow("aaa", [0, 4])
    nowhere = False
    for t in tokens:
        name, _, value = t.partition("=")
        negated = name.endswith("!")
        name = name.rstrip("!")
        v = None
        if value:
            v = int(value[2:], 2) if value.startswith("0b") else int(value)
        if name in SWITCHES or name == UD0_SWITCH or t in ("EVAPX()", "EVAPX_SCC()"):
            continue
        elif name == "MOD" and value:
            c.allow("mod", [x for x in range(4) if (x == v) != negated])
        elif name == "OSZ":
            allow_prefixes(c, [v], range(4))
        elif name == "REP":
            allow_prefixes(c, [0, 1], [x for x in (0, 2, 3) if (x == v) != negated])
        elif name == "LOCK" or name == "SRM":
            pass
        elif name == "REX2":
            if mode == 64:
                c.allow("rex2", [v])
            elif v:
                nowhere = True
        elif t == "REXB=0" or t == "REXB4=0":
            c.allow("b", [0] if "REXB4=1" not in tokens else [1])
        elif t == "REXB=1" or t == "REXB4=1":
            c.allow("b", [1])
        elif name == "REXR":
            c.allow("r", [1 - v])
        elif name == "REXR4":
            c.allow("r4", [1 - v])
        elif name == "REXW":
            c.allow("w", [v])
        elif name == "ASZ":
            c.allow("asz", [v])
        elif name == "EASZ":
            sizes = {3: 0, 2: 1} if mode == 64 else {2: 0, 1: 1}
            c.allow("asz", [a for s, a in sizes.items() if (s == v) != negated])
        elif name == "VEX_PREFIX":
            c.allow("pp", [{0: 0, 1: 1, 3: 2, 2: 3}[v]])
        elif name == "VL":
            c.allow("ll" if space == "evex" else "l", [v] if space == "evex" or v < 2 else [])
        elif name == "VEXDEST3" or name == "VEXDEST210":
            c.allow("vvvv", [15])
        elif name == "VEXDEST4":
            c.allow("v4", [1 - v])
        elif name == "UBIT":
            if mode == 32 or "MOD=3" in tokens:
                c.allow("u", [v])
        elif name == "BCRC" or name == "ND":
            c.allow("b", [v])
        elif name == "ZEROING":
            if space == "evex":
                c.allow("z", [v])
        elif name == "MASK":
            c.allow("aaa", [v])
        elif name == "NF":
            c.allow("aaa", [x for x in range(8) if x >> 2 == v])
        elif name == "SCC":
            c.allow("aaa", [v & 7])
            c.allow("v4", [v >> 3])
        elif t == "EVEXR4_ONE()":
            if mode == 32:
                c.allow("r4", [1])
        elif t not in NO_66 and not NEUTRAL.match(t):
            raise ValueError("unknown token %s in %s" % (t, row["pattern"]))
    if space == "evex":
        if mode == 32:
            c.allow("u", [1])
        if row["category"] in ("GATHER", "SCATTER"):
            c.allow("aaa", range(1, 8))
        if evapx and not scc and mode == 32:
            nowhere = True
    if nowhere or not c.possible():
        return None
    return c


def immediate_bytes(row, mode, osz, w, asz):
    """Bytes after ModRM and displacement, by operand and address size."""
    tokens = set(row["pattern"].split())
    if mode == 64:
        narrow = osz and not w and not tokens & NO_66
        if "IMMUNE_REXW()" in tokens and w:
            w = 0
    else:
        narrow = osz and not tokens & (NO_66 - {"FORCE64()", "IMMUNE66_LOOP64()"})
    z = 2 if narrow else 4
    sizes = {"ib": 1, "iw": 2, "id": 4, "rel8": 1, "rel32": 4, "rel64": 8, "iz": z, "relz": z,
             "iv": 8 if w else z,
             "moffs": (4 if asz else 8) if mode == 64 else (2 if asz else 4)}
    return sum(sizes[i] for i in row["imm"].split(",") if i)


def split_by_immediate(row, c, space, mode):
    """Yields (constraints, immediate bytes): one a pattern, more where prefixes set the size."""
    variable = set(row["imm"].split(",")) & {"iz", "iv", "relz", "moffs"}
    if not variable:
        yield c, immediate_bytes(row, mode, 0, 0, 0)
        return
    for w in (0, 1) if mode == 64 else (0,):
        for osz in (0, 1):
            for asz in (0, 1) if "moffs" in variable else (None,):
                part = Constraints(space)
                part.allowed = dict(c.allowed)
                if mode == 64:
                    part.allow("w", [w])
                if space == "legacy":
                    allow_prefixes(part, [osz], range(4))
                else:
                    part.allow("pp", [1] if osz else [0, 2, 3])
                if asz is not None:
                    part.allow("asz", [asz])
                if part.possible():
                    yield part, immediate_bytes(row, mode, osz, w, asz)


class Classes:
    """What instructions ask of a CPU: (alternatives, hint, detection) -> index."""

    def __init__(self, names):
        self.names = names
        self.index = {}

    def of(self, row, mode):
        """The class of a pattern. A hint's feature is not among what it asks for."""
        isa_set, iclass = row["isa_set"], row["iclass"]
        hint = self.names.x86_hint(isa_set, iclass)
        base = hint or mode == 32 and isa_set in BASE_IN_32
        needs = [frozenset()] if base else self.names.x86_isa_set(isa_set, iclass)
        return self.intern(needs, hint, DETECTION.get(iclass, ""))

    def with_apx(self, cls):
        """The class of the same instruction with one of the registers 16 to 31."""
        alternatives, hint, detection = list(self.index)[cls]
        apx = self.names.x86_isa_set("APX_F")[0]
        both = self.names.minimal_alternatives("x86_64", [apx | set(a) for a in alternatives])
        return self.intern(both, hint, detection)

    def intern(self, alternatives, hint, detection):
        key = (tuple(tuple(sorted(a)) for a in alternatives), hint, detection)
        return self.index.setdefault(key, len(self.index))


def leaf(cls, modrm, imm, lockable, rex2):
    """class/modrm,immediate,flags: m ModRM and what follows it, r ModRM alone, l LOCK, x REX2."""
    return "%d/%s%d%s%s" % (cls, modrm, imm, "l" if lockable else "", "x" if rex2 else "")


class Trees:
    """Decision trees with shared nodes. A node is (field, children); a leaf is text."""

    def __init__(self, space):
        self.fields = FIELDS[space]
        self.memo = {}

    def build(self, rows):
        """rows: tuple of (priority, key, leaf), best first; the first one that allows a word wins."""
        kept = []
        for r in rows:
            kept.append(r)
            if not r[0]:
                break
        rows = tuple(kept)
        if not rows:
            return INVALID
        if not rows[0][0]:
            return rows[0][1]
        if rows not in self.memo:
            self.memo[rows] = self.split(rows)
        return self.memo[rows]

    def split(self, rows):
        best = None
        for field in sorted({f for key, _ in rows for f, _ in key}, key=ORDER_INDEX):
            parts = [self.restrict(rows, field, v) for v in range(1 << self.fields[field][1])]
            cost = sum(len(p) + 1 for p in set(parts))
            if best is None or cost < best[0]:
                best = (cost, field, parts)
        _, field, parts = best
        children = tuple(self.build(p) for p in parts)
        if all(c == children[0] for c in children):
            return children[0]
        return (field, children)

    @staticmethod
    def restrict(rows, field, value):
        out = []
        for key, target in rows:
            rest = []
            for f, bits in key:
                if f != field:
                    rest.append((f, bits))
                elif not bits >> value & 1:
                    break
            else:
                r = (tuple(rest), target)
                if r not in out:
                    out.append(r)
        return tuple(out)


def ORDER_INDEX(field):
    return ORDER.index(field)


def opcodes(row):
    if not row["partial_opcode"]:
        return [int(row["opcode"], 16)]
    bits = row["opcode"].replace("_", "")
    low = 8 - len(bits)
    base = int(bits, 2) << low
    found = [base + i for i in range(1 << low)]
    for t in row["pattern"].split():
        if t.startswith("SRM="):
            found = [o for o in found if o & 7 == int(t[4:])]
        if t.startswith("SRM!="):
            found = [o for o in found if o & 7 != int(t[5:])]
    return found


def priority(row):
    """0 for the patterns to prefer where a chip switch makes two of them possible."""
    for t in row["pattern"].split():
        name, _, value = t.partition("=")
        if name in SWITCHES and value == "0" or name == UD0_SWITCH and value == "1":
            return 1
    return 0


def in_mode(row, mode):
    return row["mode"] in (("*", "64") if mode == 64 else ("*", "32", "not64"))


def merge_lock(entries):
    """Folds the locked and the plain pattern of one instruction into one that may be locked."""
    merged = collections.OrderedDict()
    for prio, key, parts in entries:
        cls, modrm, imm, lock, rex2 = parts
        merged.setdefault((prio, key, cls, modrm, imm, rex2), set()).add(lock)
    for (prio, key, cls, modrm, imm, rex2), locks in merged.items():
        if locks == {"1"}:
            key = tuple(sorted(key + (("lock", 2),)))
        yield prio, key, leaf(cls, modrm, imm, "1" in locks, rex2)


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
                for key, c in by_r4(part, cls, classes, "EVEXR4_ONE()" in tokens and mode == 64):
                    entry = (priority(row), key, (c, modrm, imm, lock[0] if lock else "", rex2))
                    for opcode in opcodes(row):
                        groups[mode, space, int(row["map"]), opcode].append(entry)
    trees = {}
    builders = {space: Trees(space) for space in FIELDS}
    for group in sorted(groups):
        entries = sorted(set(merge_lock(groups[group])))
        report_conflicts(group, entries)
        rows = tuple((key, target) for _, key, target in entries)
        trees[group] = builders[group[1]].build(rows)
    return classes, trees


def by_r4(c, cls, classes, general_register):
    """Where ModRM.reg names a general register, its fifth bit needs APX."""
    if not general_register:
        yield c.key(), cls
        return
    for r4, r4_class in (1, cls), (0, classes.with_apx(cls)):
        part = Constraints("evex")
        part.allowed = dict(c.allowed)
        part.allow("r4", [r4])
        yield part.key(), r4_class


def report_conflicts(group, entries):
    for i, (prio, key, target) in enumerate(entries):
        for prio2, key2, target2 in entries[:i]:
            if prio == prio2 and target != target2 and compatible(dict(key), dict(key2)):
                print("overlap", group, key, target, key2, target2, file=sys.stderr)


def compatible(a, b):
    return all(a[f] & b[f] for f in a if f in b)


def write_classes(classes, out):
    for cls in range(len(classes.index)):
        classes.with_apx(cls)
    with open(os.path.join(out, "classes.tsv"), "w", encoding="utf-8") as f:
        f.write("#class\talternatives\thint\tdetection\tclass with APX\n")
        for (alternatives, hint, detection), cls in list(classes.index.items()):
            f.write("\t".join([
                str(cls), "|".join(",".join(a) for a in alternatives), hint, detection,
                str(classes.with_apx(cls))]) + "\n")


def write_trees(trees, out):
    numbers = {}
    lines = []

    def emit(node, space):
        if node == INVALID:
            return "-"
        if isinstance(node, str):
            return node
        key = (FIELDS[space][node[0]], node[1])
        if key not in numbers:
            refs = runs([emit(c, space) for c in node[1]])
            numbers[key] = len(numbers)
            lines.append("node\t%d\t%d:%d\t%s" % ((numbers[key],) + key[0] + (refs,)))
        return "@%d" % numbers[key]

    def emit_roots():
        for (mode, space, map_, opcode), tree in sorted(trees.items()):
            lines.append("root\t%d\t%s\t%d\t%02x\t%s" % (mode, space, map_, opcode, emit(tree, space)))

    emit_roots()
    with open(os.path.join(out, "trees.tsv"), "w", encoding="utf-8") as f:
        f.write("#node\tnumber\tshift:width\tchildren, by the field's value\n")
        f.write("#root\tmode\tspace\tmap\topcode\ttree\n")
        f.write("\n".join(lines) + "\n")
    return len(numbers)


def runs(refs):
    """Neighbours that are equal are written once: ref*count."""
    out = []
    for r in refs:
        if out and out[-1][0] == r:
            out[-1][1] += 1
        else:
            out.append([r, 1])
    return " ".join(r if n == 1 else "%s*%d" % (r, n) for r, n in out)


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
