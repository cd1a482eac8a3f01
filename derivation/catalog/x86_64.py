"""x86-64: CPUID bits by their /proc/cpuinfo flag, the psABI's levels, CPU models from LLVM, XED and archspec."""

import re
import sys

from catalog.architecture import LINUX, LLVM, Architecture
from catalog.cpus import Archspec, Llvm
from catalog.facts import Feature, Level, WordBit
from names import Names, read_table, words

XED = "XED v2026.07.15"
SYNTHETIC = ("linux",)  # cpuid_register of flags that Linux makes up


class Source(Architecture):
    name = "x86_64"

    def __init__(self, data):
        super().__init__(data)
        self.names = Names(data)

    def by_hand(self):
        return self.names.x86

    def features(self):
        features, names = {}, self.names
        shown = {r["cpuinfo_flag(empty=not shown)"] for r in names.linux_flags}
        other_names = {alias for r in names.x86.values() for alias in words(r["aliases"])}
        for row in names.linux_flags:
            flag, register = row["cpuinfo_flag(empty=not shown)"], row["cpuid_register"]
            known = names.x86.get(flag)
            if not flag or flag in other_names:
                continue
            where = register if register.startswith(SYNTHETIC) else f"{register} bit {row['bit']}"
            kind = known["kind"] if known else "kernel" if register.startswith(SYNTHETIC) else "system"
            features[flag] = Feature(flag, kind, sources=[f"{LINUX} cpufeatures.h ({where})"])
            features[flag].shown.add(flag)
        for row in names.x86.values():
            feature = features.setdefault(row["name"], Feature(row["name"], row["kind"]))
            feature.prerequisites, feature.description = words(row["prerequisites"]), row["description"]
            feature.base = row["level"] == "base"
            feature.aliases |= set(words(row["aliases"])) | set(words(row["llvm"]))
            feature.shown |= shown & set(words(row["aliases"]))
            if not feature.sources:
                feature.sources += [f"{XED} CPUID {b}" for b in words(row["cpuid"])]
            if row["llvm"]:
                feature.sources.append(LLVM)
            if not feature.sources:
                feature.sources.append(XED)
        return features

    def words(self, features):
        bits = self._cpuid_bits(features)
        for row in self.uapi_bits("x86-64"):
            macro = row["name"]
            feature = {"HWCAP2_RING3MWAIT": "ring3mwait", "HWCAP2_FSGSBASE": "fsgsbase"}[macro]
            source = f"UAPI hwcap.h ({row['kernel_seen']})"
            bits.append(WordBit("native", row["auxv_word"], int(row["bit"]), macro, row["value"], feature, features[feature].base, source))
            features[feature].aliases.add(macro)
            features[feature].sources.append(f"{LINUX} {macro}" if row["cpuinfo_name"] else f"UAPI hwcap.h {macro}")
        return bits + [bit.as_compat() for bit in bits]

    def decides(self, feature):
        """Whether a bit of CPUID.1:EDX follows its feature: psABI base features do, the others are no claim on a program."""
        return feature.base

    def _cpuid_bits(self, features):
        """AT_HWCAP of x86 is CPUID.1:EDX as it is."""
        flags = {int(r["bit"]): r for r in self.names.linux_flags if r["word"] == "0"}
        bits = []
        for bit in range(32):
            flag = flags.get(bit)
            name = f"X86_FEATURE_{flag['X86_FEATURE']}" if flag else f"CPUID_1_EDX_{bit}"
            shown = flag["cpuinfo_flag(empty=not shown)"] if flag else ""
            decides = shown in features and self.decides(features[shown])
            source = f"{LINUX} elf.h ELF_HWCAP = CPUID.1:EDX" + ("" if flag else " (reserved bit)")
            base = decides and features[shown].base
            bits.append(WordBit("native", "AT_HWCAP", bit, name, hex(1 << bit), shown if decides else "", base, source))
        return bits

    def implications(self):
        return [("llvm", {r["name"]: words(r["implies"]) for r in self.names.llvm_x86})]

    def levels(self, lattice):
        """The psABI's micro-architecture levels."""
        rows = [r for r in read_table(self.data / "levels/levels.tsv") if r["scheme"] == "x86-64-psABI"]
        found, held = [], frozenset()
        for number, row in enumerate(rows, start=1):
            held |= lattice.closure(lattice.by_name[n.lower()] for n in row["requires"].split())
            level = row["level"]
            aliases = [level.replace("-", "_"), f"v{number}"] + (["x86-64-v1", "x86_64_v1"] if level == "x86-64" else [])
            found.append(Level(level, aliases, held, level == "x86-64", "x86-64 psABI table 3.1; glibc-hwcaps; GOAMD64"))
        if found[0].features != lattice.base:
            sys.exit(f"x86-64 is {sorted(found[0].features)}, the base {sorted(lattice.base)}")
        llvm = self.llvm(lattice)
        for level in found:
            self._check_against(llvm, level)
        return found

    def _check_against(self, llvm, level):
        """LLVM's processor of the same name must have all that it can express of the level."""
        expressible = frozenset(n for f in llvm.implies for n in llvm.translate(f))
        differing = (llvm.features(level.name) ^ level.features) & expressible - {"lm", "nopl"}
        if differing:
            sys.exit(f"{level.name}: LLVM and the psABI differ in {sorted(differing)}")

    def cpu_sources(self, lattice):
        return [self.llvm(lattice), Xed(self.names, self.data), Archspec(lattice, self.data, self.name, by_vendor=True)]

    def llvm(self, lattice):
        rows = read_table(self.data / "x86/llvm-x86-processors.tsv")
        return Llvm(lattice, self.names.llvm_x86, rows, lambda name: {self.names.x86_llvm(name)} - {None})


class Xed:
    """XED's chip lists."""

    column, title = "xed", XED

    def __init__(self, names, data):
        rows = read_table(data / "x86/xed-chips.tsv")
        sets_column = [c for c in rows[0] if c != "chip"][-1]
        self.sets = {r["chip"]: re.split(r"[ ,]+", r[sets_column]) for r in rows}
        self.names = names
        every = {s for sets in self.sets.values() for s in sets if s}
        self.every = frozenset(f for s in every for f in self.translate(s))

    def expressible(self, chip):
        return self.every

    def translate(self, isa_set):
        return self.names.x86_isa_set(isa_set)[0] if isa_set in self.names.x86_isa_sets else frozenset()

    def features(self, chip):
        return {f for s in self.sets[chip] for f in self.translate(s)}
