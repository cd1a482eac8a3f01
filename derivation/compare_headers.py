"""Compares the catalogue's words with the newest headers that apt can reach: python3 derivation/compare_headers.py [ROOT]

Fetches linux-libc-dev (whose one package holds the UAPI headers of every architecture) and, for s390x, whose kernel exports
none, glibc's headers (which name bits otherwise: only their values are compared), from unstable and experimental of the mirror that this machine's apt is set up for, into a folder of its
own. ROOT: take unpacked packages from there instead. Every macro that defines one bit of a word must be in words.tsv and in the
snapshot of the tests, with the same word and value. Exit status 1 where one is not.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from names import TABLES, read_table

COMPILER = TABLES.parent.parent / "compiler/src"
CATALOG = COMPILER / "main/resources/dev/plimsoll/compiler/catalog"
SNAPSHOTS = COMPILER / "test/resources/dev/plimsoll/compiler/catalog"
# architecture -> (header under ROOT, architecture and ABI in the catalogue)
UAPI = "usr/lib/linux/uapi"
HEADERS = {
    "x86-64": (f"{UAPI}/x86/asm/hwcap2.h", ("x86_64", "native")),
    "i386": (f"{UAPI}/x86/asm/hwcap2.h", ("i386", "native")),
    "aarch64": (f"{UAPI}/arm64/asm/hwcap.h", ("aarch64", "native")),
    "arm": (f"{UAPI}/arm/asm/hwcap.h", ("arm", "native")),
    "riscv64": (f"{UAPI}/riscv/asm/hwcap.h", ("riscv64", "native")),
    "ppc64le": (f"{UAPI}/powerpc/asm/cputable.h", ("ppc64le", "native")),
    "s390x": ("usr/s390x-linux-gnu/include/bits/hwcap.h", ("s390x", "native")),
    "loongarch64": (f"{UAPI}/loongarch/asm/hwcap.h", ("loongarch64", "native")),
}
PACKAGES = ["linux-libc-dev", "libc6-dev-s390x-cross"]
MACRO = re.compile(r"#define\s+((?:COMPAT_)?HWCAP([234]?)_\w+|PPC_FEATURE(2?)_\w+)\s+(.+)")


def fetch(root):
    """The newest version of each package, unpacked; returns what was fetched."""
    keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
    targets = run("apt-get", "indextargets", "--format", "$(REPO_URI)", "Identifier: Packages", "Origin: Debian", "Component: main")
    mirror = next(uri for uri in targets.split("\n") if "security" not in uri)
    (root / "lists/partial").mkdir(parents=True)
    (root / "sources").write_text("".join(f"deb [signed-by={keys}] {mirror} {suite} main\n" for suite in ("sid", "experimental")))
    options = {
        "Dir::Etc::sourcelist": root / "sources", "Dir::Etc::sourceparts": "/dev/null", "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State::lists": root / "lists", "Dir::State::status": "/dev/null", "Dir::Cache": root, "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    apt = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]
    run("apt-get", *apt, "-qq", "update")
    fetched = []
    for package in PACKAGES:
        versions = [line.split("|")[1].strip() for line in run("apt-cache", *apt, "madison", package).splitlines()]
        newest = versions[0]
        for version in versions:
            if subprocess.run(["dpkg", "--compare-versions", version, "gt", newest], check=False).returncode == 0:
                newest = version
        run("apt-get", *apt, "-qq", "download", f"{package}={newest}", cwd=root)
        fetched.append(f"{package} {newest}")
    for package in root.glob("*.deb"):
        run("dpkg-deb", "-x", package, root)
    return fetched


def run(*command, cwd=None):
    return subprocess.run(list(map(str, command)), cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout


def macros(text):
    """name -> (word, value) of the macros that define one bit."""
    text = re.sub(r"/\*.*?\*/", " ", text.replace("\\\n", " "), flags=re.DOTALL)
    found = {}
    for match in MACRO.finditer(text):
        value = evaluated(match[4])
        if value and value & (value - 1) == 0:
            found[match[1]] = (f"AT_HWCAP{match[2] or match[3] or ''}", value)
    return found


def evaluated(expression):
    """The value of a C expression of numbers, characters and shifts; None for any other."""
    expression = re.sub(r"_BITUL\((\d+)\)", r"(1 << \1)", expression.strip())
    expression = re.sub(r"'(.)'", lambda m: str(ord(m[1])), expression)
    expression = re.sub(r"\b(0x[0-9a-fA-F]+|\d+)[uUlL]*\b", lambda m: str(int(m[1], 0)), expression)
    return eval(expression) if re.fullmatch(r"[\d\s()<|-]+", expression) else None


def of_catalog(arch, abi):
    path = CATALOG / arch / "words.tsv"
    return {r["name"]: (r["word"], int(r["value"], 16)) for r in read_table(path) if r["abi"] == abi} if path.exists() else None


def of_snapshot(arch):
    newest = max(SNAPSHOTS.glob("hwcaps-*.tsv"))
    return {r["name"]: (r["word"], int(r["value"], 16)) for r in read_table(newest) if r["arch"] == arch}


def main(root):
    bad = 0
    for arch, (header, place) in HEADERS.items():
        expected = macros((root / header).read_text(encoding="utf-8"))
        print(f"{arch}: {len(expected)} bits")
        for where, known in (("the catalogue", of_catalog(*place)), ("the snapshot of the tests", of_snapshot(arch))):
            if known is None:
                print(f"  {where} has no words of it")
                bad += 1
                continue
            for name, (word, value) in sorted(expected.items()):
                if (word, value) != known.get(name) and (header.startswith(UAPI) or (word, value) not in known.values()):
                    print(f"  {name} is {word} {value:#x}, in {where} {known.get(name)}")
                    bad += 1
        if not expected:
            bad += 1
    print(f"{bad} differences")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    if len(sys.argv) == 2:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        print(*fetch(Path(folder)), sep="\n")
        sys.exit(main(Path(folder)))
