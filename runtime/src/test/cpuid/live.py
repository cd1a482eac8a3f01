"""Holds real programs below CPUID: python3 live.py RUNTIME_JAR LIBRARIES FOLDER

Boots Debian's kernel under qemu's TCG, which emulates AMD's virtualization; in it KVM, whose guests have CPUID faulting where they are told of
an Intel processor, boots the same kernel again. There programs run with and without this project's supervisor. LIBRARIES: a folder with JNA's
jar. Prints each claim with what it was seen in; exit status 1 if one does not hold, 2 if something is missing. Packages come from Debian 13 by
apt, with a root of its own in FOLDER, and are kept there.
"""

import lzma
import re
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "guest"))
import guest  # noqa: E402
from guest import run  # noqa: E402

TOOLS = {"gcc": "gcc libc6-dev", "cpio": "cpio", "dpkg-deb": "dpkg", "apt-get": "apt"}
KERNEL = r"linux-image-(\d+\.\d+)\.\d+(?:[+~.]\w+)*-amd64"
OUTER = ["busybox-static", "qemu-system-x86"]
INNER = ["busybox-static", "dash", "libc6", "libgcc-s1", "libstdc++6", "openjdk-21-jre-headless", "openssl", "libssl3t64", "zlib1g", "libzstd1"]
MODULES = ["irqbypass", "ccp", "kvm", "kvm-amd"]
NOT_NEEDED = ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian", "usr/lib/x86_64-linux-gnu/gconv"]
SECONDS = 3600


def fetch(folder):
    """The packages of the outer guest, those of the inner one, and the kernel."""

    def make(folder):
        sources = folder / "sources.list"
        sources.write_text(guest.EMULATOR_SOURCES)
        apt = guest.Apt(folder, "amd64", sources)
        kernel = apt.newest(KERNEL)[-1]
        closure = apt.closure(OUTER)
        apt.fetch(sorted({kernel, *closure, *INNER}))
        (folder / "outer").write_text("\n".join(closure))

    guest.kept(folder, "\n".join([KERNEL, *OUTER, *INNER]), make)
    debs = {deb.name.split("_")[0]: deb for deb in (folder / "debs").glob("*.deb")}
    kernel = next(deb for name, deb in debs.items() if name.startswith("linux-image"))
    return [debs[n] for n in (folder / "outer").read_text().split()], [debs[n] for n in INNER], kernel


def root_of(folder, debs, init):
    shutil.rmtree(folder, ignore_errors=True)
    guest.unpack(debs, folder)
    for path in NOT_NEEDED:
        shutil.rmtree(folder / path, ignore_errors=True)
    for name in ("bin", "sbin", "lib", "lib64"):
        if not (folder / name).exists():
            (folder / "usr" / name).mkdir(exist_ok=True)
            (folder / name).symlink_to(f"usr/{name}")
    for name in ("proc", "sys", "dev", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    shutil.copy(HERE / init, folder / "init")
    return folder


def build(folder, jars):
    """The emulator's root with the kernel and all that runs in it."""
    outer_debs, inner_debs, kernel_deb = fetch(folder / "packages")
    inner = root_of(folder / "inner", inner_debs, "init")
    run("gcc", "-O1", "-static", "-pthread", "-o", inner / "bin/probe", HERE / "probe.c")
    freestanding = ["-m32", "-O1", "-ffreestanding", "-fno-pic", "-fno-stack-protector", "-nostdlib", "-static"]
    run("gcc", *freestanding, "-o", inner / "bin/probe32", HERE / "probe32.c")
    home = inner / "opt/plimsoll"
    home.mkdir(parents=True)
    for file in (*jars, HERE / "script", HERE / "v2.masks"):
        shutil.copy(file, home)
    shutil.rmtree(folder / "kernel", ignore_errors=True)
    guest.unpack([kernel_deb], folder / "kernel")
    outer = root_of(folder / "outer", outer_debs, "outer-init")
    (outer / "inner").mkdir()
    (outer / "modules").mkdir()
    for module in MODULES:
        packed = next((folder / "kernel").rglob(f"{module}.ko.xz"))
        (outer / f"modules/{module}.ko").write_bytes(lzma.decompress(packed.read_bytes()))
    shutil.copy(next((folder / "kernel/boot").glob("vmlinuz-*")), outer / "inner/kernel")
    guest.archive(inner, outer / "inner/initramfs")
    guest.archive(outer, folder / "initramfs")
    return outer


def boot(folder, outer):
    libraries = outer / "usr/lib/x86_64-linux-gnu"
    emulator = [
        "env", f"QEMU_MODULE_DIR={libraries}/qemu", libraries / "ld-linux-x86-64.so.2", "--library-path", libraries,
        outer / "usr/bin/qemu-system-x86_64", "-L", outer / "usr/share/qemu", "-L", outer / "usr/share/seabios",
    ]
    machine = ["-machine", "q35,accel=tcg", "-cpu", "max", "-m", "3072", "-nic", "none", "-nographic", "-no-reboot"]
    kernel = ["-kernel", outer / "inner/kernel", "-initrd", folder / "initramfs", "-append", "console=ttyS0 quiet panic=-1 no_timer_check"]
    blocks = guest.boot([*emulator, *machine, *kernel], folder / "console.log", SECONDS)

    # Two consoles end each line.
    return {name: (re.sub("\n+", "\n", text), status) for name, (text, status) in blocks.items()}


def masks():
    """What v2.masks takes away: {(leaf, subleaf): four numbers}."""
    found = {}
    for line in (HERE / "v2.masks").read_text().splitlines():
        leaf, subleaf, *lost = re.fullmatch(r"cpuid 0x(\w+)(?:\.(\d+))? eax=0x(\w+) ebx=0x(\w+) ecx=0x(\w+) edx=0x(\w+)", line).groups()
        found[(leaf, subleaf or "0")] = [int(bits, 16) for bits in lost]
    return found


def answers(text):
    """What each probe was told: {who: {(leaf, subleaf): four numbers}}."""
    told = {}
    for who, rest in re.findall(r"(?m)^(\w+\.\w+):((?: \w+\.\d+=[\w,]+)+)$", text):
        told[who] = {(leaf, sub): [int(n, 16) for n in four.split(",")] for leaf, sub, four in re.findall(r"(\w+)\.(\d+)=([\w,]+)", rest)}
    return told


def lacking(told):
    """The same answers without what is withheld."""
    lost = masks()
    return {asked: [n & ~bits for n, bits in zip(four, lost.get(asked, [0] * 4))] for asked, four in told.items()}


def line(pattern, text):
    match = re.search(f"(?m)^.*{pattern}.*$", text)
    return match[0].strip() if match else f"nothing like {pattern}"


def check(ledger, blocks):
    free, status_free = blocks["free"]
    held, status = blocks["held.p"]
    report = blocks["held.p.report"][0]
    unheld, seen = answers(free), answers(held)
    ledger.claim("cpuid_fault" in blocks["cpu"][0].split(), "the machine has CPUID faulting", "cpuid_fault in /proc/cpuinfo")
    everyone = ["free.self", "free.thread", "free.child", "free.grandchild", "free.vforked", "script.self", "32.self"]
    ledger.claim(
        all(who in unheld and who in seen and seen[who] == lacking(unheld[who]) != unheld[who] for who in everyone),
        f"these are told what they are told unheld, but without what is withheld, bit for bit: {', '.join(everyone)}",
        *(f"{where}: {line(f'^{who}:', text)}" for who in ("free.self", "32.self") for where, text in (("free", free), ("held", held))),
    )
    ledger.claim(
        "status of a child: 6" in held and "status of a killed child: 143" in held and status == status_free == 7,
        "exit statuses are the programs' own: 7, a child's 6 of its grandchild's 5, 128 + SIGTERM",
    )
    faults = re.findall(r"(?m)^(?:signal \d+ code|handled|not handled).*$", held)
    ledger.claim(
        len(faults) == 6 and faults == re.findall(r"(?m)^(?:signal \d+ code|handled|not handled).*$", free),
        "a fault of the program's own reaches its handler, or kills it, as without a supervisor", *faults,
    )
    ledger.claim("signals 300 of 300; wrong answers 0; answers as many: 1" in held, "no signal is lost while CPUID is executed without end", line("^signals", held))
    ledger.claim(
        "set: -1 No such device\nget: 0" in held and seen.get("free.undone") == lacking(unheld["free.undone"]),
        "a program cannot have the processor's answers back: ARCH_SET_CPUID is refused it", line("^set:", free), line("^set:", held), line("^get:", held),
    )
    plain = seen["free.self"][("7", "0")]
    ledger.claim(
        f"with prefixes: {','.join(f'{n:x}' for n in plain)}" in held and "upper halves: 0" in held,
        "CPUID with prefixes is answered likewise, and upper halves of registers become 0", line("^with prefixes", held), line("^upper", held),
    )
    ledger.claim(
        "x86-64-v3 (supported" in free and "x86-64-v3 (supported" not in held and "x86-64-v2 (supported" in held,
        "glibc follows: ld.so loads no library for x86-64-v3 any more", line("x86-64-v3", free), line("x86-64-v3", held), line("x86-64-v2", held),
    )
    capability = r"OPENSSL_ia32cap"
    ledger.claim(line(capability, free) != line(capability, held), "OpenSSL follows", line(capability, free), line(capability, held))
    java_free, java = blocks["free.java"][0], blocks["held.java"][0]
    flags = ["UseAVX ", "UseSHA ", "UseAES ", "UseBMI1Instructions ", "UseFMA "]
    off = re.compile(r"= (?:0|false) ")
    ledger.claim(
        all(not off.search(line(flag, java_free)) and off.search(line(flag, java)) for flag in flags) and blocks["held.java"][1] == 0,
        "HotSpot follows, without any option", *(f"{line(flag, java_free)} -> {line(flag, java)}" for flag in flags),
    )
    ledger.claim("Seccomp_filters:\t1" in held, "one seccomp filter holds it", line("Seccomp_filters", held))
    ledger.claim(
        re.search(r"cpuid-faulting set for [1-9]\d* programs\n", report) and re.search(r"cpuid-faulting: [1-9]\d+ answers", report)
        and "set for 1 32-bit programs, not for 0" in report and "\nlost 0\n" in report,
        "the supervisor's report says so", *re.findall(r"(?m)^control .*", report),
    )
    for name, why in (("nothing.p", "where nothing is withheld"), ("held.s", "where a mechanism leaves threads untraced")):
        text = blocks[name][0]
        ledger.claim(
            answers(text).get("free.undone") == unheld["free.undone"] and "get: 1" in text and "faulting" not in "".join(re.findall(r"(?m)^control.*", blocks[f"{name}.report"][0])),
            f"CPUID is left to the processor {why}", line("^get:", text), line("(?:limit CPUID|^mechanism)", blocks[f"{name}.report"][0]),
        )
    print(f"an answer took {line('us for each', held)} held, {line('us for each', free)} in a virtual machine unheld")


def main(runtime, libraries, folder):
    guest.need(TOOLS)
    outer = build(folder, [runtime, *libraries.glob("*.jar")])
    start = time.monotonic()
    blocks = boot(folder, outer)
    print(f"-- both guests: {time.monotonic() - start:.0f} s", flush=True)
    ledger = guest.Ledger()
    check(ledger, blocks)
    print(f"{ledger.count} claims, {ledger.failed} fail")
    return 1 if ledger.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        sys.exit(main(*(Path(argument).absolute() for argument in sys.argv[1:])))
    except guest.Missing as reason:
        print(f"live.py: {reason}", file=sys.stderr)
        sys.exit(2)
    except KeyError as block:
        sys.exit(f"live.py: the guest ended before it printed {block}; what it printed is in {sys.argv[3]}/console.log")
