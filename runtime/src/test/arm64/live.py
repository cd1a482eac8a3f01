"""Holds real programs on a real arm64 kernel: python3 live.py RUNTIME_JAR LIBRARIES TESTS FOLDER [MACHINE,…]

Boots Debian's arm64 kernel under qemu-system-aarch64 with an initramfs of Debian packages, runs programs there with and without this project's
supervisor, and compares what they say. LIBRARIES: a folder with the jars of JNA, JUnit and what else
TESTS, this module's test classes, need. Prints each claim with what it was seen in; exit status 1 if one does not hold, 2 if
something is missing. Packages come from this machine's apt sources, or from those in the file that PLIMSOLL_ARM64_SOURCES
names, into FOLDER, and are kept there.
"""

import os
import re
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "guest"))

import inherit
from guest import Apt, Ledger, Missing, archive, boot, check_registers, emulator, found, kept, need, run, unpack, version

TOOLS = {
    "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    "cpio": "cpio",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}
PACKAGES = ["busybox-static", "dash", "libc6", "libgcc-s1", "libstdc++6", "zlib1g"]
PACKAGES_ARM = ["busybox-static", "libc6"]
# What the module's own tests of held programs run.
TOOLS_OF_TESTS = ["bash", "bsdutils", "coreutils", "findutils", "grep", "libc-bin", "perl-base", "procps", "sed", "util-linux", "util-linux-extra"]
JAVA = ["openjdk-17-jre-headless", "openjdk-21-jre-headless", "openjdk-25-jre-headless"]
KERNEL = r"linux-image-(\d+\.\d+)\.[\w.+-]*-cloud-arm64"
NOT_NEEDED = ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/i18n", "usr/share/lintian", "usr/lib/aarch64-linux-gnu/gconv"]
BOOT_SECONDS = 3600

ATOMICS, CPUID, SVE = 1 << 8, 1 << 11, 1 << 22
ARM_NEON = 1 << 12
MACHINES = {
    "max": "max,pauth-impdef=on",
    # The ID of a ThunderX2, for which glibc has a memcpy of its own, chosen by ID and not by word.
    "thunderx2": "cortex-a57,midr=0x431f0af1",
    # On demand, for these take long: this module's own tests, and a kernel that is built from source.
    "tests": "max,pauth-impdef=on",
    "inherit": "max,pauth-impdef=on",
}
# Where a processor has FEAT_MOPS, glibc's memcpy is of it, whatever else there is.
WITHOUT_MOPS = "arm64.nomops"
USUAL = "max,thunderx2"


ADVICE = (
    "This machine's sources may be for its own architecture only: name a file with sources for arm64 and armhf"
    " (as /etc/apt/sources.list has them) in PLIMSOLL_ARM64_SOURCES"
)


def apt(folder, architecture):
    return Apt(folder / architecture, architecture, os.environ.get("PLIMSOLL_ARM64_SOURCES"), ADVICE)


def fetch(folder):
    """The kept packages, or newly fetched ones where the list of them has changed."""

    def make(folder):
        arm64 = apt(folder, "arm64")
        arm64.fetch([*arm64.newest(KERNEL), arm64.first(JAVA), *{*PACKAGES, *arm64.closure(TOOLS_OF_TESTS)}])
        apt(folder, "armhf").fetch(PACKAGES_ARM)

    kept(folder, "\n".join(PACKAGES + PACKAGES_ARM + JAVA + TOOLS_OF_TESTS), make)
    return sorted(folder.glob("arm*/debs/*.deb"))


def inheriting_kernel(folder):
    """The kept image, or a new one where what goes into it has changed."""

    def make(folder):
        need(inherit.TOOLS)
        source = apt(folder, "arm64").fetch([inherit.PACKAGE])[0]
        print(f"-- building {inherit.PACKAGE}", flush=True)
        try:
            shutil.copy(inherit.build(run, source, folder / "source"), folder / "Image")
        except ValueError as other_source:
            raise Missing(str(other_source)) from other_source
        shutil.rmtree(folder / "source")

    kept(folder, inherit.CONFIG.read_text() + Path(inherit.__file__).read_text(), make)
    return folder / "Image"


def build(folder, debs, jar, libraries, tests):
    """The kernels, the newest first, and an initramfs that runs the file `init`."""
    root, arm, kernel = folder / "root", folder / "arm", folder / "kernel"
    for made in (root, arm, kernel):
        shutil.rmtree(made, ignore_errors=True)
    for deb in debs:
        unpack([deb], kernel if deb.name.startswith("linux-image") else arm if deb.name.endswith("_armhf.deb") else root)
    for path in NOT_NEEDED:
        shutil.rmtree(root / path, ignore_errors=True)
    shutil.copytree(arm / "lib", root / "lib", symlinks=True, dirs_exist_ok=True)
    shutil.copy(arm / "bin/busybox", root / "bin/busybox-arm")
    (root / "bin/sh").unlink(missing_ok=True)
    (root / "bin/sh").symlink_to("dash")
    for suffix, linking in (("", []), ("-static", ["-static"]), ("-static-pie", ["-static-pie"])):
        run("aarch64-linux-gnu-gcc", "-O1", "-moutline-atomics", *linking, "-o", root / f"bin/probe{suffix}", HERE / "probe.c")
    run("aarch64-linux-gnu-gcc", "-nostdlib", "-static", "-o", root / "bin/registers", HERE.parent / "resources/dev/plimsoll/runtime/enforce/registers-aarch64.S")
    home = root / "opt/plimsoll"
    home.mkdir(parents=True)
    for file in (jar, *libraries.glob("jna-*.jar"), HERE / "shapes", HERE.parent / "guest/script", HERE.parent / "guest/held.sh"):
        shutil.copy(file, home)
    for script in (HERE / "flags", HERE.parent / "guest/started"):
        shutil.copy(script, root / "bin")
    shutil.copytree(libraries, root / "opt/tests/lib", ignore=shutil.ignore_patterns("jna-*"))
    shutil.copytree(tests, root / "opt/tests/classes")
    shutil.copy(HERE / "init", root / "init")
    archive(root, folder / "initramfs")
    return sorted((kernel / "boot").glob("vmlinuz-*"), key=version, reverse=True), folder / "initramfs"


PROBE = re.compile(
    r"^(?P<name>\S+): stack=(?P<stack>[0-9a-f]+,[0-9a-f]+) proc=(?P<proc>[0-9a-f,]+) getauxval=(?P<getauxval>[0-9a-f,]+) lse=(?P<lse>\d)"
    r" memcpy=(?P<memcpy>\S+) cntb=(?P<cntb>\d) vl=(?P<vl>\d+) pac=(?P<pac>\S+)(?: isar0=(?P<isar0>\S+) midr=(?P<midr>\S+))?$",
    re.MULTILINE,
)


def probes(text):
    return {match["name"]: match for match in PROBE.finditer(text)}


def words(match):
    return [int(word, 16) for word in match["stack"].split(",")]


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
    check_registers(ledger, how, blocks["free.started"][0], text)
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
        text, status = blocks[f"killed.{how}"]
        ledger.claim(status == 137, f"{how}: a program killed by SIGKILL ends its supervisor likewise")
        ledger.claim("status of a 32-bit program: 137" in text, f"{how}: a plan that denies 32-bit programs kills them", found("(plimsoll: .*)", text))
        text, status = blocks[f"terminated.{how}"]
        ledger.claim(status == 9 and "the child got SIGTERM" in text, f"{how}: SIGTERM to the supervisor reaches the program", text.strip())
        text, _ = blocks[f"controls.{how}"]
        held = list(probes(text).values())
        ledger.claim(
            int(free["vl"]) > 16 and [m["vl"] for m in held] == ["16", "16"],
            f"{how}: a plan that limits SVE to 128 bits has the kernel shorten its registers",
            *(f"{m['name']}: vl={m['vl']}" for m in (free, *held)),
        )
        sve = r"(uint UseSVE *= \d)"
        before, after = found(sve, blocks["free.java"][0]), found(sve, text)
        ledger.claim(
            not before.endswith("0") and before == after and "warning" not in text,
            f"{how}: … and HotSpot uses those",
            f"{before} -> {after}", found(r"(MaxVectorSize *= \d+)", text),
        )
        ledger.claim(
            free["pac"] == "AB" and [m["pac"] for m in held] == ["--", "--"],
            f"{how}: a plan without pointer authentication makes PACIA and PACIB leave pointers alone",
            *(f"{m['name']}: pac={m['pac']}" for m in (free, *held)),
            *re.findall(r"(?m)^control .*", blocks[f"controls.{how}.report"][0]),
        )
        check_registers(ledger, how, blocks["free.started"][0], text, ", also after two calls")
    first, later = (probes(blocks[f"{name}.o"][0]).get(name, free) for name in ("first", "later"))
    ledger.claim(
        words(first)[0] == words(free)[0] & ~ATOMICS and first["stack"] == first["proc"] and later["stack"] == free["stack"],
        "o: the first program is held, and no other",
        first[0], later[0],
    )
    text, status = blocks["kernel.k"]
    ledger.claim(status == 125 and "does not hand words on" in text, "k: refused, for this kernel does not hand words on", text.strip())


def check_inherit(ledger, blocks):
    free = probes(blocks["free"][0])["free"]
    text, status = blocks["tree.k"]
    seen = probes(text) | probes(blocks["orphan.k"][0])
    heirs = ["child", "grandchild", "static", "orphan"]
    ledger.claim(
        status == 7 and all(name in seen and words(seen[name]) == [words(free)[0] & ~ATOMICS, words(free)[1]] for name in heirs),
        f"k: the kernel hands the words on that the first program was given: {', '.join(heirs)}",
        free[0], *(seen[name][0] for name in heirs if name in seen),
    )
    ledger.claim(
        "TracerPid:\t0\n" in text and "Seccomp_filters:\t0\n" in text and "\nmasked 1\n" in blocks["tree.k.report"][0],
        "k: one exec was touched, nothing is traced and nothing is filtered",
        *text.splitlines()[-2:], "masked 1",
    )
    ledger.claim(
        "from-32-bit" in seen and seen["from-32-bit"]["stack"] == free["stack"],
        "k: a 64-bit program that a 32-bit one executes finds all words again, as the report says",
        seen["from-32-bit"][0] if "from-32-bit" in seen else text, found("(limit a 64-bit program.*)", blocks["tree.k.report"][0]),
    )
    ledger.claim("mechanism k\n" in blocks["auto.k.report"][0], "k is what `auto` chooses on such a kernel")


def check_thunderx2(ledger, blocks):
    free = probes(blocks["free"][0])["free"]
    for how in "sp":
        held = probes(blocks[f"cpuid.{how}"][0]).get("cpuid", free)
        ledger.claim(
            words(held)[0] == words(free)[0] & ~CPUID != words(free)[0] and held["memcpy"] != free["memcpy"],
            f"{how}: clearing CPUID keeps glibc from reading MIDR_EL1: memcpy is ThunderX2's no more",
            free[0], held[0],
        )
        ledger.claim(
            held["isar0"] == free["isar0"] is not None,
            f"{how}: a program that reads an ID register itself still sees the machine, as the report says",
            found("(limit .*ID registers.*)", blocks[f"cpuid.{how}.report"][0]),
        )


TEST_CLASSES = ["HeldTreeTest", "TransparencyTest", "FirstExecTest", "KernelTest", "AtExecTest"]


def check_tests(ledger, blocks):
    for name in TEST_CLASSES:
        text, status = blocks[f"tests.{name}"]
        count = {what: int(found(rf"\[ *(\d+) tests {what} *\]", text)) for what in ("found", "successful")}
        ledger.claim(
            status == 0 and count["found"] == count["successful"] > 0,
            f"the tests of {name} hold as they do on other machines: {count['successful']} of {count['found']}",
            *([] if status == 0 else text.splitlines()),
        )


CHECKS = {"max": check_max, "thunderx2": check_thunderx2, "inherit": check_inherit, "tests": check_tests}


def main(runtime, libraries, tests, folder, machines):
    need(TOOLS)
    qemu = emulator(folder / "qemu", "qemu-system-aarch64", "qemu-system-arm")
    kernels, initramfs = build(folder, fetch(folder / "packages"), runtime, libraries, tests)
    ledger = Ledger()
    for machine in machines:
        for kernel in kernels if machine == "max" else [inheriting_kernel(folder / "inherit")] if machine == "inherit" else kernels[:1]:
            start = time.monotonic()
            blocks = boot(
                [
                    *qemu, "-machine", "virt", "-cpu", MACHINES[machine], "-smp", "2", "-m", "1536", "-nic", "none", "-nographic", "-no-reboot",
                    "-kernel", kernel, "-initrd", initramfs, "-append", f"console=ttyAMA0 quiet panic=-1 {WITHOUT_MOPS} plimsoll={machine}",
                ],
                folder / f"{machine}-{kernel.name}.log", BOOT_SECONDS,
            )
            print(f"-- {kernel.name.removeprefix('vmlinuz-')} on {MACHINES[machine]}: {time.monotonic() - start:.0f} s", flush=True)
            CHECKS[machine](ledger, blocks)
    print(f"{ledger.count} claims, {ledger.failed} fail")
    return 1 if ledger.failed else 0


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6) or not set(",".join(sys.argv[5:]).split(",")) <= {*MACHINES, ""}:
        sys.exit(__doc__)
    try:
        chosen = sys.argv[5] if len(sys.argv) == 6 else USUAL
        sys.exit(main(*(Path(argument).absolute() for argument in sys.argv[1:5]), chosen.split(",")))
    except Missing as reason:
        print(f"live.py: {reason}", file=sys.stderr)
        sys.exit(2)
    except KeyError as block:
        sys.exit(f"live.py: the guest ended before it printed {block}; what it printed is in {sys.argv[4]}/*.log")
