"""Holds real programs on a real arm64 kernel: python3 live.py RUNTIME_JAR LIBRARIES FOLDER

Boots Debian's arm64 kernel under qemu-system-aarch64 with an initramfs of Debian packages, runs programs there with and without this project's
supervisor, and compares what they say. LIBRARIES: a folder with JNA's jar. Prints each claim with what it was seen in; exit status 1 if one does not hold, 2 if
something is missing. Packages come from this machine's apt sources, or from those in the file that PLIMSOLL_ARM64_SOURCES
names, into FOLDER, and are kept there.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
TOOLS = {
    "qemu-system-aarch64": "qemu-system-arm",
    "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    "cpio": "cpio",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}
PACKAGES = ["busybox-static", "dash", "libc6", "libgcc-s1", "libstdc++6", "zlib1g"]
PACKAGES_ARM = ["busybox-static", "libc6"]
JAVA = ["openjdk-17-jre-headless", "openjdk-21-jre-headless", "openjdk-25-jre-headless"]
KERNEL = re.compile(r"linux-image-(\d+\.\d+)\.[\w.+-]*-cloud-arm64")
NOT_NEEDED = ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/i18n", "usr/share/lintian", "usr/lib/aarch64-linux-gnu/gconv"]
BOOT_SECONDS = 1200

ATOMICS, CPUID, SVE = 1 << 8, 1 << 11, 1 << 22
ARM_NEON = 1 << 12
MACHINES = {
    "max": "max,pauth-impdef=on",
    # The ID of a ThunderX2, for which glibc has a memcpy of its own, chosen by ID and not by word.
    "thunderx2": "cortex-a57,midr=0x431f0af1",
}


class Missing(Exception):
    """Something that the profile needs is not there."""


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise Missing(f"{' '.join(map(str, command))} failed with status {done.returncode}:\n{done.stderr.strip()}")
    return done.stdout


def need_tools():
    missing = {tool: package for tool, package in TOOLS.items() if shutil.which(tool) is None}
    if missing:
        raise Missing(f"missing here: {', '.join(missing)}. On Debian: apt-get install --no-install-recommends {' '.join(missing.values())}")


class Apt:
    """apt with a root of its own, for one architecture."""

    def __init__(self, folder, architecture):
        self.folder = folder
        self.architecture = architecture
        (folder / "lists/partial").mkdir(parents=True, exist_ok=True)
        (folder / "debs").mkdir(exist_ok=True)
        options = {
            "APT::Architecture": architecture, "APT::Architectures::": architecture, "APT::Sandbox::User": "root", "Acquire::Languages": "none",
            "Dir::State::lists": folder / "lists", "Dir::State::status": "/dev/null", "Dir::Cache": folder,
        }
        sources = os.environ.get("PLIMSOLL_ARM64_SOURCES")
        if sources:
            options |= {"Dir::Etc::sourcelist": Path(sources).absolute(), "Dir::Etc::sourceparts": "/dev/null"}
        self.options = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]

        # Where one index cannot be had, others may hold what is needed.
        subprocess.run(["apt-get", *self.options, "-qq", "update"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    def names(self):
        return run("apt-cache", *self.options, "pkgnames").split()

    def kernels(self):
        """The newest of each series."""
        newest = {}
        for name in sorted(self.names(), key=version):
            match = KERNEL.fullmatch(name)
            if match:
                newest[match[1]] = name
        if not newest:
            raise Missing(self.advice("linux-image-…-cloud-arm64"))
        return list(newest.values())

    def java(self):
        known = set(self.names())
        for name in JAVA:
            if name in known:
                return name
        raise Missing(self.advice(" or ".join(JAVA)))

    def advice(self, package):
        return (
            f"apt finds no {package} for {self.architecture}. This machine's sources may be for its own architecture only: name a file with sources"
            " for arm64 and armhf (as /etc/apt/sources.list has them) in PLIMSOLL_ARM64_SOURCES"
        )

    def fetch(self, packages):
        try:
            run("apt-get", *self.options, "-qq", "download", *packages, cwd=self.folder / "debs")
        except Missing as failure:
            raise Missing(f"{failure}\n{self.advice(', '.join(packages))}") from failure


def fetch(folder):
    """The kept packages, or newly fetched ones where the list of them has changed."""
    wanted = "\n".join(PACKAGES + PACKAGES_ARM + JAVA)
    stamp = folder / "fetched"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        apt = Apt(folder / "arm64", "arm64")
        apt.fetch([*apt.kernels(), apt.java(), *PACKAGES])
        Apt(folder / "armhf", "armhf").fetch(PACKAGES_ARM)
        stamp.write_text(wanted)
    return sorted(folder.glob("arm*/debs/*.deb"))


def build(folder, debs, jars):
    """The kernels, the newest first, and an initramfs that runs the file `init`."""
    root, arm, kernel = folder / "root", folder / "arm", folder / "kernel"
    for made in (root, arm, kernel):
        shutil.rmtree(made, ignore_errors=True)
    for deb in debs:
        run("dpkg-deb", "-x", deb, kernel if deb.name.startswith("linux-image") else arm if deb.name.endswith("_armhf.deb") else root)
    for path in NOT_NEEDED:
        shutil.rmtree(root / path, ignore_errors=True)
    shutil.copytree(arm / "lib", root / "lib", symlinks=True, dirs_exist_ok=True)
    shutil.copy(arm / "bin/busybox", root / "bin/busybox-arm")
    (root / "bin/sh").unlink(missing_ok=True)
    (root / "bin/sh").symlink_to("dash")
    for suffix, linking in (("", []), ("-static", ["-static"]), ("-static-pie", ["-static-pie"])):
        run("aarch64-linux-gnu-gcc", "-O1", "-moutline-atomics", *linking, "-o", root / f"bin/probe{suffix}", HERE / "probe.c")
    home = root / "opt/plimsoll"
    home.mkdir(parents=True)
    for file in (*jars, HERE / "shapes", HERE / "script"):
        shutil.copy(file, home)
    shutil.copy(HERE / "init", root / "init")
    with open(folder / "initramfs", "wb") as archive:
        names = subprocess.run(["find", "."], cwd=root, stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(["cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0"], cwd=root, input=names, stdout=archive, check=True)
    return sorted((kernel / "boot").glob("vmlinuz-*"), key=version, reverse=True), folder / "initramfs"


def version(name):
    return [int(number) for number in re.findall(r"\d+", str(name))]


def boot(folder, machine, kernel, initramfs):
    """What the guest printed, by the name of its block: (text, status)."""
    console = folder / f"{machine}.log"
    command = [
        "qemu-system-aarch64", "-machine", "virt", "-cpu", MACHINES[machine], "-smp", "2", "-m", "1536", "-nic", "none", "-nographic", "-no-reboot",
        "-kernel", kernel, "-initrd", initramfs, "-append", f"console=ttyAMA0 quiet panic=-1 plimsoll={machine}",
    ]
    with open(console, "wb") as out:
        try:
            subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=True, timeout=BOOT_SECONDS)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as failure:
            raise Missing(f"{failure}; what it printed: {console}") from failure
    blocks = {}
    for match in re.finditer(r"^@begin (\S+)\n(.*?)^@end \1 (\d+)$", console.read_text(errors="replace").replace("\r", ""), re.MULTILINE | re.DOTALL):
        blocks[match[1]] = (match[2], int(match[3]))
    return blocks


class Ledger:
    """Claims, whether they held, and what they were seen in."""

    def __init__(self):
        self.failed = 0
        self.count = 0

    def claim(self, holds, sentence, *evidence):
        self.count += 1
        self.failed += not holds
        print(f"{'holds' if holds else 'FAILS'}: {sentence}")
        for line in evidence:
            print(f"       {line}")


PROBE = re.compile(
    r"^(?P<name>\S+): stack=(?P<stack>[0-9a-f]+,[0-9a-f]+) proc=(?P<proc>[0-9a-f,]+) getauxval=(?P<getauxval>[0-9a-f,]+) lse=(?P<lse>\d)"
    r" memcpy=(?P<memcpy>\S+) cntb=(?P<cntb>\d)(?: isar0=(?P<isar0>\S+) midr=(?P<midr>\S+))?$",
    re.MULTILINE,
)


def probes(text):
    return {match["name"]: match for match in PROBE.finditer(text)}


def words(match):
    return [int(word, 16) for word in match["stack"].split(",")]


def found(pattern, text):
    match = re.search(pattern, text)
    return match[1] if match else f"nothing like {pattern}"


def arm_words(text):
    return int(found(r"dl_hwcap=(0x[0-9a-f]+)", text), 16)


SHAPES = ["child", "grandchild", "static", "static-pie", "script", "from-32-bit"]


def check_tree(ledger, how, blocks, free):
    """A tree of programs of every shape, without ATOMICS."""
    text, status = blocks[f"atomics.{how}"]
    seen = probes(text) | probes(blocks[f"orphan.{how}"][0])
    masked = [words(free)[0] & ~ATOMICS, words(free)[1]]
    shapes = [*SHAPES, "orphan"]
    ledger.claim(
        all(name in seen and words(seen[name]) == masked for name in shapes),
        f"{how}: these see masked words from their first instruction: {', '.join(shapes)}",
        free[0], *(seen[name][0] for name in shapes if name in seen),
    )
    ledger.claim(
        all(m["stack"] == m["proc"] == m["getauxval"] for m in seen.values()) and int(found(r"auxv of another: *0*10 (\w+)", text), 16) == masked[0],
        f"{how}: /proc/self/auxv, /proc/PID/auxv of another and getauxval agree",
        found("(auxv of another: .*)", text),
    )
    ledger.claim(
        free["lse"] == "1" and all(seen[name]["lse"] == "0" for name in shapes),
        f"{how}: clearing ATOMICS turns outline atomics off (__aarch64_have_lse_atomics 1 -> 0)",
    )
    ledger.claim(
        status == 7 and "status of a grandchild: 3" in text and "status of a killed child: 138" in text,
        f"{how}: exit statuses are the programs' own: 7, a grandchild's 3, 128 + SIGUSR1",
    )
    unheld_arm = arm_words(blocks["free.arm"][0])
    ledger.claim(
        arm_words(text) == unheld_arm, f"{how}: a 32-bit child keeps its own words", f"dl_hwcap={arm_words(text):#x} in ld-linux-armhf.so.3 --list-diagnostics"
    )
    lse = r"(bool UseLSE *= \w+)"
    before, after = found(lse, blocks["free.java"][0]), found(lse, text)
    ledger.claim(before.endswith("true") and after.endswith("false"), f"{how}: HotSpot follows", f"{before} -> {after}")
    report = blocks[f"atomics.{how}.report"][0]
    count = {key: found(rf"(?m)^{key} (\d+)", report) for key in ("masked", "shown-in-proc", "lost")}
    ledger.claim(
        f"mechanism {how}\n" in report and count["masked"] == count["shown-in-proc"] and count["lost"] == "0" and "AArch32" in report,
        f"{how}: the supervisor's report says so, too",
        *(line for line in report.splitlines() if not line.startswith("limit ")),
    )


def check_sve(ledger, how, blocks, free):
    text, _ = blocks[f"sve.{how}"]
    held = probes(text).get("sve", free)
    ledger.claim(
        free["cntb"] == "1" and held["cntb"] == "0" and free["memcpy"] != held["memcpy"] and words(held)[0] == words(free)[0] & ~SVE,
        f"{how}: clearing SVE changes which memcpy glibc chooses",
        free[0], held[0],
    )
    unheld_arm = arm_words(blocks["free.arm"][0])
    ledger.claim(
        arm_words(text) == unheld_arm & ~ARM_NEON and unheld_arm & ARM_NEON,
        f"{how}: a 32-bit child is held to words for its own architecture where the plan has some",
        f"dl_hwcap {unheld_arm:#x} -> {arm_words(text):#x}, without HWCAP_NEON",
    )


def check_max(ledger, blocks):
    free = probes(blocks["free"][0])["free"]
    for how in "sp":
        check_tree(ledger, how, blocks, free)
        check_sve(ledger, how, blocks, free)
        ledger.claim(blocks[f"killed.{how}"][1] == 137, f"{how}: a program killed by SIGKILL ends its supervisor likewise")
        text, status = blocks[f"terminated.{how}"]
        ledger.claim(status == 9 and "the child got SIGTERM" in text, f"{how}: SIGTERM to the supervisor reaches the program", text.strip())


def check_thunderx2(ledger, blocks, generic):
    free = probes(blocks["free"][0])["free"]
    for how in "sp":
        held = probes(blocks[f"cpuid.{how}"][0]).get("cpuid", free)
        ledger.claim(
            words(held)[0] == words(free)[0] & ~CPUID != words(free)[0] and held["memcpy"] == generic != free["memcpy"],
            f"{how}: clearing CPUID keeps glibc from reading MIDR_EL1: ThunderX2's memcpy -> the generic one",
            free[0], held[0],
        )
        ledger.claim(
            held["isar0"] == free["isar0"] is not None,
            f"{how}: a program that reads an ID register itself still sees the machine, as the report says",
            found("(limit .*ID registers.*)", blocks[f"cpuid.{how}.report"][0]),
        )


def main(runtime, libraries, folder):
    need_tools()
    kernels, initramfs = build(folder, fetch(folder / "packages"), [runtime, *libraries.glob("*.jar")])
    ledger = Ledger()

    def booted(machine, kernel):
        start = time.monotonic()
        blocks = boot(folder, machine, kernel, initramfs)
        print(f"-- {kernel.name.removeprefix('vmlinuz-')} on {MACHINES[machine]}: {time.monotonic() - start:.0f} s")
        return blocks

    for kernel in kernels:
        blocks = booted("max", kernel)
        check_max(ledger, blocks)
    generic = probes(blocks["sve.s"][0])["sve"]["memcpy"]
    check_thunderx2(ledger, booted("thunderx2", kernels[0]), generic)
    print(f"{ledger.count} claims, {ledger.failed} fail")
    return 1 if ledger.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        sys.exit(main(*(Path(argument).absolute() for argument in sys.argv[1:])))
    except Missing as reason:
        print(f"live.py: {reason}", file=sys.stderr)
        sys.exit(2)
