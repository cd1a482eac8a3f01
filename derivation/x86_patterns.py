"""XED's instruction patterns as tests on the bits that the x86 decoder has at hand.

Every pattern is a conjunction of tests on bits that are known once the prefixes, the opcode and the ModRM byte have been
read. The bits of an opcode space are packed into one 32-bit word (FIELDS); X86Decoder packs them the same way.
"""

import re

# Field -> (shift, width) in the word that the decoder builds; X86Decoder builds the same.
MODRM = {"rm": (0, 3), "reg": (3, 3), "mod": (6, 2)}
FIELDS = {
    "legacy": dict(
        MODRM, pfx=(8, 3), w=(11, 1), lock=(12, 1), asz=(13, 1), rex2=(14, 1), b=(15, 1), r=(16, 1)),
    "vex": dict(MODRM, pp=(8, 2), l=(10, 1), vvvv=(11, 4), w=(15, 1), rmb=(21, 1), r=(23, 1),
        asz=(24, 1)),
    "evex": dict(
        MODRM, pp=(8, 2), u=(10, 1), vvvv=(11, 4), w=(15, 1), aaa=(16, 3), v4=(19, 1), b=(20, 1),
        ll=(21, 2), z=(23, 1), asz=(24, 1), r4=(28, 1), rmb=(29, 1), r=(31, 1)),
}
FIELDS["xop"] = FIELDS["vex"]

# Patterns that hold on some chips only. The newer behaviour is the one that is described, but for
# UD0, whose form without a ModRM byte is that of old AMD parts.
SWITCHES = ["CET", "MPXMODE", "CLDEMOTE", "PREFETCHIT", "PREFETCHRST", "WBNOINVD", "IBHF", "TZCNT",
            "LZCNT", "P4", "MODEP5"]
UD0_SWITCH = "MODE_SHORT_UD0"

# By opcode: the segment registers that MOV can read (8C) and write (8E: not CS).
SEGMENT_REGISTERS = {"8c": range(6), "8e": [0, 2, 3, 4, 5]}

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
    allow_registers(row, space, mode, c)
    if space == "evex":
        if mode == 32:
            c.allow("u", [1])
        if row["category"] in ("GATHER", "SCATTER"):
            c.allow("aaa", range(1, 8))
    if nowhere or not c.possible():
        return None
    return c


def allow_registers(row, space, mode, c):
    """Only registers that there are. XED tests this as it reads the operands, not in the pattern."""
    operands = row["iform"][len(row["iclass"]) + 1:].split("_")
    masks = [o.startswith("MASK") for o in operands[:3]]
    tiles = [o.startswith("TMM") for o in operands[:3]]
    written = operands[0].startswith("MEM") and (row["iclass"].startswith("KMOV") or tiles[1:2] == [True])
    if space != "legacy" and (masks[0] or tiles[0] or written):
        c.allow("r", [1])
        if space == "evex" and mode == 64:
            c.allow("r4", [1])
    if tiles[1:2] == [True] and not written:
        c.allow("rmb", [1])
    if tiles == [True] * 3:
        c.allow("vvvv", range(8, 16))
    if space == "vex" and masks == [True] * 3 and mode == 64:
        c.allow("vvvv", range(8, 16))
    if space == "legacy" and row["map"] == "0" and row["opcode"] in SEGMENT_REGISTERS:
        c.allow("reg", SEGMENT_REGISTERS[row["opcode"]])
    if row["iclass"] == "MOV_CR":
        c.allow("reg", [0, 2, 3, 4])
    if row["iclass"] == "MOV_DR":
        c.allow("r", [0])


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
    if mode == 64:
        return row["mode"] in ("*", "64")
    # W of a legacy instruction stands in REX, which only 64-bit mode has
    return row["mode"] in ("*", "32", "not64") and not (row["space"] == "legacy" and row["w"] == "1")
