"""arm: 32-bit Arm from ARMv7-A on, AArch32 of ARMv8 and ARMv9 included."""

import re
import sys

from catalog.aarch64 import mandatory
from catalog.tabled import Tabled
from names import read_table, words


class Source(Tabled):
    name = "arm"
    llvm_tables = "arm/llvm-arm"
    defined_by = ("feat", "AARCHMRS 2025-03")

    def features(self):
        features = super().features()
        for name, row in self.by_hand().items():
            features[name].aliases |= set(words(row["feat"]))
        return features

    def levels(self, lattice):
        """Checks that a level holds of the FEAT_ names those that Arm's feature list makes mandatory in its version."""
        rows = {r["feature"]: r for r in read_table(self.data / "aarch64/arm-features.tsv")}
        found = super().levels(lattice)
        for level in found:
            version = re.fullmatch(r"armv([89]\.\d)-a", level.name)
            demanded = mandatory(rows, version[1]) if version else set()
            for name, row in self.by_hand().items():
                feats = set(words(row["feat"]))
                if version and feats and row["kind"] == "user" and (feats <= demanded) != (name in level.features):
                    sys.exit(f"{self.name} {level.name}: {name} is {'' if feats <= demanded else 'not '}mandatory by Arm's list")
        return found
