#!/usr/bin/env python3
"""Compares the decoders with the disassemblers and the objects that fetch_objects.py fetched.

usage: compare_live.py --data DATA_DIR [--decode COMMAND] [--random N] ROOT [SET...]

SET is x86_64, i386, aarch64, arm-a32, arm-t32, riscv64, ppc64le, s390x or loongarch64, by default all of them. Each is compared over N
random instructions (default 300,000) and over every object of its architecture in ROOT: x86 with Zydis, by length and features, and a
few objects with capstone, objdump and llvm-objdump; aarch64's features with compare_a64.py, the others with llvm-objdump and llvm-mc.
Prints what those scripts print; docs/decoding.md says who is right where something differs.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
CATALOG = PROJECT / "compiler/src/main/resources/dev/plimsoll/compiler/catalog"
TABLE = PROJECT / "verifier/src/main/resources/dev/plimsoll/verifier/decode/fixed/aarch64.tsv"
SETS = ["x86_64", "i386", "aarch64", "arm-a32", "arm-t32", "riscv64", "ppc64le", "s390x", "loongarch64"]

FEW = 5


def commands(name, options):
    tools = options.root / "tools"
    objects = sorted(str(path) for path in (options.root / "objects" / name.split("-")[0]).iterdir())
    script = [sys.executable, str(HERE / "compare_fixed.py"), "--llvm-mc", str(tools / "llvm-mc"), "--llvm-objdump", str(tools / "llvm-objdump")]
    if name in ("x86_64", "i386"):
        script = [sys.executable, str(HERE / "compare_x86.py"), "--data", str(options.data), "--decode", options.decode + " --arch {arch}"]
        yield [*script, str(tools / "zydis_sweep"), "%s:%d" % (name, options.random), *objects]
        for tool in ("capstone_sweep", "objdump", "llvm-objdump"):
            yield [*script, str(tools / tool), *sorted(objects, key=os.path.getsize)[:FEW]]
    else:
        yield [*script, "--data", str(options.data), "--decode", options.decode, str(CATALOG), "%s:%d" % (name, options.random), *(name + ":" + o for o in objects)]
    if name == "aarch64":
        yield [sys.executable, str(HERE / "compare_a64.py"), "--llvm-mc", str(tools / "llvm-mc"), str(TABLE), *objects]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--decode", default=str(PROJECT / "cli/target/plimsoll/bin/plimsoll") + " decode")
    parser.add_argument("--random", type=int, default=300_000)
    parser.add_argument("root", type=Path)
    parser.add_argument("set", nargs="*")
    options = parser.parse_args()
    for name in options.set or SETS:
        for command in commands(name, options):
            print("\n== %s: %s" % (name, Path(command[1]).name), flush=True)
            subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
