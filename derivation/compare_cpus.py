"""Compares levels and CPU models with the compilers' own: python3 derivation/compare_cpus.py [--root DIR]… [ARCHITECTURE…]

Asks every gcc (or cpp), clang and llc in DIR/usr/bin, run inside DIR if one is given (a folder with Debian packages unpacked;
several may be given), for its models and what each gives: preprocessor macros by tables/<arch>/macros.tsv, and what clang's
--print-enabled-extensions says. A compiler knows a feature if it names it for some model and not for all. On the features for
programs that both know, what a compiler gives must lie between the guaranteed and the possible set of the packaged tables; a
level has no possible set. compiler-exceptions.tsv holds what differs with the evidence: sign '+', the compiler gives what the
catalogue calls impossible; '-', it lacks what is guaranteed; 'name', it is no model of the catalogue. Where the newest version of
a compiler corrects an older one, no row is needed. llc shares its models with the clang of its version: their names are
compared. Exit status 1 where something is unexplained or no compiler was found.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from catalog.prerequisites import reachable
from names import TABLES, read_table, words

CATALOG = TABLES.parent.parent / "compiler/src/main/resources/dev/plimsoll/compiler/catalog"
# architecture -> GNU triple, further options, LLVM triple, the options that take a model
COMPILERS = {
    "x86_64": ("x86_64-linux-gnu", ["-m64"], "x86_64-linux-gnu", ["-march"]),
    "i386": ("x86_64-linux-gnu", ["-m32"], "i386-linux-gnu", ["-march"]),
    "aarch64": ("aarch64-linux-gnu", [], "aarch64-linux-gnu", ["-mcpu", "-march"]),
    "arm": ("arm-linux-gnueabihf", ["-mfloat-abi=softfp"], "arm-linux-gnueabihf", ["-mcpu", "-march"]),
    "riscv64": ("riscv64-linux-gnu", [], "riscv64-linux-gnu", ["-mcpu", "-march"]),
    "ppc64le": ("powerpc64le-linux-gnu", [], "powerpc64le-linux-gnu", ["-mcpu"]),
    "s390x": ("s390x-linux-gnu", [], "s390x-linux-gnu", ["-march"]),
    "loongarch64": ("loongarch64-linux-gnu", [], "loongarch64-linux-gnu", ["-march"]),
}
NO_MODELS = {"native", "generic", "help"}


class Model:
    def __init__(self, guaranteed, possible):
        self.guaranteed, self.possible = guaranteed, possible


class Catalog:
    """The packaged tables of one architecture."""

    def __init__(self, arch):
        rows = {r["name"]: r for r in read_table(CATALOG / arch / "features.tsv")}
        self.needs = {name: words(r["prerequisites"]) for name, r in rows.items()}
        self.user = {name for name, r in rows.items() if r["kind"] == "user"}
        self.by_name = {normal(n): name for name, r in rows.items() for n in [name, *words(r["aliases"])]}
        self.models, self.names = {}, []
        for row in read_table(CATALOG / arch / "levels.tsv"):
            self._add(row, Model(reachable(self.needs, words(row["features"])), None))
        for row in read_table(CATALOG / arch / "cpus.tsv"):
            self._add(row, Model(*(reachable(self.needs, words(row[column])) for column in ("guaranteed", "possible"))))

    def _add(self, row, model):
        for name in [row["name"], *words(row["aliases"])]:
            self.names.append(name)
            self.models[normal(name)] = model

    def model(self, name):
        """The model of a name; of big.LITTLE names what both have."""
        if normal(name) in self.models:
            return self.models[normal(name)]
        both = [self.models.get(normal(part)) for part in name.split(".")]
        if len(both) != 2 or None in both:
            return None
        return Model(both[0].guaranteed & both[1].guaranteed, both[0].possible | both[1].possible)


class Tool:
    """One compiler for one architecture. 'features' answers None for a model that it cannot compile for."""

    def __init__(self, title, command, catalog, macros, options):
        self.title, self.command, self.catalog, self.macros, self.options = title, command, catalog, macros, options
        self.family, version = title.split("-")
        self.version = int(version)

    def names(self):
        """(option, name) of every model that it lists, and of the catalogue's own names, some of which it may know."""
        careful = [option for option in self.options if self.features(option, "no-such-part") is None]
        found = {(option, name) for option in careful for name in self.catalog.names}
        for option in self.options:
            text = self.run(f"{option}=??", "-dM", "-E", "-")
            found |= {(option, name) for line in re.findall(r"valid arguments[^:]*: (.*)", text) for name in line.split(";")[0].split()}
        listed = re.findall(r"^\t(\S+)$", self.run("--print-supported-cpus"), re.MULTILINE)
        found |= {(self.options[0], name) for name in listed}
        return {(option, name) for option, name in found if name not in NO_MODELS}

    def features(self, option, name):
        printed = self.run(f"{option}={name}", "--print-enabled-extensions") if "clang" in self.title else ""
        feats = {normal(f) for f in re.findall(r"\bFEAT_\w+", printed)}
        text = self.run(f"{option}={name}", "-dM", "-E", "-")
        defined = dict(re.findall(r"^#define (\w+) (.*)$", text, re.MULTILINE))
        if "__CHAR_BIT__" not in defined:
            return None
        return self.named_by(defined) | {self.catalog.by_name[f] for f in feats if f in self.catalog.by_name}

    def named_by(self, defined):
        found = set()
        for macro, value in defined.items():
            for row in self.macros:
                match = re.fullmatch(row["macro"], macro)
                if match and number(value) >= number(row["atleast"]):
                    for name in words(match.expand(row["features"])):
                        if normal(name) in self.catalog.by_name:
                            found.add(self.catalog.by_name[normal(name)])
                        elif "\\" not in row["features"]:
                            sys.exit(f"macros.tsv: {name} is no feature")
        return found

    def run(self, *arguments):
        done = subprocess.run([*self.command, *arguments], input=b"", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.stdout.decode(errors="replace")


def normal(name):
    return re.sub(r"[-_.]", "", name.lower())


def number(text):
    match = re.match(r"(0[xX][0-9a-fA-F]+|\d+)", text or "0")
    return int(match[1], 0) if match else 1


def tools(arch, catalog, roots):
    """Every compiler for one architecture, the newest first."""
    found = [tool for root in roots for tool in tools_of(arch, catalog, root)]
    return sorted(found, key=lambda tool: -tool.version)


def tools_of(arch, catalog, root):
    triple, extra, target, options = COMPILERS[arch]
    macros = read_table(TABLES / arch / "macros.tsv")
    inside, found = entered(root), {}
    for path in sorted((root / "usr/bin").iterdir()):
        gcc = re.fullmatch(rf"(?:{triple}-)?(?:gcc|cpp)-(\d+)" if arch in ("x86_64", "i386") else rf"{triple}-(?:gcc|cpp)-(\d+)", path.name)
        clang = re.fullmatch(r"clang-(\d+)", path.name)
        if gcc:
            command = [*inside, f"/usr/bin/{path.name}", "-x", "c", *extra]
            found.setdefault(f"gcc-{gcc[1]}", Tool(f"gcc-{gcc[1]}", command, catalog, macros, options))
        elif clang:
            command = [*inside, f"/usr/bin/{path.name}", f"--target={target}", "-x", "c"]
            found[path.name] = Tool(path.name, command, catalog, macros, options)
    return list(found.values())


def entered(root):
    return ["chroot", str(root)] if root != Path("/") else []


class Comparison:
    def __init__(self, arch):
        self.arch, self.catalog = arch, Catalog(arch)
        path = TABLES / arch / "compiler-exceptions.tsv"
        self.exceptions = read_table(path) if path.exists() else []
        self.used, self.unexplained = set(), 0
        self.newest = {}

    def tool(self, tool):
        given = {}
        for option, name in sorted(tool.names()):
            features = tool.features(option, name)
            if features is not None:
                given[name] = features
        everywhere = set.intersection(*given.values()) if given else set()
        known = (set().union(*given.values()) - everywhere) & self.catalog.user
        given = {name: reachable(self.catalog.needs, features) for name, features in given.items()}
        newest, newest_known = self.newest.setdefault(tool.family, (given, known))
        models = features = explained = corrected = 0
        for name, has in given.items():
            model = self.catalog.model(name)
            if not model:
                explained += self.differs(tool.title, name, "name", "")
                continue
            models += 1
            features += len(known)
            extra = has - model.possible if model.possible is not None else set()
            for sign, wrong in (("+", extra & known), ("-", (model.guaranteed & known) - has)):
                for feature in sorted(wrong):
                    if name in newest and feature in newest_known and (feature in newest[name]) != (feature in has):
                        corrected += 1
                    else:
                        explained += self.differs(tool.title, name, sign, feature)
        print(f"{self.arch} {tool.title}: {models} models, {len(known)} features, {features} facts compared, "
              f"{explained} exceptions, {corrected} corrected by a newer version")

    def llc(self, name, command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, input=b"")
        cpus = done.stdout.decode().split("Available features")[0]
        listed = [n for n in re.findall(r"^  (\S+)\s+- ", cpus, re.MULTILINE) if n not in NO_MODELS]
        known = [n for n in listed if self.catalog.model(n)]
        explained = sum(self.differs(name, n, "name", "") for n in listed if n not in known)
        print(f"{self.arch} {name}: {len(known)} of {len(listed)} names known, {explained} exceptions")

    def differs(self, tool, model, sign, feature):
        """1 if a row explains it."""
        for number_, row in enumerate(self.exceptions):
            if row["sign"] == sign and re.fullmatch(row["tool"], tool) and re.fullmatch(row["model"], model):
                if sign == "name" or feature in words(row["features"]):
                    self.used.add(number_)
                    return 1
        self.unexplained += 1
        print(f"  {self.arch} {tool} {model}: {sign} {feature}")
        return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, action="append")
    parser.add_argument("architectures", nargs="*", default=[])
    arguments = parser.parse_args()
    roots = arguments.root or [Path("/")]
    unexplained = asked = 0
    known = [r["name"] for r in read_table(CATALOG / "architectures.tsv")]
    for arch in arguments.architectures or [a for a in known if (TABLES / a / "macros.tsv").exists()]:
        comparison = Comparison(arch)
        for tool in tools(arch, comparison.catalog, roots):
            comparison.tool(tool)
            asked += 1
        for root in roots:
            for path in sorted((root / "usr/bin").glob("llc-[0-9]*")):
                command = [*entered(root), f"/usr/bin/{path.name}", f"-mtriple={COMPILERS[arch][2]}", "-mcpu=help", "-o", "/dev/null", "-"]
                comparison.llc(path.name, command)
        for number_, row in enumerate(comparison.exceptions):
            if number_ not in comparison.used:
                print(f"  {arch}: no compiler here needs the exception {row['tool']} {row['model']} {row['sign']} {row['features']}")
        unexplained += comparison.unexplained
    print(f"{asked} compilers, {unexplained} unexplained")
    return 1 if unexplained or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
