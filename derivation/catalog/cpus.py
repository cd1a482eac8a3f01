"""CPU models: what every such part has, and what one possibly has.

A source can express a feature if it names it for some part. A feature is guaranteed if every source that knows the part and can
express the feature gives it, and at least two sources know the part; also what the part's level demands. Where one source
knows the part: what it gives and the earlier model ('before' in cpus.tsv) guarantees, or without such a model what it gives.
Possible is the union. cpu-evidence.tsv holds the exceptions. Both sets are then closed: guaranteed to its largest closed subset.
Only features that a process can use (kind user) and what those need are listed: what is for the kernel, hypervisors hide.
"""

import json
import re
import sys

from catalog.architecture import LLVM
from catalog.facts import Cpu
from catalog.prerequisites import reachable
from names import read_table, words


def cpus(architecture, lattice, levels):
    sources, evidence = architecture.cpu_sources(lattice), architecture.table("cpu-evidence")
    found = {}
    for row in architecture.table("cpus"):
        found[row["name"]] = cpu(row, lattice, sources, found, levels, evidence)
    return list(found.values())


def cpu(row, lattice, sources, found, levels, evidence):
    views = [(s, lattice.completed(lattice.closure(s.features(row[s.column])))) for s in sources if row[s.column]]
    possible = frozenset().union(*(v for _, v in views)) | lattice.base
    guaranteed = frozenset(f for f in possible if all(f in v or f not in s.expressible(row[s.column]) for s, v in views))
    if len(views) == 1 and row["before"]:
        guaranteed &= found[row["before"]].guaranteed
    stated = next((l for l in levels if l.name == row.get("level")), None)
    level = stated or sources[0].level(row[sources[0].column], levels)
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
    user = lattice.user_features()
    guaranteed = lattice.closure(lattice.largest_closed_subset(lattice.completed(guaranteed) | lattice.base) & user)
    possible = lattice.closure(lattice.completed(lattice.closure(possible)) & user)
    return Cpu(row["name"], words(row["aliases"]), guaranteed, possible, "; ".join(said))


class Llvm:
    """LLVM's processor definitions. 'translate': LLVM feature -> canonical names."""

    column, title = "llvm", LLVM

    def __init__(self, lattice, feature_rows, processor_rows, translate):
        self.lattice, self.translate = lattice, translate
        self.implies = {r["name"]: words(r["implies"]) for r in feature_rows}
        self.direct = {r["cpu"]: words(r["features(direct; close over implies)"]) for r in processor_rows}
        self.direct |= {r["cpu"]: self.direct[r["kind"][9:]] for r in processor_rows if r["kind"].startswith("alias-of:")}
        self.every = lattice.completed(frozenset(n for f in self.implies for n in translate(f)))

    def expressible(self, cpu):
        return self.every

    def closed(self, cpu):
        """What a processor has, or a feature that is a whole architecture (armv8-a)."""
        whole = cpu in self.implies and cpu not in self.direct
        return reachable(self.implies, [cpu] if whole else self.direct[cpu])

    def features(self, cpu):
        return {n for f in self.closed(cpu) for n in self.translate(f)}

    def level(self, cpu, levels):
        """The level that every part has by its definition, None if the definition names none."""
        return None


class Archspec:
    """archspec's flags as seen on machines. A vendor's parts express what any of them shows; 'by_vendor' keeps vendors apart."""

    column, title = "archspec", "archspec 90b453f4"

    def __init__(self, lattice, data, family, by_vendor=False):
        self.nodes = json.loads((data / "cpus/archspec-microarchitectures.json").read_text(encoding="utf-8"))["microarchitectures"]
        self.lattice, self.family, self.by_vendor = lattice, family, by_vendor

    def expressible(self, node):
        vendor = self.nodes[node]["vendor"] if self.by_vendor else None
        peers = [n for n, row in self.nodes.items() if row["vendor"] == vendor or not vendor and self.family in self.ancestors(n)]
        return frozenset(f for n in peers for f in self.features(n))

    def ancestors(self, node):
        return {node}.union(*(self.ancestors(parent) for parent in self.nodes[node]["from"]))

    def features(self, node):
        flags = {f for n in self.ancestors(node) for f in self.nodes[n]["features"]}
        return {self.lattice.by_name[f] for f in flags if f in self.lattice.by_name}
