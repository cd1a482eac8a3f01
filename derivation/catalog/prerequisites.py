"""Checks that somebody states each prerequisite: a feature graph that the architecture trusts, or prerequisites-evidence.tsv.

The converse does not hold on purpose: a prerequisite here is what an instruction cannot do without, not what usually comes
with it. LLVM's graph asks for AVX2 where CPUID asks for AVX, for example, and Arm's list for FEAT_SHA1 under FEAT_SVE_AES.
"""

import re
import sys

from names import words


def check(architecture, features):
    rows, graphs = architecture.by_hand(), architecture.implications()
    evidence = architecture.table("prerequisites-evidence")
    used = set()
    for feature in features.values():
        for needed in feature.prerequisites:
            stated = any(
                set(words(rows[needed][column])) & reachable(graph, words(rows[feature.name][column])) for column, graph in graphs
            )
            for number, row in enumerate(evidence):
                if re.fullmatch(row["feature"], feature.name) and needed in words(row["needs"]):
                    used.add(number)
                    stated = True
            if not stated:
                sys.exit(f"{architecture.name}: nothing says that {feature.name} needs {needed}")
    for number, row in enumerate(evidence):
        if number not in used:
            sys.exit(f"{architecture.name}/prerequisites-evidence.tsv: no prerequisite for {row['feature']} and {row['needs']}")


def reachable(graph, names):
    """The names and all that follow from them."""
    found, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += graph.get(name, [])
    return found
