#!/usr/bin/env python3
"""Whether scans say the same whatever the number of threads, and each time.

    python3 benchmarks/same.py [--distribution DIR] [--threads 1,2,8] [--times 2] PATH...

Scans all paths together with the functions of every object listed, as often as --times for each number of threads, and compares the bytes of
the answer. Prints for each run the threads, wall time in seconds, length and digest of the answer; ends with 1 where two differ. A number of
threads is given as the processors that the JVM believes to have (JDK_JAVA_OPTIONS).
"""

import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def answer(command, threads):
    """Length and digest of what a command prints; its status is part of the answer."""
    environment = {**os.environ, "JDK_JAVA_OPTIONS": f"-XX:ActiveProcessorCount={threads}"}
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    digest, length = hashlib.sha256(), 0
    while chunk := child.stdout.read(1 << 20):
        digest.update(chunk)
        length += len(chunk)
    status = child.wait()
    if status not in (0, 3) or length == 0:
        sys.exit(f"{' '.join(command)}: status {status}, {length} bytes")
    digest.update(str(status).encode())
    return length, digest.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--distribution", default=str(HERE.parent / "cli/target/plimsoll"))
    parser.add_argument("--threads", default="1,2,8")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    found = set()
    for form in ("json", "text"):
        command = [f"{options.distribution}/bin/plimsoll", "scan", "--functions", "--format", form, *options.paths]
        answers = set()
        for threads in options.threads.split(","):
            for _ in range(options.times):
                start = time.monotonic()
                length, digest = answer(command, threads)
                answers.add(digest)
                print(f"{form}\t{threads} threads\t{time.monotonic() - start:.1f} s\t{length:,} bytes\t{digest[:16]}", flush=True)
        found.add(len(answers))
    print("the same" if found == {1} else "NOT the same")
    return 0 if found == {1} else 1


if __name__ == "__main__":
    sys.exit(main())
