"""The one mapping from the names of other sources to Plimsoll's canonical feature names.

Usage: names = Names(DATA_DIR); then names.x86_isa_set("AVX512BW_128") and so on. All methods are pure.

A requirement is a list of alternatives, each a frozenset of canonical names, any one of which suffices; the first is the one
that reports name. Each set is minimal (no member is a prerequisite of another) and beyond the base ISA (x86-64-v1; armv8.0-a
with fp and asimd); [frozenset()] means the base ISA. Unknown names raise KeyError: a table row is missing then.
"""

import re
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "tables"
BASE = [frozenset()]

# Names of version fields in xed-isa-sets.tsv, which are no single CPUID bit.
XED_VERSIONS = {
    "avx10_ver1.24.0.ebx[0:7]=1": "avx10.1",
    "avx10_ver2.24.0.ebx[0:7]=2": "avx10.2",
    "ace_vsn1.1d.2.eax[0:7]=1": "ace_1",
}
# Set together with such a version field, or where a later field decides.
XED_ENABLES = {"avx10_enabled.7.1.edx[19]", "avx10_enabled.7.1.edx.19"}

A64_HINT_MASK, A64_HINT_VALUE = 0xFFFFF01F, 0xD503201F


def read_table(path):
    """The rows of a TAB-separated table as dictionaries; the last line that starts with '#' before the data names the columns."""
    header, rows = None, []
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if line.startswith("#") and not rows:
            header = line[1:].split("\t")
        elif line:
            cells = line.split("\t")
            rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)))))
    return rows


def words(cell):
    """The entries of a comma-separated cell."""
    return [w.strip() for w in cell.split(",") if w.strip()]


def alternatives(cell):
    """The alternatives written 'a,b || c' in a table; 'base' is the base ISA."""
    return [frozenset() if part.strip() == "base" else frozenset(words(part)) for part in cell.split("||")]


def isa_set_rows(architecture):
    return {(r["isa_set"], r["iclass"]): r for r in read_table(TABLES / architecture / "isa-sets.tsv")}


def i386_base():
    """What every processor of the base level has."""
    rows = {r["name"]: r for r in read_table(TABLES / "i386/levels.tsv")}

    def held(name):
        return set(words(rows[name]["features"])).union(*map(held, words(rows[name]["includes"])))

    return next(held(name) for name, row in rows.items() if row["base"])


class Needs:
    """What features of one architecture need of each other; table: their rows by name, base: what every processor has."""

    def __init__(self, table, base):
        self._table = table
        self._base = base
        self._closures = {}

    def closure(self, features):
        """The features and everything they need."""
        return frozenset().union(*map(self._closure, features))

    def _closure(self, name):
        if name not in self._closures:
            needed = words(self._table.get(name, {}).get("prerequisites", ""))
            self._closures[name] = frozenset({name}).union(*map(self._closure, needed))
        return self._closures[name]

    def minimal(self, features):
        """Without what the base ISA has and what another member needs anyway."""
        beyond = features - self._base
        return frozenset(f for f in beyond if not any(f != g and f in self.closure([g]) for g in beyond))

    def alternatives(self, found):
        """Each minimal, none twice, and none that needs all that an earlier one needs and more."""
        kept = []
        for features in map(self.minimal, found):
            whole = self.closure(features)
            if not any(self.closure(k) <= whole for k in kept) or not features and not kept:
                kept.append(features)
        return BASE if frozenset() in kept else kept


class Names:
    def __init__(self, data_dir):
        data = Path(data_dir)
        self.x86 = {r["name"]: r for r in read_table(TABLES / "x86_64/features.tsv")}
        self.a64 = {r["name"]: r for r in read_table(TABLES / "aarch64/features.tsv")}
        self.linux_flags = read_table(data / "x86/linux-cpuinfo-flags.tsv")
        self.llvm_x86 = read_table(data / "x86/llvm-x86-features.tsv")
        self.llvm_a64 = read_table(data / "aarch64/llvm-aarch64-features.tsv")
        self._x86_bits = self._cpuid_bits()
        self._x86_llvm = {n: r["name"] for r in self.x86.values() for n in words(r["llvm"])}
        self.x86_isa_sets = {r["isa_set"]: r for r in read_table(data / "x86/xed-isa-sets.tsv")}
        self._x86_rows = {"x86_64": isa_set_rows("x86_64")}
        self._x86_rows["i386"] = self._x86_rows["x86_64"] | isa_set_rows("i386")
        self._feat = {n: r["name"] for r in self.a64.values() for n in words(r["feat"])}
        self._a64_llvm = {n: r["name"] for r in self.a64.values() for n in words(r["llvm"])}
        self._add_a64_system_features()
        self._a64_rows = read_table(TABLES / "aarch64/conditions.tsv")
        tables = {"x86_64": self.x86, "i386": self.x86, "aarch64": self.a64}
        bases = {arch: {n for n, r in table.items() if r["level"]} for arch, table in tables.items()}
        bases["i386"] = i386_base() | {r["name"] for r in read_table(TABLES / "i386/unusable.tsv")}
        self.needs = {arch: Needs(table, bases[arch]) for arch, table in tables.items()}

    # ---- x86

    def x86_isa_set(self, name, iclass="", architecture="x86_64"):
        """What instructions of a XED isa_set need; iclass matters only where tables/x86_64/isa-sets.tsv singles it out."""
        row = self._x86_row(name, iclass, architecture)
        if row:
            found = alternatives(row["features"])
        else:
            groups = self.x86_isa_sets[name]["cpuid(name.leaf.subleaf.reg.bit[ =val]; tokens ANDed; groups separated by \" || \")"]
            if groups in ("", "n/a"):
                raise KeyError(f"isa_set {name}: no CPUID bits and no row in tables/x86_64/isa-sets.tsv")
            found = [self._x86_group(g, name) for g in groups.split(" || ")]
        return self.needs[architecture].alternatives(found)

    def x86_hint(self, name, iclass=""):
        """The hint-space family of an isa_set and iclass, '' if it is no hint."""
        row = self._x86_row(name, iclass)
        return row["hint"] if row else ""

    def x86_needs(self, name, iclass="", architecture="x86_64"):
        """What an instruction of an ISA set asks for, comma-separated, '-' for the base ISA and hints."""
        hint = self.x86_hint(name, iclass)
        return ",".join([] if hint else sorted(self.x86_isa_set(name, iclass, architecture)[0])) or "-"

    def x86_llvm(self, name):
        """The canonical name of an LLVM x86 feature, None if it is none (tuning, modes, code generation)."""
        return self._x86_llvm.get(name)

    def x86_cpuid(self, token):
        """The canonical name of a CPUID bit written as in xed-isa-sets.tsv (name.leaf.subleaf.reg.bit)."""
        leaf, subleaf, register, bit = token.replace("[", ".").replace("]", "").split(".")[-4:]
        return self._x86_bits[f"{leaf}.{subleaf}.{register}.{bit}"]

    def _x86_row(self, name, iclass, architecture="x86_64"):
        rows = self._x86_rows[architecture]
        return rows.get((name, iclass)) or rows.get((name, ""))

    def _x86_group(self, group, name):
        tokens = group.split()
        found = {XED_VERSIONS[t] for t in tokens if t in XED_VERSIONS}
        enables = [t for t in tokens if t in XED_ENABLES]
        if enables and not found:
            raise KeyError(f"isa_set {name}: AVX10 of an unstated version")
        found |= {self.x86_cpuid(t) for t in tokens if t not in XED_VERSIONS and t not in XED_ENABLES}
        return frozenset(found)

    def _cpuid_bits(self):
        bits = {}
        for row in self.linux_flags:
            match = re.match(r"CPUID\.([0-9A-F]{8})(?:\.(\d))?:(E[ABCD]X)", row["cpuid_register"])
            if match and row["cpuinfo_flag(empty=not shown)"]:
                leaf, subleaf, register = match[1].lstrip("0").lower(), match[2] or "0", match[3].lower()
                bits[f"{leaf}.{subleaf}.{register}.{row['bit']}"] = row["cpuinfo_flag(empty=not shown)"]
        for row in self.x86.values():
            for bit in words(row["cpuid"]):
                shown = bits.get(bit)
                if shown and shown != row["name"] and shown not in words(row["aliases"]):
                    raise ValueError(f"{row['name']}: Linux shows CPUID bit {bit} as {shown}")
                bits[bit] = row["name"]
        return bits

    # ---- aarch64

    def a64_features(self, expression, mnemonic=""):
        """What a FEAT_ expression of a64-encodings.tsv needs. 'A / B' (decided by operand bits) raises ValueError."""
        if " / " in expression:
            raise ValueError(f"{expression}: operand bits decide; use the LLVM rows")
        return self._a64("feat", expression, mnemonic, self.a64_feat)

    def a64_llvm(self, condition, record=""):
        """What an LLVM condition needs; the record tells features apart that LLVM merges (AES and PMULL, for example)."""
        return self._a64("llvm", condition, record, self.a64_llvm_name)

    def a64_feat(self, feat):
        """The canonical name of a FEAT_ name, None for the base ISA and exception levels."""
        if feat in ("BASE", "EL0", "EL1", "EL2", "EL3", "none", ""):
            return None
        return self._feat[feat]

    def a64_llvm_name(self, name):
        """The canonical name of an LLVM AArch64 feature, None if it is none."""
        return None if name in ("el3", "el2vmsa") else self._a64_llvm[name]

    def a64_is_hint(self, value, mask=0xFFFFFFFF):
        """Whether an encoding lies in the hint space, where it is a NOP without its feature."""
        return mask & A64_HINT_MASK == A64_HINT_MASK and value & A64_HINT_MASK == A64_HINT_VALUE

    def a64_hint(self, expression):
        """The hint-space family of a hint instruction with this FEAT_ expression or LLVM condition; '' for the base ISA."""
        feats = re.findall(r"[A-Za-z][A-Za-z0-9_.-]*", expression)
        found = [self._a64_llvm.get(f) or self.a64_feat(f) for f in feats]
        return {None: "", "paca": "pauth", "profile": "spe"}.get(found[0], found[0]) if found else ""

    def _a64(self, kind, expression, instruction, translate):
        expression = expression.strip()
        for row in self._a64_rows:
            if row["kind"] == kind and row["term"] == expression:
                if not row["instruction"] or re.fullmatch(row["instruction"], instruction, re.IGNORECASE):
                    return self.needs["aarch64"].alternatives(alternatives(row["features"]))
        found = parse(expression, translate) if expression else BASE
        return self.needs["aarch64"].alternatives(found)

    def _add_a64_system_features(self):
        """Features that LLVM knows and tables/aarch64/features.tsv does not name: none of them has instructions of its own for users."""
        for row in self.llvm_a64:
            feats = words(row["arch_name"])
            if row["kind"] != "extension" or not feats or row["name"] in self._a64_llvm:
                continue
            known = next((self._feat[f] for f in feats if f in self._feat), None)
            name = known or row["user_name"] or feats[0].removeprefix("FEAT_").lower()
            if not known and name not in ("crypto",):
                self.a64[name] = {
                    "name": name, "kind": "system", "feat": ",".join(feats), "llvm": row["name"], "aliases": "",
                    "prerequisites": "", "level": "", "description": row["desc"],
                }
            if name in self.a64:
                self._a64_llvm[row["name"]] = name
                for feat in feats:
                    self._feat.setdefault(feat, name)


def parse(expression, translate):
    """Alternatives of 'a & (b | c)'; '!x' terms choose between modes and are dropped; translate gives None for the base."""
    tokens = re.findall(r"[()&|]|!?[A-Za-z0-9_.-]+", expression)
    position = 0

    def disjunction():
        nonlocal position
        found = conjunction()
        while position < len(tokens) and tokens[position] == "|":
            position += 1
            found = found + conjunction()
        return found

    def conjunction():
        nonlocal position
        found = term()
        while position < len(tokens) and tokens[position] == "&":
            position += 1
            right = term()
            found = [a | b for a in found for b in right]
        return found

    def term():
        nonlocal position
        token = tokens[position]
        position += 1
        if token == "(":
            found = disjunction()
            position += 1
            return found
        name = None if token.startswith("!") else translate(token)
        return [frozenset() if name is None else frozenset({name})]

    return disjunction()
