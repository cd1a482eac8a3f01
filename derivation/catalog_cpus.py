"""CPU models for derive_catalog.py: what every such part has, and what one possibly has.

Sources: LLVM's processor definitions; XED's chip lists; archspec's flags as seen on machines. A source can express a feature if it
names it for some part (of the same vendor on x86, where archspec lists vendors differently). A feature is guaranteed if every source that knows the part and can express the feature gives it,
and at least two sources know the part; on aarch64 also what the part's architecture version makes mandatory. Where one source
knows the part: what it gives and the earlier model ('before' in cpus.tsv) guarantees, or without such a model what it gives.
Possible is the union. cpu-evidence.tsv holds the exceptions. Both sets are then closed: guaranteed to its largest closed subset.
Only features that a process can use (kind user) and what those need are listed: what is for the kernel, hypervisors hide.
"""

import json
import re
import sys

from names import HERE, read_table, words


class Cpu:
    def __init__(self, name, aliases, guaranteed, possible, source):
        self.name, self.aliases, self.guaranteed, self.possible, self.source = name, aliases, guaranteed, possible, source


def cpus(catalog, names, data, levels):
    sources = [Llvm(catalog, names, data), Archspec(catalog, data)]
    if catalog.arch == "x86_64":
        sources.insert(1, Xed(catalog, names, data))
    evidence = [r for r in read_table(HERE / "cpu-evidence.tsv") if r["arch"] == catalog.arch]
    found = {}
    for row in read_table(HERE / "cpus.tsv"):
        if row["arch"] == catalog.arch:
            found[row["name"]] = cpu(row, catalog, sources, found, levels, evidence)
    return list(found.values())


def cpu(row, catalog, sources, found, levels, evidence):
    views = [(s, catalog.completed(catalog.closure(s.features(row[s.column])))) for s in sources if row[s.column]]
    possible = frozenset().union(*(v for _, v in views)) | catalog.base
    guaranteed = frozenset(f for f in possible if all(f in v or f not in s.expressible(row[s.column]) for s, v in views))
    if len(views) == 1 and row["before"]:
        guaranteed &= found[row["before"]].guaranteed
    level = sources[0].level(row["llvm"], levels)
    if level:
        guaranteed |= level.features
        possible |= level.features
    said = [f"{s.title} {row[s.column]}" for s, _ in views] + ([f"mandatory in {level.name}"] if level else [])
    for exception in evidence:
        if re.fullmatch(exception["cpu"], row["name"]):
            features = frozenset(words(exception["features"]))
            if exception["sign"] == "?":
                possible |= features
            elif exception["sign"] == "+":
                if not features <= possible:
                    sys.exit(f"{row['name']}: {sorted(features - possible)} is not possible and cannot be guaranteed")
                guaranteed |= features
            else:
                guaranteed -= features
            if features & possible and "cpu-evidence.tsv" not in said:
                said.append("cpu-evidence.tsv")
    user = catalog.user_features()
    guaranteed = catalog.closure(catalog.largest_closed_subset(catalog.completed(guaranteed) | catalog.base) & user)
    possible = catalog.closure(catalog.completed(catalog.closure(possible)) & user)
    return Cpu(row["name"], words(row["aliases"]), guaranteed, possible, "; ".join(said))


class Llvm:
    column, title = "llvm", "LLVM 23.1.1"

    def __init__(self, catalog, names, data):
        self.catalog, self.names = catalog, names
        x86 = catalog.arch == "x86_64"
        table = names.llvm_x86 if x86 else names.llvm_a64
        self.implies = {r["name"]: words(r["implies"]) for r in table}
        path = "x86/llvm-x86-processors.tsv" if x86 else "aarch64/llvm-aarch64-processors.tsv"
        rows = read_table(data / path)
        self.direct = {r["cpu"]: words(r["features(direct; close over implies)"]) for r in rows}
        self.direct |= {r["cpu"]: self.direct[r["kind"][9:]] for r in rows if r["kind"].startswith("alias-of:")}
        self.printed = {}
        if not x86:
            column = "features (FEAT_* as printed by clang 23.1.4 --print-enabled-extensions)"
            self.printed = {r["name"]: words(r[column]) for r in read_table(data / "cpus/aarch64-cpu-features.tsv") if r["kind"] == "cpu"}
        every = (n for f in self.implies for n in self.translate(f))
        self.every = catalog.completed(frozenset(every))

    def translate(self, name):
        if self.catalog.arch == "x86_64":
            return {self.names.x86_llvm(name)} - {None}
        feats = {f for r in self.names.llvm_a64 if r["name"] == name for f in words(r["arch_name"])}
        return {self.catalog.by_name[f] for f in feats if f in self.catalog.by_name}

    def expressible(self, cpu):
        return self.every

    def closed(self, cpu):
        has, todo = set(), list(self.direct[cpu])
        while todo:
            name = todo.pop()
            if name not in has:
                has.add(name)
                todo += self.implies.get(name, [])
        return has

    def features(self, cpu):
        if self.printed:
            return {self.catalog.by_name[f] for f in self.printed[cpu] if f in self.catalog.by_name}
        return {n for f in self.closed(cpu) for n in self.translate(f)}

    def level(self, cpu, levels):
        """The highest architecture version that LLVM says the part has; None on x86."""
        has = self.closed(cpu) if self.printed else set()
        return next((l for l in reversed(levels) if has & set(l.aliases)), None)


class Xed:
    column, title = "xed", "XED v2026.07.15"

    def __init__(self, catalog, names, data):
        rows = read_table(data / "x86/xed-chips.tsv")
        sets_column = [c for c in rows[0] if c != "chip"][-1]
        self.sets = {r["chip"]: re.split(r"[ ,]+", r[sets_column]) for r in rows}
        self.names = names
        every = {s for sets in self.sets.values() for s in sets if s}
        self.every = frozenset(f for s in every for f in self.translate(s))

    def expressible(self, chip):
        return self.every

    def translate(self, isa_set):
        return self.names.x86_isa_set(isa_set)[0] if isa_set in self.names.x86_isa_sets else frozenset()

    def features(self, chip):
        return {f for s in self.sets[chip] for f in self.translate(s)}


class Archspec:
    column, title = "archspec", "archspec 90b453f4"

    def __init__(self, catalog, data):
        self.nodes = json.loads((data / "cpus/archspec-microarchitectures.json").read_text(encoding="utf-8"))["microarchitectures"]
        self.catalog = catalog

    def expressible(self, node):
        family = self.catalog.arch
        vendor = self.nodes[node]["vendor"] if family == "x86_64" else None
        peers = [n for n, row in self.nodes.items() if row["vendor"] == vendor or not vendor and family in self.ancestors(n)]
        return frozenset(f for n in peers for f in self.features(n))

    def ancestors(self, node):
        return {node}.union(*(self.ancestors(parent) for parent in self.nodes[node]["from"]))

    def features(self, node):
        flags = {f for n in self.ancestors(node) for f in self.nodes[n]["features"]}
        return {self.catalog.by_name[f] for f in flags if f in self.catalog.by_name}
