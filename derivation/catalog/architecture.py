"""What every architecture's module answers."""

from pathlib import Path

from names import TABLES, read_table

LINUX, LLVM = "Linux 7.1.8", "LLVM 23.1.1"


class Architecture:
    """One architecture's view of the published data; a module derives its class Source from this one."""

    name = ""
    # features that are nothing beyond others: name -> those that together are all it is
    joint = {}

    def __init__(self, data):
        self.data = Path(data)

    def table(self, title):
        """The rows of a table by hand of this architecture."""
        return read_table(TABLES / self.name / f"{title}.tsv")

    def exceptions(self, title):
        """The same of a table that an architecture has only if it has exceptions."""
        return self.table(title) if (TABLES / self.name / f"{title}.tsv").exists() else []

    def by_hand(self):
        """The rows of features.tsv by canonical name."""
        return {r["name"]: r for r in self.table("features")}

    def uapi_bits(self, arch):
        """The bits that the kernel's headers define under this name."""
        return [r for r in read_table(self.data / "hwcap/hwcaps.tsv") if r["arch"] == arch]

    def features(self):
        """Canonical name -> Feature."""
        raise NotImplementedError

    def words(self, features):
        """Every WordBit; adds the macros' names to the features' aliases and sources."""
        raise NotImplementedError

    def implications(self):
        """Who states prerequisites: (column of features.tsv that holds its names, name -> names that it implies)."""
        raise NotImplementedError

    def levels(self, lattice):
        """Every Level, lower ones first."""
        raise NotImplementedError

    def cpu_sources(self, lattice):
        """The sources of CPU models (cpus.py); the first may say which level a part has."""
        raise NotImplementedError
