#!/usr/bin/env python3
"""Fetches real objects of every architecture, and disassemblers, for the profile `disassemblers` (docs/decoding.md).

usage: fetch_objects.py [--suite SUITE] [--source URI] [--llvm VERSION] ROOT [ARCHITECTURE...]

Packages come through apt from the machine's own Debian source (--source: another one, as for ports), into private roots, so that nothing
is installed: ROOT/objects/ARCH/ receives the shared objects of tables/live/packages.tsv, ROOT/tools/ llvm-mc, llvm-objdump, objdump,
zydis and capstone, run by their own loader. What is there already is kept. Fails where an architecture has fewer than ten objects.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from names import TABLES, read_table, words

# Ours, Debian's.
ARCHITECTURES = {"x86_64": "amd64", "i386": "i386", "aarch64": "arm64", "arm": "armhf", "riscv64": "riscv64", "ppc64le": "ppc64el",
                 "s390x": "s390x", "loongarch64": "loong64"}
ENOUGH = 10
SMALLEST = 150 * 1024
HERE = Path(__file__).resolve().parent


def machine_source():
    """(URI, keyring) of the first source of the machine that is not for security updates."""
    folder = Path("/etc/apt")
    for path in sorted(folder.glob("sources.list.d/*.sources")):
        for stanza in path.read_text(encoding="utf-8").split("\n\n"):
            fields = dict(re.findall(r"^([\w-]+): *(.*)$", stanza, re.MULTILINE))
            if "main" in fields.get("Components", "") and "security" not in fields.get("Suites", ""):
                return fields["URIs"].split()[0], fields.get("Signed-By", "")
    for path in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]:
        found = re.search(r"^deb (?:\[.*?\] )?(\S+) \S+ main", path.read_text(encoding="utf-8"), re.MULTILINE) if path.exists() else None
        if found:
            return found[1], ""
    sys.exit("no Debian source on this machine: give one with --source")


class Root:
    """A private apt root of one architecture."""

    def __init__(self, root, name, debian, options):
        self.path = (root / "apt" / name).resolve()
        uri, key = machine_source() if not options.source else (options.source, "")
        for folder in ("lists/partial", "archives/partial", "debs", "root"):
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        signed = " signed-by=" + key if key else ""
        (self.path / "sources.list").write_text("deb [arch=%s%s] %s %s main\n" % (debian, signed, uri, options.suite), encoding="utf-8")
        settings = {"APT::Architecture": debian, "Dir::Etc::sourcelist": self.path / "sources.list", "Dir::Etc::sourceparts": "/dev/null",
                    "Dir::State::lists": self.path / "lists", "Dir::State::status": "/dev/null", "Dir::Cache": self.path,
                    "Dir::Cache::archives": self.path / "archives", "APT::Sandbox::User": "root"}
        config = self.path / "apt.conf"
        config.write_text('APT::Architectures { "%s"; };\n' % debian + "".join('%s "%s";\n' % s for s in settings.items()), encoding="utf-8")
        self.environment = {**os.environ, "APT_CONFIG": str(config)}
        self.apt("apt-get", "update", "-q")

    def apt(self, *command):
        return subprocess.run(command, env=self.environment, cwd=self.path / "debs", check=True, capture_output=True, text=True).stdout

    def unpack(self, packages):
        """The folder that holds what is in these packages, of those that there are."""
        known = set(self.apt("apt-cache", "pkgnames").split())
        for package in packages:
            if package not in known:
                print("%s: no %s" % (self.path.name, package), file=sys.stderr)
            elif not list((self.path / "debs").glob(package + "_*.deb")):
                self.apt("apt-get", "download", "-q", package)
                for deb in (self.path / "debs").glob(package + "_*.deb"):
                    subprocess.run(["dpkg-deb", "-x", deb, self.path / "root"], check=True)
        return self.path / "root"

    def closure(self, packages):
        """The packages and all that they depend on."""
        lines = self.apt("apt-cache", "depends", "--recurse", "--no-recommends", "--no-suggests", "--no-enhances", "--no-conflicts",
                         "--no-breaks", "--no-replaces", *packages).splitlines()
        return [line for line in dict.fromkeys(lines) if re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", line)]


def objects(root, arch, options):
    folder = root / "objects" / arch
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [r["package"] for r in read_table(TABLES / "live/packages.tsv") if not r["architectures"] or arch in words(r["architectures"])]
    unpacked = Root(root, arch, ARCHITECTURES[arch], options).unpack(wanted)
    for path in sorted(unpacked.rglob("*.so*")):
        jvm = re.search(r"/jvm/java-(\d+)", str(path))
        target = folder / (path.name if not jvm else "java-%s-%s" % (jvm[1], path.name))
        if path.is_file() and not path.is_symlink() and path.stat().st_size > SMALLEST and not target.exists():
            with open(path, "rb") as f:
                if f.read(4) == b"\x7fELF":
                    shutil.copy(path, target)
    found = sorted(folder.iterdir())
    print("%s: %d objects, %.1f MB" % (arch, len(found), sum(p.stat().st_size for p in found) / 1e6))
    return len(found)


def tools(root, options):
    debian = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    private = Root(root, "tools", debian, options)
    wanted = ["llvm-" + options.llvm, "binutils-multiarch", "libzydis-dev", "libcapstone-dev"]
    # The last one unpacked wins where several have one file: binutils-multiarch's objdump knows all architectures.
    top = private.unpack(reversed(private.closure(wanted)))
    folder = root / "tools"
    folder.mkdir(exist_ok=True)
    (loader,) = top.glob("usr/lib/*-linux-gnu*/ld-linux-*.so.*")
    libraries = ":".join(map(str, [loader.parent, *top.glob("usr/lib/llvm-*/lib")]))

    def wrapper(name, program):
        path = folder / name
        path.write_text('#!/bin/sh\nexec %s --library-path %s %s "$@"\n' % (loader, libraries, program), encoding="utf-8")
        path.chmod(0o755)

    for name in ("llvm-mc", "llvm-objdump"):
        wrapper(name, next(top.glob("usr/lib/llvm-*/bin/" + name)))
    wrapper("objdump", next(top.glob("usr/bin/*-linux-gnu-objdump")))
    for name, library in (("zydis_sweep", "libZydis.so"), ("capstone_sweep", "libcapstone.so")):
        program = folder / (name + ".bin")
        subprocess.run(["cc", "-O2", "-I", top / "usr/include", "-o", program, HERE / (name + ".c"), "-L", loader.parent,
                        "-l:" + library, "-Wl,--allow-shlib-undefined"], check=True)
        wrapper(name, program)
    print("tools: " + ", ".join(sorted(p.name for p in folder.iterdir() if p.suffix != ".bin")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", default="sid")
    parser.add_argument("--source")
    parser.add_argument("--llvm", default="23")
    parser.add_argument("root", type=Path)
    parser.add_argument("architecture", nargs="*")
    options = parser.parse_args()
    tools(options.root.resolve(), options)
    few = [arch for arch in options.architecture or ARCHITECTURES if objects(options.root.resolve(), arch, options) < ENOUGH]
    return "fewer than %d objects: %s" % (ENOUGH, ", ".join(few)) if few else 0


if __name__ == "__main__":
    sys.exit(main())
