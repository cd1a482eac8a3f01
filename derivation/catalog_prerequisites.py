"""Checks for derive_catalog.py that somebody states each prerequisite: Arm's feature list, LLVM, or prerequisites-evidence.tsv.

The converse does not hold on purpose: a prerequisite here is what an instruction cannot do without, not what usually comes
with it. LLVM's graph asks for AVX2 where CPUID asks for AVX, for example, and Arm's list for FEAT_SHA1 under FEAT_SVE_AES.
"""

import re
import sys

from names import HERE, read_table, words


def check(arch, features, names, data):
    rows = names.x86 if arch == "x86_64" else names.a64
    llvm = {r["name"]: words(r["implies"]) for r in (names.llvm_x86 if arch == "x86_64" else names.llvm_a64)}
    graphs = [("llvm", llvm)] + ([("feat", arm_implications(data))] if arch == "aarch64" else [])
    evidence = [r for r in read_table(HERE / "prerequisites-evidence.tsv") if r["arch"] == arch]
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
                sys.exit(f"{arch}: nothing says that {feature.name} needs {needed}")
    for number, row in enumerate(evidence):
        if number not in used:
            sys.exit(f"prerequisites-evidence.tsv: no prerequisite for {row['feature']} and {row['needs']}")


def arm_implications(data):
    """FEAT_ name -> the names that it implies without a choice."""
    graph = {}
    for row in read_table(data / "aarch64/arm-features.tsv"):
        implied = graph.setdefault(row["feature"], [])
        for term in row["implies"].split(" ; "):
            if re.fullmatch(r"[\w ()&]+", term):
                implied += re.findall(r"\w+", term)
        for constraint in row["other_constraints"].split(" ; "):
            match = re.fullmatch(r"(?:v[89]Ap\d && )?(\w+) --> ([\w ()&]+)", constraint.strip())
            if match:
                graph.setdefault(match[1], []).extend(re.findall(r"\w+", match[2]))
    return graph


def reachable(graph, names):
    found, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += graph.get(name, [])
    return found
