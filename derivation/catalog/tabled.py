"""An architecture whose features, levels and words are named by hand, since nobody publishes them in a usable form."""

import re
import sys

from catalog.architecture import LLVM, Architecture
from catalog.cpus import Llvm
from catalog.facts import Feature, WordBit
from catalog.levels import levels
from names import read_table, words


class Tabled(Architecture):
    # the part of the names of LLVM's tables in DATA_DIR that is theirs alone
    llvm_tables = ""
    # the column of features.tsv that says where a feature is defined, and the title of that source
    defined_by = ("", "")

    def __init__(self, data):
        super().__init__(data)
        titles = ("features", "processors", "insns")
        self.llvm_features, self.llvm_processors, self.llvm_insns = (read_table(self.data / f"{self.llvm_tables}-{t}.tsv") for t in titles)

    def features(self):
        column, title = self.defined_by
        features = {}
        for row in self.table("features"):
            feature = Feature(row["name"], row["kind"], words(row["prerequisites"]), row["level"] == "base", row["description"])
            feature.aliases |= set(words(row["aliases"])) | set(words(row["llvm"]))
            feature.sources += [f"{title} {row[column]}"] * bool(row[column]) + [LLVM] * bool(row["llvm"])
            feature.since = row["since"]
            features[row["name"]] = feature
        self._check_complete({alias for f in features.values() for alias in f.aliases})
        return features

    def _check_complete(self, known):
        """Whatever LLVM asks of an instruction is a feature, or a row of left-out.tsv says why not."""
        asked = {n for r in self.llvm_insns for n in re.findall(r"(?<![!\w.-])[\w.-]+", r["condition"])}
        left_out = [r["name"] for r in self.exceptions("left-out")]
        unknown = {n for n in asked - known if not any(re.fullmatch(pattern, n) for pattern in left_out)}
        if unknown:
            sys.exit(f"{self.name}: no feature and no row of left-out.tsv for LLVM's {sorted(unknown)}")

    def words(self, features):
        """A bit belongs to the feature that /proc/cpuinfo or the macro names; words.tsv has those that no feature decides."""
        by_name = {alias: f for f in features.values() for alias in f.aliases | {f.name}}
        rules = {r["name"]: r for r in self.table("words")}
        bits = []
        for row in self.uapi_bits(self.name):
            macro, shown = row["name"], row["cpuinfo_name"]
            feature, rule = by_name.get(shown or macro), rules.get(macro)
            if not feature and not rule:
                sys.exit(f"{macro}: no row in tables/{self.name}/features.tsv or words.tsv")
            if feature:
                feature.sources.append(f"UAPI hwcap.h {macro}")
                feature.aliases.add(macro)
                feature.shown |= {shown} - {""}
            decides = "" if rule else feature.name
            source = f"UAPI hwcap.h ({row['kernel_seen']})" + (f"; {rule['why']} ({rule['source']})" if rule else "")
            bit = WordBit("native", row["auxv_word"], int(row["bit"]), macro, row["value"], decides, decides and feature.base, source)
            bit.rule = rule["rule"] if rule else bit.rule
            bits.append(bit)
        return bits

    def implications(self):
        return [("llvm", {r["name"]: words(r["implies"]) for r in self.llvm_features})]

    def levels(self, lattice):
        return levels(self, lattice, self.llvm(lattice))

    def cpu_sources(self, lattice):
        return [self.llvm(lattice)]

    def llvm(self, lattice):
        by_llvm = {n: {r["name"]} for r in self.table("features") for n in words(r["llvm"])}
        return Llvm(lattice, self.llvm_features, self.llvm_processors, lambda name: by_llvm.get(name, set()))
