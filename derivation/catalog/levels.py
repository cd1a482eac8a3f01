"""Levels that are named by hand, held against LLVM's processor or architecture of the same step."""

import sys

from catalog.facts import Level
from names import words


def levels(architecture, lattice, llvm):
    """The rows of levels.tsv as Levels: what a row includes, its features and what they need; the base has all of the base.

    Where LLVM grants more or less than a level holds, level-evidence.tsv must say why, of that level or one below.
    """
    rows = {r["name"]: r for r in architecture.table("levels")}
    evidence, used, found = architecture.exceptions("level-evidence"), set(), {}
    for name, row in rows.items():
        parts = [found[lower].features for lower in words(row["includes"])] + [lattice.closure(words(row["features"]))]
        features = lattice.completed(frozenset().union(lattice.base if row["base"] else (), *parts))
        if row["base"] and features != lattice.base:
            sys.exit(f"{architecture.name} {name}: {sorted(features ^ lattice.base)} differs from the base")
        found[name] = Level(name, words(row["aliases"]), features, row["base"] == "base", row["source"])
        if row["llvm"]:
            below = _at_or_below(name, rows)
            known = [(n, r) for n, r in enumerate(evidence) if r["level"] in below]
            used |= _explained(f"{architecture.name} {name}", row["llvm"], features, known, lattice, llvm)
    for number, row in enumerate(evidence):
        if number not in used:
            sys.exit(f"{architecture.name}/level-evidence.tsv: LLVM does not differ in {row['features']} of {row['level']}")
    return list(found.values())


def _at_or_below(name, rows):
    return {name}.union(*(_at_or_below(lower, rows) for lower in words(rows[name]["includes"])))


def _explained(what, processor, features, known, lattice, llvm):
    """The numbers of the evidence rows that explain how LLVM differs; stops where it differs otherwise."""
    says = lattice.closure(llvm.features(processor)) & lattice.user_features()
    used = set()
    for sign, differing in (("+", says - features), ("-", (features & llvm.every) - says)):
        stated = {n: set(words(r["features"])) for n, r in known if r["sign"] == sign}
        unexplained = differing.difference(*stated.values())
        if unexplained:
            sys.exit(f"{what}: LLVM's {processor} {sign} {sorted(unexplained)}: see level-evidence.tsv")
        used |= {n for n, named in stated.items() if named & differing}
    return used
