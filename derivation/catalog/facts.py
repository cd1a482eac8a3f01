"""The facts of one architecture, and the lattice of its features."""

import sys

ABIS = ["native", "compat"]


class Feature:
    def __init__(self, name, kind, prerequisites=(), base=False, description="", sources=()):
        self.name, self.kind, self.prerequisites, self.base = name, kind, list(prerequisites), base
        self.description, self.aliases, self.shown, self.sources = description, set(), set(), list(sources)
        # the first level that can have it; '' if that is the first that must, or if nobody says
        self.since = ""

    def first_level(self, levels):
        """The name of the first level that can have the feature, '' if levels do not tell."""
        if self.since and self.since not in {l.name for l in levels}:
            sys.exit(f"{self.name}: there is no level {self.since}")
        return self.since or next((l.name for l in levels if self.name in l.features), "")


class WordBit:
    """A bit of a word; 'feature' is '' for one that no feature decides."""

    def __init__(self, abi, word, bit, name, value, feature, base, source):
        self.abi, self.word, self.bit, self.name, self.value = abi, word, bit, name, value
        self.feature, self.source = feature, source
        self.rule = ("base" if base else "feature") if feature else "kernel"

    def as_compat(self):
        """The same bit for 32-bit programs of a kernel that has no COMPAT_ELF_HWCAP."""
        source = self.source + "; no COMPAT_ELF_HWCAP: the same words"
        return WordBit("compat", self.word, self.bit, self.name, self.value, self.feature, self.rule == "base", source)

    def order(self):
        return ABIS.index(self.abi), self.word, self.bit


class Level:
    def __init__(self, name, aliases, features, base, source):
        self.name, self.aliases, self.features, self.base, self.source = name, aliases, features, base, source


class Cpu:
    def __init__(self, name, aliases, guaranteed, possible, source):
        self.name, self.aliases, self.guaranteed, self.possible, self.source = name, aliases, guaranteed, possible, source


class Lattice:
    """The features of one architecture and what they need. 'joint': name -> the features that together are all it is."""

    def __init__(self, features, joint):
        self.features, self.joint = features, joint
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
        added = True
        while added:
            new = {n for n, parts in self.joint.items() if set(parts) <= found} - found
            found |= new
            added = bool(new)
        return frozenset(found)

    def user_features(self):
        """What a process can use, as against what is for the kernel."""
        return frozenset(n for n, f in self.features.items() if f.kind == "user")

    def list(self, names):
        """The minimal members: those that no other member needs."""
        needed = frozenset().union(*(self._closure(n) - {n} for n in names))
        return ",".join(sorted(names - needed))


def check_aliases(arch, features):
    owner = {}
    for feature in features.values():
        feature.aliases -= {feature.name, ""}
        for name in feature.aliases | {feature.name}:
            if owner.setdefault(name, feature.name) != feature.name:
                sys.exit(f"{arch}: {name} means {owner[name]} and {feature.name}")
        if feature.shown and feature.name not in feature.shown:
            sys.exit(f"{arch}: Linux shows {feature.name} as {sorted(feature.shown)}")
        for needed in feature.prerequisites:
            if needed not in features:
                sys.exit(f"{arch}: {feature.name} needs {needed}, which is no feature")
