"""aarch64: FEAT_ names by the kernel's name, Arm's architecture versions as levels, CPU models from LLVM and archspec.

A level is what Arm's feature list says is mandatory in a version that has floating point and Advanced SIMD, which is less than
what compilers turn on for -march (armv9-a does not hold SVE2 here).
"""

import re
import sys

from catalog.architecture import LINUX, LLVM, Architecture
from catalog.cpus import Archspec, Llvm
from catalog.facts import Feature, Level, WordBit
from names import Names, read_table, words

ARM, ARM_NEWER = "AARCHMRS 2025-03", "AARCHMRS 2026-03"
VERSIONS = [f"8.{n}" for n in range(10)] + [f"9.{n}" for n in range(8)]
NEWEST = "9.6"  # of Arm's list; a later version demands at least the same

# word bits that no feature decides
KERNEL_BITS = {"HWCAP_EVTSTRM", "HWCAP_CPUID"}
# AArch32 bits that no arm64 kernel sets (arch/arm64/kernel/cpufeature.c: neither in COMPAT_ELF_HWCAP_DEFAULT nor in
# compat_elf_hwcaps); the rest of the default it sets whatever the features are
COMPAT_NEVER = {f"HWCAP_{n}" for n in ("SWP", "26BIT", "FPA", "JAVA", "IWMMXT", "CRUNCH", "THUMBEE", "VFPv3D16")}
COMPAT_FEATURES = {
    "HWCAP_VFP": "fp", "HWCAP_VFPv3": "fp", "HWCAP_VFPv4": "fp", "HWCAP_VFPD32": "fp", "HWCAP_NEON": "asimd",
    "HWCAP_FPHP": "fphp", "HWCAP_ASIMDHP": "fphp", "HWCAP_ASIMDDP": "asimddp", "HWCAP_ASIMDFHM": "asimdfhm",
    "HWCAP_ASIMDBF16": "bf16", "HWCAP_I8MM": "i8mm", "HWCAP2_AES": "aes", "HWCAP2_PMULL": "pmull", "HWCAP2_SHA1": "sha1",
    "HWCAP2_SHA2": "sha2", "HWCAP2_CRC32": "crc32", "HWCAP2_SB": "sb", "HWCAP2_SSBS": "ssbs",
}


class Source(Architecture):
    name = "aarch64"
    joint = {"pacg": ["paca"], "svei8mm": ["sve", "i8mm"], "svebf16": ["sve", "bf16"], "sveebf16": ["svebf16", "ebf16"]}

    def __init__(self, data):
        super().__init__(data)
        self.names = Names(data)
        self.mrs = {r["feature"]: r for r in read_table(self.data / "aarch64/arm-features.tsv")}

    def by_hand(self):
        return self.names.a64

    def features(self):
        features = {}
        llvm_user = {r["name"]: r["user_name"] for r in self.names.llvm_a64}
        for row in self.names.a64.values():
            feature = Feature(row["name"], row["kind"], words(row["prerequisites"]), row["level"] == "base", row["description"])
            feature.aliases |= set(words(row["feat"])) | set(words(row["aliases"])) | set(words(row["llvm"]))
            feature.aliases |= {llvm_user.get(n, "") for n in words(row["llvm"])}
            for feat in words(row["feat"]):
                known = self.mrs.get(feat)
                feature.sources.append(f"{ARM} {feat} ({known['earliest_version'] or 'any'})" if known else f"{ARM_NEWER} {feat}")
            if row["llvm"]:
                feature.sources.append(LLVM)
            versions = [self.mrs[f]["earliest_version"] for f in words(row["feat"]) if f in self.mrs]
            feature.since = min((level_of(v) for v in versions if v), default="")
            features[row["name"]] = feature
        return features

    def words(self, features):
        by_name = {alias: f.name for f in features.values() for alias in f.aliases | {f.name}}
        bits = []
        for row in self.uapi_bits("aarch64"):
            macro = row["name"]
            feature = "" if macro in KERNEL_BITS else by_name.get(row["cpuinfo_name"] or re.findall(r"FEAT_\w+", row["feature"])[-1])
            if feature is None:
                sys.exit(f"{macro}: no row in tables/aarch64/features.tsv")
            if feature:
                check_feats(macro, row, self.names.a64[feature])
                features[feature].aliases.add(macro)
            named = features[feature or row["cpuinfo_name"]]
            named.sources.append(f"{LINUX} {macro}" if row["cpuinfo_name"] else f"UAPI hwcap.h {macro}")
            named.shown |= {row["cpuinfo_name"]} - {""}
            bits.append(word_bit("native", row, feature, features))
        compat = [word_bit("compat", row, COMPAT_FEATURES.get(row["name"], ""), features) for row in self.uapi_bits("arm")]
        for bit in compat:
            bit.rule = "never" if bit.name in COMPAT_NEVER else bit.rule
        return bits + compat

    def implications(self):
        llvm = {r["name"]: words(r["implies"]) for r in self.names.llvm_a64}
        return [("llvm", llvm), ("feat", self._stated_by_arm())]

    def _stated_by_arm(self):
        """FEAT_ name -> the names that it implies without a choice."""
        graph = {}
        for row in self.mrs.values():
            implied = graph.setdefault(row["feature"], [])
            for term in row["implies"].split(" ; "):
                if re.fullmatch(r"[\w ()&]+", term):
                    implied += re.findall(r"\w+", term)
            for constraint in row["other_constraints"].split(" ; "):
                match = re.fullmatch(r"(?:v[89]Ap\d && )?(\w+) --> ([\w ()&]+)", constraint.strip())
                if match:
                    graph.setdefault(match[1], []).extend(re.findall(r"\w+", match[2]))
        return graph

    def levels(self, lattice):
        found = []
        for version in VERSIONS:
            known = {lattice.by_name[f] for f in mandatory(self.mrs, version) if f in lattice.by_name}
            features = lattice.completed(lattice.closure(known) | lattice.base) & lattice.user_features()
            major, minor = version.split(".")
            aliases = [f"armv{version}a", f"v{version}a", f"v{version}"] + ([f"armv{major}-a", f"armv{major}a", f"v{major}a"] if minor == "0" else [])
            stated = f"v{major}Ap{minor}" if version <= NEWEST else "v9Ap6 (newer demands are not listed yet)"
            source = f"{ARM} Features.json, mandatory in {stated} with FEAT_FP and FEAT_AdvSIMD"
            found.append(Level(f"armv{version}-a", aliases, features, version == "8.0", source))
        return found

    def cpu_sources(self, lattice):
        return [PrintedLlvm(lattice, self.names, self.data), Archspec(lattice, self.data, self.name)]


class PrintedLlvm(Llvm):
    """LLVM with the FEAT_ names that clang prints, which are finer than its features; knows a part's architecture version."""

    def __init__(self, lattice, names, data):
        def translate(name):
            feats = {f for r in names.llvm_a64 if r["name"] == name for f in words(r["arch_name"])}
            return {lattice.by_name[f] for f in feats if f in lattice.by_name}

        super().__init__(lattice, names.llvm_a64, read_table(data / "aarch64/llvm-aarch64-processors.tsv"), translate)
        column = "features (FEAT_* as printed by clang 23.1.4 --print-enabled-extensions)"
        self.printed = {r["name"]: words(r[column]) for r in read_table(data / "cpus/aarch64-cpu-features.tsv") if r["kind"] == "cpu"}

    def features(self, cpu):
        return {self.lattice.by_name[f] for f in self.printed[cpu] if f in self.lattice.by_name}

    def level(self, cpu, levels):
        has = self.closed(cpu)
        return next((l for l in reversed(levels) if has & set(l.aliases)), None)


def level_of(version):
    """v8Ap2 as a level: armv8.2-a."""
    return re.sub(r"v(\d)Ap(\d)", r"armv\1.\2-a", version)


def word_bit(abi, row, feature, features):
    source = f"UAPI hwcap.h ({row['kernel_seen']})"
    return WordBit(abi, row["auxv_word"], int(row["bit"]), row["name"], row["value"], feature, feature and features[feature].base, source)


def check_feats(macro, row, known):
    feats = [f for f in re.findall(r"FEAT_\w+", row["feature"]) if f != "FEAT_SVE"] or ["FEAT_SVE"]
    if words(known["feat"]) and not set(feats) & set(words(known["feat"])):
        sys.exit(f"{macro}: hwcaps.tsv says {feats}, tables/aarch64/features.tsv {known['feat']}")


def mandatory(rows, version):
    """The FEAT_ names that every implementation of a version has, if it has FEAT_FP and FEAT_AdvSIMD."""
    true = {"FEAT_FP", "FEAT_AdvSIMD", "FEAT_EL0", "FEAT_EL1", "FEAT_AA64", "FEAT_AA64EL0", "FEAT_AA64EL1"}
    major, minor = map(int, version.split("."))
    true |= {f"v8Ap{n}" for n in range(min(9, minor + 5 if major == 9 else minor) + 1)}
    true |= {f"v9Ap{n}" for n in range(minor + 1)} if major == 9 else set()
    rules = []
    for name, row in rows.items():
        if not name.startswith("FEAT_"):
            rules += [(c.strip(), None) for c in row["other_constraints"].split(" ; ") if "-->" in c]
            continue
        rules.append((row["mandatory_when"] + " --> " + name, None))
        rules += [(f"{name} --> {i.strip()}", None) for i in row["implies"].split(" ; ") if i.strip()]
        rules += [(c.strip(), None) for c in row["other_constraints"].split(" ; ") if "-->" in c]
    changed = True
    while changed:
        changed = False
        for rule, _ in rules:
            left, _, right = rule.partition("-->")
            if not left.strip() or not re.fullmatch(r"[\w ()&]+", right) or not holds(left, true):
                continue
            new = set(re.findall(r"\w+", right)) - true
            if new:
                true |= new
                changed = True
    return true


def holds(expression, true):
    """Whether an expression over FEAT_ names is certainly true; a negation or a register field never is."""
    if "!" in expression or "<->" in expression or "." in expression or "=" in expression:
        return False
    python = re.sub(r"\w+", lambda m: str(m[0] in true), expression).replace("&&", " and ").replace("||", " or ")
    return bool(re.fullmatch(r"[\w ()]*", python)) and eval(python)
