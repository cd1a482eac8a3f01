"""Derives the catalogue's tables: python3 derivation/derive_catalog.py DATA_DIR OUT_DIR

OUT_DIR is compiler/src/main/resources/dev/plimsoll/compiler/catalog; for each architecture it gets features.tsv, words.tsv,
levels.tsv, cpus.tsv and hints.tsv. Repeatable byte for byte. Stops with a message where sources contradict each other.
"""

import re
import sys
from pathlib import Path

import catalog_absence
import catalog_cpus
import catalog_levels
import catalog_prerequisites
from names import HERE, Names, read_table, words

LINUX, LLVM, XED = "Linux 7.1.8", "LLVM 23.1.1", "XED v2026.07.15"
ARM, ARM_NEWER = "AARCHMRS 2025-03", "AARCHMRS 2026-03"
HINT_COLUMNS = ["family", "feature", "instructions", "encoding", "without", "state", "source"]
SYNTHETIC = ("linux",)  # cpuid_register of flags that Linux makes up

# word bits that no feature decides
AARCH64_KERNEL_BITS = {"HWCAP_EVTSTRM", "HWCAP_CPUID"}
# AArch32 bits that an arm64 kernel sets or leaves clear whatever the features are (arch/arm64/kernel/cpufeature.c: the
# compat default, and bits of coprocessors that no AArch64 core has)
ARM_COMPAT_FEATURES = {
    "HWCAP_VFP": "fp", "HWCAP_VFPv3": "fp", "HWCAP_VFPv4": "fp", "HWCAP_VFPD32": "fp", "HWCAP_NEON": "asimd",
    "HWCAP_FPHP": "fphp", "HWCAP_ASIMDHP": "fphp", "HWCAP_ASIMDDP": "asimddp", "HWCAP_ASIMDFHM": "asimdfhm",
    "HWCAP_ASIMDBF16": "bf16", "HWCAP_I8MM": "i8mm", "HWCAP2_AES": "aes", "HWCAP2_PMULL": "pmull", "HWCAP2_SHA1": "sha1",
    "HWCAP2_SHA2": "sha2", "HWCAP2_CRC32": "crc32", "HWCAP2_SB": "sb", "HWCAP2_SSBS": "ssbs",
}


class Feature:
    def __init__(self, name, kind, prerequisites=(), base=False, description="", sources=()):
        self.name, self.kind, self.prerequisites, self.base = name, kind, list(prerequisites), base
        self.description, self.aliases, self.shown, self.sources = description, set(), set(), list(sources)


def x86_features(names):
    features = {}
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


def aarch64_features(names, data):
    features = {}
    mrs = {r["feature"]: r for r in read_table(data / "aarch64/arm-features.tsv")}
    llvm_user = {r["name"]: r["user_name"] for r in names.llvm_a64}
    for row in names.a64.values():
        feature = Feature(row["name"], row["kind"], words(row["prerequisites"]), row["level"] == "base", row["description"])
        feature.aliases |= set(words(row["feat"])) | set(words(row["aliases"])) | set(words(row["llvm"]))
        feature.aliases |= {llvm_user.get(n, "") for n in words(row["llvm"])}
        for feat in words(row["feat"]):
            known = mrs.get(feat)
            feature.sources.append(f"{ARM} {feat} ({known['earliest_version'] or 'any'})" if known else f"{ARM_NEWER} {feat}")
        if row["llvm"]:
            feature.sources.append(LLVM)
        features[row["name"]] = feature
    return features


def words_of(arch, names, data, features):
    """(abi, word, bit, name, value, feature, rule, source) rows; adds the macros' names to the features' aliases."""
    rows, by_name = [], {alias: f.name for f in features.values() for alias in f.aliases | {f.name}}
    for row in read_table(data / "hwcap/hwcaps.tsv"):
        abi = {("aarch64", "aarch64"): "native", ("aarch64", "arm"): "compat", ("x86_64", "x86-64"): "native"}.get((arch, row["arch"]))
        if not abi:
            continue
        macro = row["name"]
        if abi == "compat":
            feature = ARM_COMPAT_FEATURES.get(macro, "")
        elif arch == "x86_64":
            feature = {"HWCAP2_RING3MWAIT": "ring3mwait", "HWCAP2_FSGSBASE": "fsgsbase"}[macro]
        elif macro in AARCH64_KERNEL_BITS:
            feature = ""
        else:
            feature = by_name.get(row["cpuinfo_name"] or re.findall(r"FEAT_\w+", row["feature"])[-1])
            if not feature:
                sys.exit(f"{macro}: no row in aarch64-features.tsv")
            check_feats(macro, row, names.a64[feature])
        rule = ("base" if features[feature].base else "feature") if feature else "kernel"
        rows.append([abi, row["auxv_word"], int(row["bit"]), macro, row["value"], feature, rule, f"UAPI hwcap.h ({row['kernel_seen']})"])
        if abi == "native" and arch == "aarch64" and row["cpuinfo_name"]:
            features[feature or row["cpuinfo_name"]].shown.add(row["cpuinfo_name"])
        if abi == "native" and arch == "aarch64" and not feature:
            features[row["cpuinfo_name"]].sources.append(f"{LINUX} {macro}")
        if feature and abi == "native":
            features[feature].aliases.add(macro)
            features[feature].sources.append(f"{LINUX} {macro}" if row["cpuinfo_name"] else f"UAPI hwcap.h {macro}")
    if arch == "x86_64":
        rows += x86_hwcap(names, features)
        rows += [["compat"] + row[1:-1] + [row[-1] + "; no COMPAT_ELF_HWCAP: the same words"] for row in rows if row[0] == "native"]
    return sorted(rows, key=lambda r: (["native", "compat"].index(r[0]), r[1], r[2]))


def x86_hwcap(names, features):
    """AT_HWCAP of x86 is CPUID.1:EDX as it is: psABI base features by name, everything else is no claim on a program."""
    flags = {int(r["bit"]): r for r in names.linux_flags if r["word"] == "0"}
    rows = []
    for bit in range(32):
        flag = flags.get(bit)
        name = f"X86_FEATURE_{flag['X86_FEATURE']}" if flag else f"CPUID_1_EDX_{bit}"
        shown = flag["cpuinfo_flag(empty=not shown)"] if flag else ""
        base = shown in features and features[shown].base
        source = f"{LINUX} elf.h ELF_HWCAP = CPUID.1:EDX" + ("" if flag else " (reserved bit)")
        rows.append(["native", "AT_HWCAP", bit, name, hex(1 << bit), shown if base else "", "base" if base else "kernel", source])
    return rows


def check_feats(macro, row, known):
    feats = [f for f in re.findall(r"FEAT_\w+", row["feature"]) if f != "FEAT_SVE"] or ["FEAT_SVE"]
    if words(known["feat"]) and not set(feats) & set(words(known["feat"])):
        sys.exit(f"{macro}: hwcaps.tsv says {feats}, aarch64-features.tsv {known['feat']}")


def hints_of(arch):
    return [r for r in read_table(HERE / "hints.tsv") if r["arch"] == arch]


def check_aliases(arch, features):
    owner = {}
    for feature in features.values():
        feature.aliases -= {feature.name, ""}
        for name in feature.aliases | {feature.name}:
            if owner.setdefault(name, feature.name) != feature.name:
                sys.exit(f"{arch}: {name} means {owner[name]} and {feature.name}")
        if feature.shown and feature.name not in feature.shown:
            sys.exit(f"{arch}: Linux shows {feature.name} as {sorted(feature.shown)}")
        for needed in feature.prerequisites:
            if needed not in features:
                sys.exit(f"{arch}: {feature.name} needs {needed}, which is no feature")


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["#" + "\t".join(header)] + ["\t".join(str(c) for c in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main(data_dir, out_dir):
    data, out = Path(data_dir), Path(out_dir)
    names = Names(data)
    for arch, features in (("x86_64", x86_features(names)), ("aarch64", aarch64_features(names, data))):
        word_rows = words_of(arch, names, data, features)
        check_aliases(arch, features)
        catalog_prerequisites.check(arch, features, names, data)
        catalog = catalog_levels.Catalog(arch, features)
        levels = catalog_levels.levels(catalog, names, data)
        cpus = catalog_cpus.cpus(catalog, names, data, levels)
        hints = hints_of(arch)
        absences = catalog_absence.absences(catalog, hints)
        write(out / arch / "features.tsv",
              ["name", "kind", "cpuinfo", "aliases", "prerequisites", "base", "absent", "withdrawal", "control", "description", "source"],
              [[f.name, f.kind, ",".join(sorted(f.shown)), ",".join(sorted(f.aliases)), ",".join(sorted(f.prerequisites)), "base" if f.base else "",
                ",".join(absences[f.name].outcomes), absences[f.name].withdrawal, absences[f.name].control, f.description, "; ".join(f.sources)] for _, f in sorted(features.items())])
        write(out / arch / "words.tsv", ["abi", "word", "bit", "name", "value", "feature", "rule", "source"], word_rows)
        write(out / arch / "levels.tsv", ["name", "aliases", "features", "base", "source"],
              [[l.name, ",".join(l.aliases), catalog.list(l.features), "base" if l.base else "", l.source] for l in levels])
        write(out / arch / "cpus.tsv", ["name", "aliases", "guaranteed", "possible", "source"],
              [[c.name, ",".join(c.aliases), catalog.list(c.guaranteed), catalog.list(c.possible), c.source] for c in cpus])
        write(out / arch / "hints.tsv", HINT_COLUMNS, [[h[c] for c in HINT_COLUMNS] for h in hints])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
