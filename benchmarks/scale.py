#!/usr/bin/env python3
"""Compiles fleets and policies of three sizes; prints time, heap limit and the ratio per element.

    python3 benchmarks/scale.py PLIMSOLL [JAVAC_CLASS_PATH]

PLIMSOLL is the command (cli/target/plimsoll/bin/plimsoll). With a class path that holds the runtime, the class of the
largest fleet is compiled by javac, too. Time is wall time, less that of a policy of one line, so that the start of the
JVM does not hide how the rest grows; each figure is the best of three runs. Heap is limited to 512 MB.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

SIZES = (25_000, 50_000, 100_000)
CPUS = ("skylake-avx512", "znver4", "znver3", "cascadelake", "sapphirerapids")


def fleet(nodes):
    lines = ["policy scale.Line;", "fleet f {"]
    lines += [f"    node n{i} {{ arch x86_64; cpu {CPUS[i % 5]} - {{ rdpid }}; }}" for i in range(nodes)]
    lines += ["}", "baseline b { x86_64: common(f) & x86-64-v3; }", 'test "t" { expect f carries b; }']
    return "\n".join(lines) + "\n"


def lines(count):
    """A policy of that many lines: fleets of ten nodes, of which 1,000 at most are asked by baselines, and comments."""
    out = ["policy scale.Line;"]
    baselines = 0
    number = 0
    while len(out) < count - 14:
        out.append(f"fleet f{number} {{")
        out += [f"    node n{i} {{ arch x86_64; cpu {CPUS[i % 5]}; }} // {number}" for i in range(10)]
        out.append("}")
        if baselines < count // 100:
            out.append(f"baseline b{number} {{ x86_64: common(f{number}) & x86-64-v3; }}")
            baselines += 1
        number += 1
    out += ["// end"] * (count - len(out))
    return "\n".join(out) + "\n"


def run(command, verb, policy, out):
    best = None
    environment = dict(os.environ, JAVA_TOOL_OPTIONS="-Xmx512m")
    for _ in range(3):
        start = time.monotonic()
        done = subprocess.run([command, *verb, *out, str(policy)], env=environment, capture_output=True, check=False)
        spent = time.monotonic() - start
        if done.returncode != 0:
            sys.exit(f"{policy}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}")
        best = spent if best is None else min(best, spent)
    return best


def main():
    command = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        out = ["-d", str(folder)]
        policy = folder / "line.plimsoll"
        policy.write_text("policy scale.Line; baseline b { x86_64: x86-64-v3; }\n")
        start = run(command, ["compile"], policy, out)
        print(f"start: {start:.2f} s; heap: 512 MB")
        for title, make in (("lines", lines), ("nodes", fleet)):
            first = None
            for size in SIZES:
                policy.write_text(make(size))
                spent = run(command, ["compile"], policy, out) - start
                each = spent / size * 1e6
                first = first or each
                print(f"{title}: {size:7,}  {spent:6.2f} s  {each:6.1f} us each  ratio {each / first:.2f}")
        if len(sys.argv) > 2:
            subprocess.run(["javac", "--release", "17", "-cp", sys.argv[2], "-d", name, f"{name}/scale/Line.java"], check=True)
            print("javac takes the class of the largest fleet")


main()
