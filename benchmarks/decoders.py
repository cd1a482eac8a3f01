#!/usr/bin/env python3
"""How fast scans are, against Zydis, capstone, objdump and llvm-objdump, in one run on the same objects.

    python3 benchmarks/decoders.py [--distribution DIR] [--threads N] [--objdump] [--cold] OBJECT|JAR...

An object is an ELF file of x86_64, i386 or aarch64; of a jar all of its objects are taken. Needs a C compiler, libzydis-dev,
libcapstone-dev and a JDK; with --objdump also binutils and llvm (their objdump decodes for people, and takes long).

Rates are MB of code per CPU-second, medians of five passes after one that does not count. A scan's CPU time is that of its whole process:
it reads the file's symbols and unwind tables and all of its code, and attributes instructions to functions, all of it each time, and JIT and
GC threads are counted. "hashed" is the same with the file's digest, which JSON reports have. "decode" is what the other tools do: code that is in memory is decoded. Ratios are to Zydis, or else to capstone. With
--cold the last columns are `plimsoll scan` with the start of the JVM: CPU and wall time in seconds, and peak memory in MB.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "derivation"))
import elf_code  # noqa: E402

PASSES = 5
TOOLS = {"x86_64": ("zydis", "zydis-minimal", "capstone"), "i386": ("zydis", "zydis-minimal", "capstone"), "aarch64": ("capstone",)}
COLUMNS = ("zydis", "zydis-minimal", "capstone", "objdump", "llvm-objdump")
SLOW = 3.0


class Object:
    def __init__(self, name, path):
        self.name, self.path = name, path
        self.architecture, self.sections = elf_code.sections(path)
        self.bytes = sum(s.size for s in self.sections)


def objects(paths, directory):
    for path in paths:
        if not zipfile.is_zipfile(path):
            yield Object(os.path.basename(path), path)
            continue
        with zipfile.ZipFile(path) as jar:
            for entry in sorted(jar.namelist()):
                with jar.open(entry) as member:
                    if member.read(4) != b"\x7fELF":
                        continue
                copy = os.path.join(directory, f"{len(os.listdir(directory))}-{os.path.basename(entry)}")
                with open(copy, "wb") as out:
                    out.write(jar.read(entry))
                try:
                    yield Object(f"{os.path.basename(path)}!/{entry}", copy)
                except ValueError:
                    os.unlink(copy)


def run(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def peer(tool, sweep, thing):
    pieces = "".join(f"{s.offset} {s.size}\n" for s in thing.sections)
    lines = run(sweep, tool, thing.architecture, str(PASSES), thing.path, input=pieces).splitlines()
    return thing.bytes / statistics.median(int(line) for line in lines[1:])


def cpu(usage):
    return usage.ru_utime + usage.ru_stime


def disassembler(tool, thing):
    spent = []
    while len(spent) < PASSES and (not spent or spent[0] < SLOW):
        before = cpu(resource.getrusage(resource.RUSAGE_CHILDREN))
        subprocess.run([tool, "-d", thing.path], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        spent.append(cpu(resource.getrusage(resource.RUSAGE_CHILDREN)) - before)
    return thing.bytes / 1e6 / statistics.median(spent)


def cold(command, thing):
    runs = []
    for _ in range(PASSES):
        before = os.times().elapsed
        child = subprocess.Popen([command, "scan", thing.path], stdout=subprocess.DEVNULL)
        usage = os.wait4(child.pid, 0)[2]
        runs.append((cpu(usage), os.times().elapsed - before, usage.ru_maxrss / 1024))
    return [statistics.median(values) for values in zip(*runs)]


def scans(distribution, classes, threads, things):
    """Start-up in seconds of CPU time, and by kind of pass and path the rates per CPU-second and per second."""
    path = f"{distribution}/lib/*:{classes}"
    lines = run("java", "-XX:+UseSerialGC", "-cp", path, "ScanSpeed", str(PASSES), str(threads), *(t.path for t in things)).splitlines()
    passes = {}
    for kind, name, count, *spent in (line.split("\t") for line in lines[1:]):
        if kind != "warm-up":
            passes.setdefault((kind, name), []).append([int(count) / int(micros) for micros in spent])
    rates = {key: [statistics.median(values) for values in zip(*found)] for key, found in passes.items()}
    return int(lines[0].split("\t")[1]) / 1e6, rates


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--distribution", default=str(HERE.parent / "cli/target/plimsoll"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--objdump", action="store_true")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as unpacked:
        sweep = os.path.join(work, "sweep")
        run("cc", "-O2", "-o", sweep, str(HERE / "sweep.c"), "-lZydis", "-lcapstone")
        run("javac", "-cp", f"{options.distribution}/lib/*", "-d", work, str(HERE / "ScanSpeed.java"))
        things = list(objects(options.paths, unpacked))
        start, rates = scans(options.distribution, work, options.threads, things)
        print(f"start of the JVM: {start:.2f} CPU-seconds; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
        print("\t".join(("object", "architecture", "MB of code", "scan", "per s", "hashed", "decode", *COLUMNS,
                         "scan ×", "hashed ×", "decode ×", "cold CPU s", "wall s", "peak MB")))
        for thing in things:
            found = {tool: peer(tool, sweep, thing) for tool in TOOLS[thing.architecture]}
            if options.objdump:
                found["llvm-objdump"] = disassembler("llvm-objdump", thing)
                found["objdump"] = disassembler("aarch64-linux-gnu-objdump" if thing.architecture == "aarch64" else "objdump", thing)
            ours, wall = rates["scan", thing.path]
            hashed = rates["hashed", thing.path][0]
            decode = rates["decode", thing.path][0]
            least = found[TOOLS[thing.architecture][0]]
            cells = [f"{found[tool]:.1f}" if tool in found else "" for tool in COLUMNS]
            late = cold(f"{options.distribution}/bin/plimsoll", thing) if options.cold else []
            print("\t".join((thing.name, thing.architecture, f"{thing.bytes / 1e6:.2f}", f"{ours:.0f}", f"{wall:.0f}",
                             f"{hashed:.0f}", f"{decode:.0f}", *cells, f"{ours / least:.1f}", f"{hashed / least:.1f}", f"{decode / least:.1f}", *(f"{value:.2f}" for value in late))), flush=True)


if __name__ == "__main__":
    main()
