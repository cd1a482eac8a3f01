"""What happens where a feature is missing, and who can take it away, for derive_catalog.py.

The rule: what only the operating system uses has no instruction that a program runs; every other feature has encodings that are
undefined without it and fault; the kernel can only stop advertising it. absence.tsv has a row for what differs. Each hint-space
family must agree with its feature: a NOP there is a NOP here.
"""

import sys

from names import HERE, read_table, words

OUTCOMES = ("fault", "differs", "nop", "state")
WITHDRAWALS = ("advertisement", "machine", "process")
OUTCOME_OF_STATE = {"neutral": "nop", "check": "nop", "carries": "state"}


class Absence:
    def __init__(self, outcomes):
        self.outcomes, self.withdrawal, self.control = outcomes, "advertisement", ""


def absences(catalog, hints):
    """Feature name -> Absence."""
    found = {f.name: Absence(["fault"] if f.kind == "user" else []) for f in catalog.features.values()}
    stated = set()
    for row in read_table(HERE / "absence.tsv"):
        if row["arch"] == catalog.arch:
            for name in words(row["features"]):
                apply(row, name, catalog, found, stated)
    check_hints(catalog, found, hints)
    return found


def apply(row, name, catalog, found, stated):
    canonical = catalog.by_name.get(name)
    if not canonical or canonical in stated:
        sys.exit(f"absence.tsv: {catalog.arch}: {name} is {'stated twice' if canonical else 'no feature'}")
    stated.add(canonical)
    absence = found[canonical]
    if row["absent"]:
        absence.outcomes = [] if row["absent"] == "-" else words(row["absent"])
    if row["withdrawal"]:
        absence.withdrawal, absence.control = row["withdrawal"], row["control"]
    if not set(absence.outcomes) <= set(OUTCOMES) or absence.withdrawal not in WITHDRAWALS or not row["evidence"]:
        sys.exit(f"absence.tsv: {catalog.arch} {name}: an outcome, a withdrawal or the evidence is wrong")


def check_hints(catalog, found, hints):
    for hint in hints:
        outcome = OUTCOME_OF_STATE[hint["state"]]
        if hint["feature"] and outcome not in found[hint["feature"]].outcomes:
            sys.exit(f"{catalog.arch}: hints.tsv says {outcome} of {hint['feature']}, absence.tsv {found[hint['feature']].outcomes}")
