"""loongarch64: hwcap names, ISA versions of Loongson's toolchain conventions as levels, CPU models from LLVM.

The base is la64v1.0. What the reference manual counts as LA64 (am*, crc*) is in it; LLVM does not gate these either.
"""

import sys

from catalog.architecture import LINUX, LLVM, Architecture
from catalog.cpus import Llvm
from catalog.facts import Feature, Level, WordBit
from names import read_table, words

MANUAL = "LoongArch reference manual vol. 1 v1.10"
CONVENTIONS = "Toolchain conventions of the LoongArch architecture 1.2"
V1_1 = ["div32", "frecipe", "lam_bh", "lamcas", "ld-seq-sa"]
# LLVM's names of code generation and of the base
NO_FEATURES = {"32bit", "32s", "64bit", "relax", "la-global-with-abs", "la-global-with-pcrel", "la-local-with-abs", "prefer-w-inst"}
ANY_LBT = {"lbt_x86", "lbt_arm", "lbt_mips"}


class Source(Architecture):
    name = "loongarch64"

    def __init__(self, data):
        super().__init__(data)
        self.llvm = read_table(self.data / "loongarch/llvm-loongarch-features.tsv")

    def features(self):
        features = {}
        for row in self.by_hand().values():
            feature = Feature(row["name"], row["kind"], words(row["prerequisites"]), row["level"] == "base", row["description"])
            feature.aliases |= set(words(row["aliases"])) | set(words(row["llvm"]))
            feature.sources += [f"{MANUAL} CPUCFG.{row['cpucfg']}"] if row["cpucfg"] else []
            feature.sources += [LLVM] if row["llvm"] or row["name"] in ANY_LBT else []
            features[row["name"]] = feature
        known = {a for f in features.values() for a in f.aliases | {f.name}} | NO_FEATURES | {"lbt"}
        unknown = {r["name"] for r in self.llvm} - known
        if unknown:
            sys.exit(f"loongarch64: features.tsv has no row for LLVM's {sorted(unknown)}")
        return features

    def words(self, features):
        bits = []
        for row in self.uapi_bits("loongarch64"):
            feature = features[row["cpuinfo_name"]]
            feature.shown.add(feature.name)
            feature.aliases.add(row["name"])
            feature.sources.append(f"{LINUX} {row['name']}")
            source = f"UAPI hwcap.h ({row['kernel_seen']})"
            bits.append(WordBit("native", row["auxv_word"], int(row["bit"]), row["name"], row["value"], feature.name, feature.base, source))
        return bits

    def implications(self):
        return [("llvm", {r["name"]: words(r["implies"]) for r in self.llvm})]

    def levels(self, lattice):
        newer = lattice.closure(V1_1) | lattice.base
        return [
            Level("la64v1.0", ["loongarch64"], lattice.base, True, f"{CONVENTIONS}: la64 with fpu64 and lsx; loongarch64 is la64v1.0 here, though compilers leave out lsx"),
            Level("la64v1.1", [], newer, False, f"{CONVENTIONS}: la64v1.0 and div32, frecipe, lam-bh, lamcas, ld-seq-sa"),
        ]

    def cpu_sources(self, lattice):
        def translate(name):
            return ANY_LBT if name == "lbt" else {lattice.by_name[name]} if name in lattice.by_name else set()

        processors = read_table(self.data / "loongarch/llvm-loongarch-processors.tsv")
        return [Llvm(lattice, self.llvm, processors, translate)]
