"""What live profiles share that boot a guest of another architecture: packages, an emulator, an initramfs, claims.

Nothing here knows an architecture. Whoever lacks something raises Missing, and the profile fails.
"""

import re
import shutil
import subprocess
from pathlib import Path

# Releases before lose registers and memory of their guests now and then: src/test/arm64/README.md.
EMULATOR_VERSION = (10, 0)
EMULATOR_SOURCES = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main\n"


class Missing(Exception):
    """Something that the profile needs is not there."""


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise Missing(f"{' '.join(map(str, command))} failed with status {done.returncode}:\n{done.stderr.strip()}")
    return done.stdout


def need(tools):
    missing = {tool: package for tool, package in tools.items() if shutil.which(tool) is None}
    if missing:
        raise Missing(f"missing here: {', '.join(missing)}. On Debian: apt-get install --no-install-recommends {' '.join(missing.values())}")


def version(name):
    return [int(number) for number in re.findall(r"\d+", str(name))]


class Apt:
    """apt with a root of its own, for one architecture; sources: a file like /etc/apt/sources.list, or this machine's."""

    def __init__(self, folder, architecture, sources=None, advice=""):
        self.folder = folder
        self.advice = advice
        self.architecture = architecture
        (folder / "lists/partial").mkdir(parents=True, exist_ok=True)
        (folder / "debs").mkdir(exist_ok=True)
        options = {
            "APT::Architecture": architecture, "APT::Architectures::": architecture, "APT::Sandbox::User": "root", "Acquire::Languages": "none",
            "Dir::State::lists": folder / "lists", "Dir::State::status": "/dev/null", "Dir::Cache": folder,
        }
        if sources:
            options |= {"Dir::Etc::sourcelist": Path(sources).absolute(), "Dir::Etc::sourceparts": "/dev/null"}
        self.options = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]

        # Where one index cannot be had, others may hold what is needed.
        subprocess.run(["apt-get", *self.options, "-qq", "update"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    def names(self):
        return run("apt-cache", *self.options, "pkgnames").split()

    def newest(self, pattern):
        """The newest package of each series, which is the first group of the pattern."""
        newest = {}
        for name in sorted(self.names(), key=version):
            match = re.fullmatch(pattern, name)
            if match:
                newest[match[1]] = name
        if not newest:
            raise Missing(self.none(pattern))
        return list(newest.values())

    def first(self, names):
        known = set(self.names())
        for name in names:
            if name in known:
                return name
        raise Missing(self.none(" or ".join(names)))

    def none(self, package):
        return f"apt finds no {package} for {self.architecture}. {self.advice}".rstrip()

    def closure(self, packages):
        """The packages and all that they depend on."""
        listed = run("apt-get", *self.options, "-qq", "-y", "--no-install-recommends", "--print-uris", "install", *packages)
        return sorted(line.split()[1].split("_")[0] for line in listed.splitlines() if line.startswith("'"))

    def fetch(self, packages):
        try:
            run("apt-get", *self.options, "-qq", "download", *packages, cwd=self.folder / "debs")
        except Missing as failure:
            raise Missing(f"{failure}\n{self.none(', '.join(packages))}") from failure
        return sorted((self.folder / "debs").glob("*.deb"))


def kept(folder, wanted, make):
    """Has a folder made anew unless it was made for the same."""
    stamp = folder / "made-for"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        stamp.write_text(wanted)


def unpack(debs, root):
    for deb in debs:
        run("dpkg-deb", "-x", deb, root)


def emulator(folder, name, package):
    """How an emulator begins its command line: the installed one, or Debian's newer one, run by its own loader."""
    installed = shutil.which(name)
    if installed and tuple(version(run(installed, "--version").split("version ")[1])[:2]) >= EMULATOR_VERSION:
        return [installed]

    def make(folder):
        sources = folder / "sources.list"
        sources.write_text(EMULATOR_SOURCES)
        apt = Apt(folder / "apt", run("dpkg", "--print-architecture").strip(), sources)
        unpack(apt.fetch(apt.closure([package])), folder / "root")
        shutil.rmtree(folder / "apt")

    kept(folder, package + EMULATOR_SOURCES, make)
    root = folder / "root"
    libraries = next((root / "usr/lib").glob("*/libc.so.6")).parent
    return [next(libraries.glob("ld-linux-*")), "--library-path", libraries, root / "usr/bin" / name, "-L", root / "usr/share/qemu"]


def archive(root, file):
    """An initramfs."""
    with open(file, "wb") as out:
        names = subprocess.run(["find", "."], cwd=root, stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(["cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0"], cwd=root, input=names, stdout=out, check=True)


def boot(command, console, seconds):
    """What a guest printed, by the name of its block: (text, status)."""
    with open(console, "wb") as out:
        try:
            subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=True, timeout=seconds)
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


def found(pattern, text):
    match = re.search(pattern, text)
    return match[1] if match else f"nothing like {pattern}"


def check_registers(ledger, how, unheld, held, also=""):
    """What started, the script beside, printed of the same program unheld and held."""
    before, after = (found(r"(?m)^(registers:(?: [0-9a-f]{16}){32})$", text) for text in (unheld, held))
    ledger.claim(
        before.startswith("registers:") and after == before,
        f"{how}: a program is started with the registers it has unheld{also}",
        after.replace("0" * 16, "0"),
    )
