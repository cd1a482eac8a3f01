"""Holds real programs on a real riscv64 kernel: python3 live.py RUNTIME_JAR LIBRARIES TESTS FOLDER

Boots Debian's riscv64 kernel under qemu-system-riscv64 with an initramfs of Debian packages, runs programs there with and without this project's
supervisor, and compares what they say. LIBRARIES: a folder with JNA's jar; TESTS: this module's test classes. Prints each claim with what it was
seen in; exit status 1 if one does not hold, 2 if something is missing. Packages come from Debian 13, or from the sources in the file that
PLIMSOLL_RISCV64_SOURCES names, into FOLDER, and are kept there.
"""

import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "guest"))

from guest import EMULATOR_SOURCES, Apt, Ledger, Missing, archive, boot, check_registers, emulator, found, kept, need, run, unpack, version

TOOLS = {
    "riscv64-linux-gnu-gcc": "gcc-riscv64-linux-gnu libc6-dev-riscv64-cross",
    "cpio": "cpio",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}
PACKAGES = ["busybox-static", "dash", "libc6", "libgcc-s1", "libssl3t64", "libstdc++6", "libzstd1", "openssl", "zlib1g"]
JAVA = ["openjdk-21-jre-headless", "openjdk-25-jre-headless"]
KERNEL = r"linux-image-(\d+\.\d+)\.[\w.+-]*-riscv64"
NOT_NEEDED = ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/i18n", "usr/share/lintian", "usr/lib/riscv64-linux-gnu/gconv"]
# HotSpot 21 refuses page tables of five levels.
CPU = "max,sv57=off"
BOOT_SECONDS = 3600

V = 1 << 21
OFF = 1 | 1 << 2 | 1 << 4
SPEEDS = ["unknown", "emulated", "slow", "fast", "unsupported"]


def fetch(folder):
    """The kept packages, or newly fetched ones where the list of them has changed."""

    def make(folder):
        sources = folder / "sources.list"
        sources.write_text(Path(os.environ["PLIMSOLL_RISCV64_SOURCES"]).read_text() if "PLIMSOLL_RISCV64_SOURCES" in os.environ else EMULATOR_SOURCES)
        apt = Apt(folder / "apt", "riscv64", sources, "Name a file with sources for riscv64 in PLIMSOLL_RISCV64_SOURCES")
        for deb in apt.fetch([apt.newest(KERNEL)[-1], apt.first(JAVA), *PACKAGES]):
            unpack([deb], folder / ("kernel" if deb.name.startswith("linux-image") else "root"))
        shutil.rmtree(folder / "kernel/usr", ignore_errors=True)
        shutil.rmtree(folder / "apt")

    kept(folder, "\n".join([*PACKAGES, *JAVA, KERNEL]), make)
    return folder


def build(folder, packages, jar, libraries, tests):
    """The kernel, and an initramfs that runs the file `init`."""
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(packages / "root", root, symlinks=True, ignore_dangling_symlinks=True)
    for path in NOT_NEEDED:
        shutil.rmtree(root / path, ignore_errors=True)
    for name in ("bin", "lib", "sbin"):
        (root / "usr" / name).mkdir(exist_ok=True)
        (root / name).symlink_to(f"usr/{name}")
    (root / "usr/bin/sh").unlink(missing_ok=True)
    (root / "usr/bin/sh").symlink_to("dash")
    for suffix, linking in (("", []), ("-static", ["-static"])):
        run("riscv64-linux-gnu-gcc", "-O1", *linking, "-o", root / f"usr/bin/probe{suffix}", HERE / "probe.c")
    run("riscv64-linux-gnu-gcc", "-nostdlib", "-static", "-o", root / "usr/bin/registers", HERE / "registers.S")
    shutil.copy(HERE.parent / "guest/started", root / "usr/bin")
    home = root / "opt/plimsoll"
    home.mkdir(parents=True)
    for file in (jar, *libraries.glob("jna-*.jar"), HERE / "shapes", HERE.parent / "guest/script", HERE.parent / "guest/held.sh"):
        shutil.copy(file, home)
    shutil.copytree(tests / "dev/plimsoll/runtime/host", home / "tests/dev/plimsoll/runtime/host")
    shutil.copy(HERE / "init", root / "init")
    archive(root, folder / "initramfs")
    return max((packages / "kernel/boot").glob("vmlinux-*"), key=version), folder / "initramfs"


PROBE = re.compile(
    r"^(?P<name>\S+): stack=(?P<stack>[0-9a-f]+) proc=(?P<proc>[0-9a-f]+) getauxval=(?P<getauxval>[0-9a-f]+) control=(?P<control>\d+)"
    r" vector=(?P<vector>\w+) hwprobe=(?P<hwprobe>\S+)$",
    re.MULTILINE,
)


def probes(text):
    return {match["name"]: match for match in PROBE.finditer(text)}


def word(match):
    return int(match["stack"], 16)


SHAPES = ["child", "grandchild", "static", "script", "orphan"]
HOTSPOT_FLAGS = ["UseRVV", "UseZba", "UseZbb", "UseZbs"]
OWN_STATUSES = ["status of a grandchild: 3", "status of a static program: 0", "status of a killed child: 138"]


def check_words(ledger, how, blocks, free):
    """A tree of programs of every shape, without HWCAP_V."""
    text, status = blocks[f"words.{how}"]
    seen = probes(text) | probes(blocks[f"orphan.{how}"][0])
    masked = word(free) & ~V
    ledger.claim(
        all(name in seen and word(seen[name]) == masked != word(free) for name in SHAPES),
        f"{how}: these see masked words from their first instruction: {', '.join(SHAPES)}",
        free[0], *(seen[name][0] for name in SHAPES if name in seen),
    )
    ledger.claim(
        all(m["stack"] == m["proc"] == m["getauxval"] for m in seen.values()) and int(found(r"auxv of another: *0*10 (\w+)", text), 16) == masked,
        f"{how}: /proc/self/auxv, /proc/PID/auxv of another and getauxval agree",
        found("(auxv of another: .*)", text),
    )
    ledger.claim(
        status == 7 and all(line in text for line in OWN_STATUSES),
        f"{how}: exit statuses are the programs' own: 7, a grandchild's 3, a static program's 0, 128 + SIGUSR1",
        *re.findall("(?m)^status of .*", text),
    )
    ledger.claim(
        all(m["vector"] == free["vector"] != "SIGILL" for m in seen.values()),
        f"{how}: words alone stop no vector instruction, as the report says",
        found("(limit .*riscv_hwprobe.*)", blocks[f"words.{how}.report"][0]),
    )
    check_registers(ledger, how, blocks["free.shapes"][0], text)
    report = blocks[f"words.{how}.report"][0]
    count = {key: found(rf"(?m)^{key} (\d+)", report) for key in ("masked", "shown-in-proc", "lost")}
    ledger.claim(
        f"mechanism {how}\n" in report and count["masked"] == count["shown-in-proc"] != "0" == count["lost"],
        f"{how}: the supervisor's report says so, too",
        *(line for line in report.splitlines() if not line.startswith("limit ")),
    )


def check_vectors(ledger, how, text, report, free):
    """The same tree where the kernel has switched vectors off."""
    seen = probes(text)
    held = [name for name in SHAPES if name in seen]
    ledger.claim(
        len(held) >= 4 and all(seen[name]["vector"] == "SIGILL" and int(seen[name]["control"]) == OFF for name in held) and free["vector"] != "SIGILL",
        f"{how}: a plan without vectors has the kernel refuse their instructions, in {', '.join(held)}",
        free[0], *(seen[name][0] for name in held),
    )
    ledger.claim(
        all(word(seen[name]) == word(free) & ~V for name in held),
        f"{how}: … and clear HWCAP_V itself, in all of them",
    )
    ledger.claim(
        "status of a vector instruction: 132" in text and "control vector-state set before the first program\n" in report,
        f"{how}: … so that who does not ask gets SIGILL",
        found("(control vector.*)", report),
    )
    ledger.claim(
        "switched" in seen and seen["switched"]["vector"] == free["vector"],
        f"{how}: a program that switches vectors on again has them, as the report says",
        seen["switched"][0] if "switched" in seen else text, found("(limit .*switch vectors on.*)", report),
    )


def check_askers(ledger, blocks):
    unheld, held = blocks["free.shapes"][0], blocks["vectors.s"][0]
    ledger.claim(
        "status of OpenSSL: 0" in unheld and "status of OpenSSL: 132" in held and "status of OpenSSL with OPENSSL_riscvcap: 0" in held,
        "OpenSSL believes riscv_hwprobe and is killed where vectors are off; with OPENSSL_riscvcap it runs",
        *re.findall("status of OpenSSL.*", unheld + held),
    )
    ledger.claim(
        "status of HotSpot: 0" in unheld and "status of HotSpot: 134" in held and re.search(r"UseRVV *= false", held) is not None,
        "HotSpot believes riscv_hwprobe and aborts where vectors are off; with -XX:-UseRVV it runs",
        *re.findall("status of HotSpot.*", unheld + held),
    )
    flags = {flag: [found(rf"\b({flag} *= \w+)", text) for text in (blocks["free.java"][0], held)] for flag in HOTSPOT_FLAGS}
    ledger.claim(
        all(before.endswith("true") and after.endswith("false") for before, after in flags.values()),
        f"HotSpot does without what its switches take away: {', '.join(flags)}",
        *(f"{before} -> {after}" for before, after in flags.values()),
    )


def check_host(ledger, blocks, free):
    host = json.loads(blocks["host"][0])
    answers = [int(value, 16) if value != "-" else None for value in free["hwprobe"].split(",")]
    told = host["riscvHwprobe"] or {}
    ledger.claim(
        answers[4] is not None and told.get("IMA_EXT_0") == hex(answers[4]) and told.get("ZICBOZ_BLOCK_SIZE") == str(answers[6])
        and told.get("MISALIGNED_SCALAR_PERF") == SPEEDS[answers[9]] and len(told) == sum(value is not None for value in answers),
        "riscv_hwprobe tells a Java program what it tells one in C; keys that this kernel does not know are missing",
        free["hwprobe"], json.dumps(told),
    )
    ledger.claim(
        {"v", "zba", "zvl128b", "zaamo", "zacas"} <= set(host["features"]) and host["words"]["16"] == hex(word(free)),
        "its features and words are among the host's facts",
        f"{len(host['features'])} features", json.dumps(host["words"]),
    )


def check(ledger, blocks):
    free = probes(blocks["free"][0])["free"]
    check_host(ledger, blocks, free)
    for how in "sp":
        check_words(ledger, how, blocks, free)
        check_vectors(ledger, how, blocks[f"vectors.{how}"][0] + blocks[f"vectors.orphan.{how}"][0], blocks[f"vectors.{how}.report"][0], free)
        text, status = blocks[f"killed.{how}"]
        ledger.claim(status == 137, f"{how}: a program killed by SIGKILL ends its supervisor likewise")
        text, status = blocks[f"terminated.{how}"]
        ledger.claim(status == 9 and "the child got SIGTERM" in text, f"{how}: SIGTERM to the supervisor reaches the program", text.strip())
    check_askers(ledger, blocks)
    first, later = (probes(blocks[f"{name}.o"][0]).get(name, free) for name in ("first", "later"))
    ledger.claim(
        word(first) == word(free) & ~V and first["stack"] == first["proc"] and later["stack"] == free["stack"],
        "o: the first program is held by words, and no other",
        first[0], later[0],
    )
    check_vectors(ledger, "o", blocks["vectors.o"][0], blocks["vectors.o.report"][0], free)
    text, status = blocks["kernel.k"]
    ledger.claim(status == 125 and "does not hand words on" in text, "k: refused, for this kernel does not hand words on", text.strip())


def main(jar, libraries, tests, folder):
    need(TOOLS)
    qemu = emulator(folder / "emulator", "qemu-system-riscv64", "qemu-system-riscv")
    kernel, initramfs = build(folder, fetch(folder / "packages"), jar, libraries, tests)
    start = time.monotonic()
    blocks = boot(
        [
            *qemu, "-machine", "virt", "-cpu", CPU, "-smp", "2", "-m", "2048", "-nic", "none", "-nographic", "-no-reboot",
            "-kernel", kernel, "-initrd", initramfs, "-append", "console=ttyS0 quiet panic=-1",
        ],
        folder / f"{kernel.name}.log",
        BOOT_SECONDS,
    )
    print(f"-- {kernel.name.removeprefix('vmlinux-')} on {CPU}: {time.monotonic() - start:.0f} s", flush=True)
    ledger = Ledger()
    check(ledger, blocks)
    print(f"{ledger.count} claims, {ledger.failed} fail")
    return 1 if ledger.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    try:
        sys.exit(main(*(Path(argument).absolute() for argument in sys.argv[1:])))
    except Missing as reason:
        print(f"live.py: {reason}", file=sys.stderr)
        sys.exit(2)
    except KeyError as block:
        sys.exit(f"live.py: the guest ended before it printed {block}; what it printed is in {sys.argv[4]}/*.log")
