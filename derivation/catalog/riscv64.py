"""riscv64: extensions by the name in the kernel's isa line, profiles as levels, CPU models from LLVM and Linux's device trees.

The base is rv64gc. AT_HWCAP has a bit for few of the extensions; the kernel tells of most through hwprobe, a system call that
no word steers. A level holds what its profile makes mandatory for programs; what is for the supervisor is left out.
"""

import re
import sys

from catalog.architecture import LINUX, LLVM, Architecture
from catalog.cpus import Llvm
from catalog.facts import Feature, Level, WordBit
from catalog.prerequisites import reachable
from names import read_table, words

UDB, UAPI, NEWEST = "UDB d1ca439e", "UAPI hwcap.h", "7.3-rc7"
PROFILES = ["RVI20U64", "RVA20U64", "RVA20S64", "RVA22U64", "RVA22S64", "RVB23U64", "RVB23S64", "RVA23U64", "RVA23S64"]
# extensions that are nothing beyond their prerequisites, on a processor with D; and those that a larger one holds, though the
# kernel does not list them beside it, so that they are no prerequisite of it
JOINT = ["a", "b", "c", "v", "zk", "zkn", "zks", "zvkn", "zvknc", "zvkng", "zvks", "zvksc", "zvksg", "sha", "xsfmm32a"]
HELD = {"zbkc": ["zbc"], "zvknha": ["zvknhb"]}
RV64GC = {"64bit", "m", "a", "d", "c"}  # by LLVM's names; what they imply goes without saying


class Source(Architecture):
    name = "riscv64"

    def __init__(self, data):
        super().__init__(data)
        self.rows = super().by_hand()
        self.joint = {n: words(self.rows[n]["prerequisites"]) for n in JOINT} | HELD
        self.llvm = read_table(self.data / "riscv/llvm-riscv-features.tsv")
        self.udb = {r["name"]: r for r in read_table(self.data / "riscv/udb-extensions.tsv")}
        self.profiles = read_table(self.data / "riscv/udb-profiles.tsv")
        self.kernel = {r["name_in_cpuinfo_isa"]: r["kind(data|superset|bundle)"] for r in read_table(self.data / "hwcap/riscv-kernel-isa-extensions.tsv")}
        self.hwprobe = [r for r in read_table(self.data / "hwcap/riscv-hwprobe.tsv") if r["extension"]]

    def by_hand(self):
        return self.rows

    def features(self):
        features = {}
        for row in self.rows.values():
            feature = Feature(row["name"], row["kind"], words(row["prerequisites"]), row["level"] == "base", row["description"])
            feature.aliases |= set(words(row["aliases"])) | {row["llvm"], row["udb"]}
            # bundles stand for their members in a device tree and are not shown
            if self.kernel.get(row["name"], "bundle") != "bundle":
                feature.shown.add(row["name"])
                feature.sources.append(f"{LINUX} cpufeature.c")
            feature.sources += [self._udb_source(row["udb"])] if row["udb"] else []
            feature.sources += [LLVM] if row["llvm"] else []
            feature.sources += ["UAPI asm/vendor"] if "VENDOR_EXT" in row["aliases"] else []
            features[row["name"]] = feature
        for row in self.hwprobe:
            names = [n for n in words(row["extension"]) if n in features]
            for name in names:
                features[name].sources.append(f"hwprobe {row['key']} bit {row['bit_or_value']} ({NEWEST})")
            if names:
                features[names[-1]].aliases.add("RISCV_HWPROBE_" + row["name"])
        self._check_left_out(features)
        return features

    def _udb_source(self, name):
        """Version, and where it is mandatory first: the profiles are in order of age."""
        version = re.sub(r" ratified.*", "", self.udb[name]["versions(state,ratified)"].split("; ")[-1])
        since = [p for p in PROFILES if name in self._mandatory(p)]
        return f"{UDB} {name} {version}" + (f", mandatory since {since[0]}" if since else "")

    def _mandatory(self, profile):
        return {r["extension"] for r in self.profiles if r["profile"] == profile and r["presence"] == "mandatory"}

    def _check_left_out(self, features):
        """Every name that a source knows is a feature, or a row of left-out.tsv says why not."""
        known = {alias.lower() for f in features.values() for alias in f.aliases | {f.name}}
        named = {r["name"] for r in self.llvm if r["kind"] in ("extension", "experimental")} | set(self.udb) | set(self.kernel)
        named |= {n for r in self.hwprobe for n in words(r["extension"])}
        used = set()
        for name in sorted(n.lower() for n in named if n.lower() not in known):
            reasons = [r["name"] for r in self.table("left-out") if re.fullmatch(r["name"], name)]
            if not reasons:
                sys.exit(f"riscv64: {name} is neither in features.tsv nor in left-out.tsv")
            used.update(reasons)
        for row in self.table("left-out"):
            if row["name"] not in used:
                sys.exit(f"riscv64: left-out.tsv: nothing is called {row['name']}")

    def words(self, features):
        bits = []
        for row in self.uapi_bits("riscv64"):
            feature = features[row["feature"].lower()]
            feature.aliases.add(row["name"])
            feature.sources.append(f"{UAPI} {row['name']}")
            source = f"{UAPI} ({row['kernel_seen']})"
            bits.append(WordBit("native", row["auxv_word"], int(row["bit"]), row["name"], row["value"], feature.name, feature.base, source))
        return bits + [bit.as_compat() for bit in bits]

    def implications(self):
        return [("llvm", {r["name"]: words(r["implies"]) for r in self.llvm})]

    def levels(self, lattice):
        found = [Level("rv64gc", ["rv64imafdc", "rv64imafdc_zicsr_zifencei"], lattice.base, True, "RISC-V unprivileged ISA, chapter on naming: G is IMAFD with Zicsr and Zifencei")]
        for profile in PROFILES:
            features = self._user(lattice, {n.lower() for n in self._mandatory(profile)})
            name = profile.lower()
            stated = self._user(lattice, reachable({r["name"]: words(r["implies"]) for r in self.llvm}, [name]))
            if stated != features:
                sys.exit(f"{name}: LLVM and UDB differ in {sorted(stated ^ features)}")
            go = "; GORISCV64" if name in ("rva20u64", "rva22u64", "rva23u64") else ""
            family = [name.removesuffix("u64")] * name.endswith("u64")  # "RVA23" alone is the profile of programs
            found.append(Level(name, [profile, *family], features, False, f"{UDB} {profile}, mandatory for programs, with rv64gc{go}"))
        return found

    def _user(self, lattice, names):
        known = {lattice.by_name[n] for n in names if n in lattice.by_name}
        return lattice.completed(lattice.closure(known & lattice.user_features()) | lattice.base)

    def cpu_sources(self, lattice):
        processors = read_table(self.data / "riscv/llvm-riscv-processors.tsv")
        llvm = Llvm(lattice, self.llvm, processors, lambda name: {lattice.by_name[name]} if name in lattice.by_name else set())
        listed = {r["llvm"] for r in self.table("cpus")}
        for processor in llvm.direct:
            if RV64GC <= llvm.closed(processor) and processor not in listed:
                sys.exit(f"riscv64: cpus.tsv has no row for LLVM's {processor}")
        return [llvm, DeviceTrees(lattice, self.table("device-trees"))]


class DeviceTrees:
    """What Linux's device trees say of systems that were shipped."""

    column, title = "tree", "Linux device tree of"

    def __init__(self, lattice, rows):
        self.lattice = lattice
        self.extensions = {r["part"]: set(words(r["extensions"])) for r in rows}
        self.every = lattice.completed(lattice.closure(set().union(*self.extensions.values())))

    def expressible(self, part):
        return self.every

    def features(self, part):
        return self.extensions[part]
