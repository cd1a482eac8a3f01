#!/usr/bin/env python3
"""Compiles fleets and policies of three sizes, and a typical policy; prints time, heap limit and the ratio per element.

    python3 benchmarks/scale.py PLIMSOLL [JAVAC_CLASS_PATH]

PLIMSOLL is the command (cli/target/plimsoll/bin/plimsoll). With a class path that holds the runtime, the class of the
largest fleet is compiled by javac, too. Time is wall time, less that of a policy of one line, so that the start of the
JVM does not hide how the rest grows; each figure is the best of three runs. Heap is limited to 512 MB. The fleet is in
the policy, in a file that it imports, or in META-INF/plimsoll/ of a jar. The typical policy is timed with the start of
the JVM: median of 21 runs.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

SIZES = (25_000, 50_000, 100_000)
CPUS = ("skylake-avx512", "znver4", "znver3", "cascadelake", "sapphirerapids")


USE = 'baseline b { x86_64: common(f) & x86-64-v3; }\ntest "t" { expect f carries b; }\n'
IMPORTING = 'policy scale.Line;\nimport "scale/fleet.plimsoll";\n' + USE


def nodes(count):
    lines = ["fleet f {"]
    lines += [f"    node n{i} {{ arch x86_64; cpu {CPUS[i % 5]} - {{ rdpid }}; }}" for i in range(count)]
    return "\n".join(lines) + "\n}\n"


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


def once(command, arguments):
    environment = dict(os.environ, JAVA_TOOL_OPTIONS="-Xmx512m")
    start = time.monotonic()
    done = subprocess.run([command, "compile", *map(str, arguments)], env=environment, capture_output=True, check=False)
    spent = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{arguments}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}")
    return spent


def best(command, arguments):
    return min(once(command, arguments) for _ in range(3))


def in_policy(folder, size):
    (folder / "line.plimsoll").write_text("policy scale.Line;\n" + nodes(size) + USE)
    return []


def in_import(folder, size):
    (folder / "line.plimsoll").write_text(IMPORTING)
    (folder / "scale").mkdir(exist_ok=True)
    (folder / "scale/fleet.plimsoll").write_text(nodes(size))
    return ["--root", folder]


def in_jar(folder, size):
    (folder / "line.plimsoll").write_text(IMPORTING)
    (folder / "scale/fleet.plimsoll").unlink(missing_ok=True)
    with zipfile.ZipFile(folder / "fleet.jar", "w", zipfile.ZIP_DEFLATED) as jar:
        jar.writestr("META-INF/plimsoll/scale/fleet.plimsoll", nodes(size))
    return ["--class-path", folder / "fleet.jar"]


def in_lines(folder, size):
    (folder / "line.plimsoll").write_text(lines(size))
    return []


SERIES = (("lines", in_lines), ("nodes", in_policy), ("nodes, imported", in_import), ("nodes, from a jar", in_jar))


def main():
    command = sys.argv[1]
    typical = pathlib.Path(__file__).parent / "src/main/plimsoll/typical.plimsoll"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        policy = folder / "line.plimsoll"
        times = [once(command, ["-d", folder, typical]) for _ in range(21)]
        size = len(typical.read_text().splitlines())
        print(f"typical policy, {size} lines: median {statistics.median(times):.3f} s, worst {max(times):.3f} s, JVM start included")
        policy.write_text("policy scale.Line; baseline b { x86_64: x86-64-v3; }\n")
        start = best(command, ["-d", folder, policy])
        print(f"start: {start:.2f} s; heap: 512 MB")
        for title, make in SERIES:
            first = None
            for size in SIZES:
                options = make(folder, size)
                spent = best(command, ["-d", folder, *options, policy]) - start
                each = spent / size * 1e6
                first = first or each
                print(f"{title}: {size:7,}  {spent:6.2f} s  {each:6.1f} us each  ratio {each / first:.2f}", flush=True)
        if len(sys.argv) > 2:
            subprocess.run(["javac", "--release", "17", "-cp", sys.argv[2], "-d", name, f"{name}/scale/Line.java"], check=True)
            print("javac takes the class of the largest fleet")


main()
