"""i386: the features of x86_64 as 32-bit programs see them, and parts that have no 64-bit mode."""

from catalog import levels, x86_64
from names import i386_base, read_table


class Source(x86_64.Source):
    name = "i386"

    def __init__(self, data):
        super().__init__(data)
        self.wide = x86_64.Source(data)

    def table(self, title):
        """Parts of x86_64 run 32-bit programs; what is said of them, of prerequisites and of absence holds here, too."""
        if title in ("prerequisites-evidence", "absence"):
            return self.wide.table(title)
        return super().table(title) + (self.wide.table(title) if title in ("cpus", "cpu-evidence") else [])

    def features(self):
        features = super().features()
        base = i386_base()
        unusable = self._without_32_bit_instructions() | {row["name"] for row in self.table("unusable")}
        for feature in features.values():
            feature.base = feature.name in base
            feature.kind = "system" if feature.name in unusable else feature.kind
        return features

    def _without_32_bit_instructions(self):
        modes = {}
        for row in read_table(self.data / "x86/xed-instructions.tsv"):
            if row["isa_set"] in self.names.x86_isa_sets:
                for feature in self.names.x86_isa_set(row["isa_set"], row["iclass"])[0]:
                    modes.setdefault(feature, set()).add(row["mode"])
        return {feature for feature, found in modes.items() if found == {"64"}}

    def words(self, features):
        return [bit for bit in super().words(features) if bit.abi == "native"]

    def decides(self, feature):
        """Nothing but the base goes without saying: SSE and MMX are options here."""
        return feature.kind == "user"

    def levels(self, lattice):
        return levels.levels(self, lattice, self.llvm(lattice))
