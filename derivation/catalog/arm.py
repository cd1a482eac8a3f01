"""arm: 32-bit Arm from ARMv7-A on, AArch32 of ARMv8 and ARMv9 included."""

from catalog.tabled import Tabled
from names import words


class Source(Tabled):
    name = "arm"
    llvm_tables = "arm/llvm-arm"
    defined_by = ("feat", "AARCHMRS 2025-03")

    def features(self):
        features = super().features()
        for name, row in self.by_hand().items():
            features[name].aliases |= set(words(row["feat"]))
        return features
