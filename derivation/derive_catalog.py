"""Derives the catalogue's tables: python3 derivation/derive_catalog.py DATA_DIR OUT_DIR

OUT_DIR is compiler/src/main/resources/dev/plimsoll/compiler/catalog; it gets architectures.tsv, and for each architecture that has a
module in catalog/ features.tsv, words.tsv, levels.tsv, cpus.tsv and hints.tsv. Repeatable byte for byte. Stops with a message
where sources contradict each other.
"""

import importlib
import sys
from pathlib import Path

from catalog import absence, cpus, prerequisites
from catalog.facts import Lattice, WordBit, check_aliases
from names import TABLES, read_table


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["#" + "\t".join(header)] + ["\t".join(str(c) for c in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def listed(names):
    return ",".join(sorted(names))


def derive(architecture, out):
    features = architecture.features()
    bits = sorted(architecture.words(features), key=WordBit.order)
    check_aliases(architecture.name, features)
    prerequisites.check(architecture, features)
    lattice = Lattice(features, architecture.joint)
    levels = architecture.levels(lattice)
    models = cpus.cpus(architecture, lattice, levels)
    absences = absence.absences(architecture, lattice)
    write(out / "features.tsv",
          ["name", "kind", "cpuinfo", "aliases", "prerequisites", "base", "since", "absent", "withdrawal", "control", "description", "source"],
          [[f.name, f.kind, listed(f.shown), listed(f.aliases), listed(f.prerequisites), "base" if f.base else "", f.first_level(levels),
            *absences[f.name].cells(), f.description, "; ".join(f.sources)] for _, f in sorted(features.items())])
    write(out / "words.tsv", ["abi", "word", "bit", "name", "value", "feature", "rule", "source"],
          [[b.abi, b.word, b.bit, b.name, b.value, b.feature, b.rule, b.source] for b in bits])
    write(out / "levels.tsv", ["name", "aliases", "features", "base", "source"],
          [[l.name, ",".join(l.aliases), lattice.list(l.features), "base" if l.base else "", l.source] for l in levels])
    write(out / "cpus.tsv", ["name", "aliases", "guaranteed", "possible", "source"],
          [[c.name, ",".join(c.aliases), lattice.list(c.guaranteed), lattice.list(c.possible), c.source] for c in models])
    hints = ["family", "feature", "instructions", "encoding", "without", "state", "source"]
    families = [r | {"feature": lattice.by_name.get(r["feature"], r["feature"])} for r in architecture.table("hints")]
    write(out / "hints.tsv", hints, [[r[c] for c in hints] for r in families])


def main(data_dir, out_dir):
    out = Path(out_dir)
    modules = Path(__file__).resolve().parent / "catalog"
    known = [r for r in read_table(TABLES / "architectures.tsv") if (modules / f"{r['name']}.py").exists()]
    for row in known:
        derive(importlib.import_module(f"catalog.{row['name']}").Source(data_dir), out / row["name"])
    write(out / "architectures.tsv", list(known[0]), [list(row.values()) for row in known])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
