"""What happens where a feature is missing, and who can take it away.

The rule: what only the operating system uses has no instruction that a program runs; the instructions of every other feature are
undefined without it and fault; the kernel can only stop advertising a feature. absence.tsv has a row for what differs. A family
of hints must agree with its feature: what is a NOP there is one here.
"""

import sys

from names import words

OUTCOMES = ("fault", "differs", "nop", "state")
WITHDRAWALS = ("advertisement", "machine", "process")
OUTCOME_OF_STATE = {"neutral": "nop", "check": "nop", "carries": "state"}


class Absence:
    def __init__(self, outcomes):
        self.outcomes, self.withdrawal, self.control = outcomes, "advertisement", ""

    def cells(self):
        return [",".join(self.outcomes), self.withdrawal, self.control]


def absences(architecture, lattice):
    """Feature name -> Absence."""
    found = {f.name: Absence(["fault"] if f.kind == "user" else []) for f in lattice.features.values()}
    stated = set()
    for row in architecture.table("absence"):
        for name in words(row["features"]):
            canonical = lattice.by_name.get(name)
            if not canonical or canonical in stated:
                sys.exit(f"{architecture.name}/absence.tsv: {name} is {'stated twice' if canonical else 'no feature'}")
            stated.add(canonical)
            state(found[canonical], row, f"{architecture.name}/absence.tsv: {name}")
    for hint in architecture.table("hints"):
        outcome = OUTCOME_OF_STATE[hint["state"]]
        canonical = lattice.by_name.get(hint["feature"])
        if hint["feature"] and not canonical:
            sys.exit(f"{architecture.name}/hints.tsv: {hint['feature']} is no feature")
        if canonical and outcome not in found[canonical].outcomes:
            sys.exit(f"{architecture.name}: hints.tsv says {outcome} of {canonical}, absence.tsv {found[canonical].outcomes}")
    return found


def state(absence, row, where):
    if row["absent"]:
        absence.outcomes = [] if row["absent"] == "-" else words(row["absent"])
    if row["withdrawal"]:
        absence.withdrawal, absence.control = row["withdrawal"], row["control"]
    if not set(absence.outcomes) <= set(OUTCOMES):
        sys.exit(f"{where}: an outcome is none of {OUTCOMES}")
    if absence.withdrawal not in WITHDRAWALS or (absence.withdrawal == "advertisement") == bool(absence.control):
        sys.exit(f"{where}: withdrawal and control do not fit each other")
    if not row["evidence"]:
        sys.exit(f"{where}: no evidence")
