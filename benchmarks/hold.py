#!/usr/bin/env python3
"""What holding a process costs: medians against the same load without a supervisor, taken in turn.

Usage: benchmarks/hold.py PLIMSOLL [--rounds N] [--leak N]      (build first: mvn package; needs gcc and Linux)
PLIMSOLL is the command of the distribution, cli/target/plimsoll/bin/plimsoll. Ends with 1 where an aim is missed.
--leak N executes N programs under each mechanism instead and shows the supervisor's memory, threads and descriptors on the way.
"""
import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

LOADS = {  # measurements, operations in each, aim for the ratio under s, aim under p
    "exec": (150, 1, 1.5, 1.5),  # /bin/true, as most programs are linked
    "static": (150, 1, 1.5, 1.5),  # a static program that ends at once: the strictest
    "shell": (60, 1, 1.5, 1.5),  # a shell that forks twice: three programs
    "signal": (300, 50, 1.15, None),
    "thread": (500, 1, 1.05, None),
    "compute": (300, 1, 1.05, 1.05),
    "syscall": (1000, 100, None, None),
}
MECHANISMS = ["s", "p"]
SUPERVISED = [signal.Signals["SIG" + name] for name in "HUP INT QUIT USR1 USR2 ALRM TERM CONT TSTP TTIN TTOU WINCH CHLD".split()]
START_AIM = 2.0
MEMORY_AIM_KIB = 64 * 1024
POLICY = """policy dev.plimsoll.benchmarks.Held;
baseline b { x86_64: x86-64-v2; aarch64: armv8.0-a; }
hold b { residual allow; }
"""
EMPTY = "final class Empty { public static void main(String[] none) {} }\n"


def output(command):
    environment = {**os.environ, "_JAVA_SR_SIGNUM": "58"}  # as launchers set it: the JVM leaves SIGUSR2 alone
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, preexec_fn=block, env=environment).stdout.decode()


def block():
    """What a supervisor waits for is blocked by who starts it; programs under it have their own mask."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SUPERVISED)


def median(values):
    return statistics.median(values)


def java(tool="java"):
    return os.path.join(os.environ["JAVA_HOME"], "bin", tool) if "JAVA_HOME" in os.environ else tool


class Bench:
    def __init__(self, plimsoll, folder):
        self.folder = folder
        self.load = os.path.join(folder, "load")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "src/main/c/load.c")
        subprocess.run(["gcc", "-O2", "-static", "-o", self.load, source, "-pthread"], check=True)
        self.policy = self.write("held.plimsoll", POLICY)
        subprocess.run([java("javac"), "-d", folder, self.write("Empty.java", EMPTY)], check=True)
        self.held = {m: [plimsoll, "run", "--policy", self.policy, "--mechanism", m, "--"] for m in MECHANISMS}
        self.supervised = {m: self.supervisor(m) for m in MECHANISMS}

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def supervisor(self, mechanism):
        """The command line that `plimsoll run` becomes, up to the program."""
        show = ["sh", "-c", "tr '\\0' '\\001' < /proc/$PPID/cmdline"]
        words = output(self.held[mechanism] + show).split("\001")[:-1]
        return words[: len(words) - len(show)]

    def start(self, command):
        begin = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        return (int(output(command + [self.load, "now"])) - begin) / 1e6

    def empty(self):
        begin = time.monotonic()
        output([java(), "-cp", self.folder, "Empty"])
        return (time.monotonic() - begin) * 1e3

    def ratios(self, rounds):
        missed = False
        print("load\tuntraced ns\ts ratio\tp ratio\taim s\taim p")
        for load, (count, batch, *aims) in LOADS.items():
            found = {key: [] for key in ["", *MECHANISMS]}
            for _ in range(rounds):
                for key, values in found.items():
                    values.append(int(output((self.supervised[key] if key else []) + [self.load, load, str(count), str(batch)])))
            base = median(found[""])
            ratios = [median(found[m]) / base for m in MECHANISMS]
            missed |= any(aim is not None and ratio > aim for ratio, aim in zip(ratios, aims))
            shown = ["-" if aim is None else f"{aim:.2f}" for aim in aims]
            print("\t".join([load, f"{base:.0f}", *(f"{r:.2f}" for r in ratios), *shown]), flush=True)
        return missed

    def starts(self, rounds):
        empty, supervised, whole = [], [], []
        for _ in range(rounds):
            empty.append(self.empty())
            supervised.append(self.start(self.supervised["s"]))
            whole.append(self.start(self.held["s"]))
        base = median(empty)
        print(f"empty java\t{base:.0f} ms")
        print(f"supervisor, to the first instruction\t{median(supervised):.0f} ms\t{median(supervised) / base:.2f}\taim {START_AIM:.2f}")
        print(f"plimsoll run, to the first instruction\t{median(whole):.0f} ms\t{median(whole) / base:.2f}")
        return median(supervised) > START_AIM * base

    def memory(self, executions):
        missed = False
        for mechanism in MECHANISMS:
            print(f"{mechanism}: executed\tresident KiB\tpeak KiB\tthreads\tdescriptors")
            samples = []
            text = output(self.supervised[mechanism] + [self.load, "leak", str(executions)])
            for line in text.splitlines():
                print(line.replace(" ", "\t"), flush=True)
                samples.append([int(number) for number in line.split()])
            missed |= samples[-1][2] > MEMORY_AIM_KIB
            # The first tenths warm the compiler up: what leaks grows in the second half, too.
            half, last = samples[len(samples) // 2], samples[-1]
            missed |= last[1] > half[1] * 1.1 or last[3] > half[3] or last[4] > half[4]
        return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--leak", type=int, metavar="N", default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(options.plimsoll), folder)
        if options.leak:
            return bench.memory(options.leak)
        missed = [bench.ratios(options.rounds), bench.starts(options.rounds), bench.memory(2000)]
        return any(missed)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
