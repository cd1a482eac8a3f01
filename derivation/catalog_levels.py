"""Architecture levels for derive_catalog.py.

x86-64: the psABI's micro-architecture levels. aarch64: what Arm's feature list says is mandatory in a version that has floating
point and Advanced SIMD, which is less than what compilers turn on for -march (armv9-a does not hold SVE2 here).
"""

import re
import sys

from names import read_table, words

ARM_VERSIONS = [f"8.{n}" for n in range(10)] + [f"9.{n}" for n in range(7)]


class Level:
    def __init__(self, name, aliases, features, base, source):
        self.name, self.aliases, self.features, self.base, self.source = name, aliases, features, base, source


class Catalog:
    """The features of one architecture as a lattice."""

    def __init__(self, arch, features):
        self.arch, self.features = arch, features
        self.by_name = {alias: f.name for f in features.values() for alias in f.aliases | {f.name}}
        self.base = frozenset(f.name for f in features.values() if f.base)
        self._closures = {}

    def closure(self, names):
        return frozenset().union(*map(self._closure, names))

    def _closure(self, name):
        if name not in self._closures:
            needed = self.features[name].prerequisites
            self._closures[name] = frozenset({name}).union(*map(self._closure, needed))
        return self._closures[name]

    def largest_closed_subset(self, names):
        return frozenset(n for n in names if self._closure(n) <= names)

    def completed(self, names):
        """With the features that are nothing beyond others: pacg beside paca, svei8mm beside sve and i8mm, and so on."""
        found = set(names)
        if self.arch == "aarch64":
            if "paca" in found:
                found.add("pacg")
            for joint in ("svei8mm", "svebf16", "sveebf16"):
                if set(self.features[joint].prerequisites) <= found:
                    found.add(joint)
        return frozenset(found)

    def user_features(self):
        """What a process can use, as against what is for the kernel."""
        return frozenset(n for n, f in self.features.items() if f.kind == "user")

    def list(self, names):
        """The minimal members: those that no other member needs."""
        needed = frozenset().union(*(self._closure(n) - {n} for n in names))
        return ",".join(sorted(names - needed))


def levels(catalog, names, data):
    return x86_levels(catalog, names, data) if catalog.arch == "x86_64" else aarch64_levels(catalog, names, data)


def x86_levels(catalog, names, data):
    rows = [r for r in read_table(data / "levels/levels.tsv") if r["scheme"] == "x86-64-psABI"]
    found, held = [], frozenset()
    for row in rows:
        held |= catalog.closure(catalog.by_name[n.lower()] for n in row["requires"].split())
        level = row["level"]
        aliases = [level.replace("-", "_")] + (["x86-64-v1", "x86_64_v1"] if level == "x86-64" else [])
        found.append(Level(level, aliases, held, level == "x86-64", "x86-64 psABI table 3.1; glibc-hwcaps; GOAMD64"))
    if found[0].features != catalog.base:
        sys.exit(f"x86-64 is {sorted(found[0].features)}, the base {sorted(catalog.base)}")
    for level in found:
        check_against_llvm(level, catalog, names, data)
    return found


def check_against_llvm(level, catalog, names, data):
    """LLVM's processor of the same name must have all that it can express of the level."""
    row = next(r for r in read_table(data / "x86/llvm-x86-processors.tsv") if r["cpu"] == level.name)
    implies = {r["name"]: words(r["implies"]) for r in names.llvm_x86}
    has, todo = set(), list(words(row["features(direct; close over implies)"]))
    while todo:
        name = todo.pop()
        if name not in has:
            has.add(name)
            todo += implies.get(name, [])
    has = {names.x86_llvm(n) for n in has} - {None}
    expressible = {names.x86_llvm(n) for n in implies} - {None}
    differing = (has ^ level.features) & expressible - {"lm", "nopl"}
    if differing:
        sys.exit(f"{level.name}: LLVM and the psABI differ in {sorted(differing)}")


def aarch64_levels(catalog, names, data):
    rows = {r["feature"]: r for r in read_table(data / "aarch64/arm-features.tsv")}
    found = []
    for version in ARM_VERSIONS:
        feats = mandatory(rows, version)
        known = {catalog.by_name[f] for f in feats if f in catalog.by_name}
        features = catalog.completed(catalog.closure(known) | catalog.base) & catalog.user_features()
        major, minor = version.split(".")
        aliases = [f"armv{version}a", f"v{version}a"] + ([f"armv{major}-a", f"armv{major}a", f"v{major}a"] if minor == "0" else [])
        found.append(Level(f"armv{version}-a", aliases, features, version == "8.0", f"AARCHMRS 2025-03 Features.json, mandatory in v{major}Ap{minor} with FEAT_FP and FEAT_AdvSIMD"))
    return found


def mandatory(rows, version):
    """The FEAT_ names that every implementation of a version has, if it has FEAT_FP and FEAT_AdvSIMD."""
    true = {"FEAT_FP", "FEAT_AdvSIMD", "FEAT_EL0", "FEAT_EL1", "FEAT_AA64", "FEAT_AA64EL0", "FEAT_AA64EL1"}
    major, minor = map(int, version.split("."))
    true |= {f"v8Ap{n}" for n in range(min(9, minor + 5 if major == 9 else minor) + 1)}
    true |= {f"v9Ap{n}" for n in range(minor + 1)} if major == 9 else set()
    rules = []
    for name, row in rows.items():
        if not name.startswith("FEAT_"):
            rules += [(c.strip(), None) for c in row["other_constraints"].split(" ; ") if "-->" in c]
            continue
        rules.append((row["mandatory_when"] + " --> " + name, None))
        rules += [(f"{name} --> {i.strip()}", None) for i in row["implies"].split(" ; ") if i.strip()]
        rules += [(c.strip(), None) for c in row["other_constraints"].split(" ; ") if "-->" in c]
    changed = True
    while changed:
        changed = False
        for rule, _ in rules:
            left, _, right = rule.partition("-->")
            if not left.strip() or not re.fullmatch(r"[\w ()&]+", right) or not holds(left, true):
                continue
            new = set(re.findall(r"\w+", right)) - true
            if new:
                true |= new
                changed = True
    return true


def holds(expression, true):
    """Whether an expression over FEAT_ names is certainly true; a negation or a register field never is."""
    if "!" in expression or "<->" in expression or "." in expression or "=" in expression:
        return False
    python = re.sub(r"\w+", lambda m: str(m[0] in true), expression).replace("&&", " and ").replace("||", " or ")
    return bool(re.fullmatch(r"[\w ()]*", python)) and eval(python)
