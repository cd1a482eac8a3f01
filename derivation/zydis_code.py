"""What Zydis, and the decoders here, say of x86 code, for compare_scan.py; the profile `disassemblers` compares them whole."""

import os
import subprocess
import tempfile

import elf_code
from derive_zydis import SETS

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DECODE = os.path.join(ROOT, "cli", "target", "plimsoll", "bin", "plimsoll") + " decode --arch {arch}"
# Mnemonics of Zydis that XED has under another name.
MNEMONICS = {"PREFETCH": "PREFETCH_EXCLUSIVE"}


def zydis(tool, path, architecture, pieces=None):
    """Yields (hex, what Zydis says) per instruction of (offset, size) pieces, by default the executable sections."""
    if pieces is None:
        pieces = [(s.offset, s.size) for s in elf_code.sections(path)[1]]
    command = [tool, path, "64" if architecture == "x86_64" else "32"]
    with tempfile.TemporaryFile("w+") as lines:
        lines.writelines("%d %d\n" % piece for piece in pieces)
        lines.seek(0)
        with subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE, text=True) as p:
            for line in p.stdout:
                code, _, what = line.rstrip("\n").partition("\t")
                yield code, what


def ours(command, architecture, codes):
    """(length, features) by hex."""
    with subprocess.Popen(command.format(arch=architecture).split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as p:
        out, _ = p.communicate("".join(c + "\n" for c in codes))
    answers = {}
    for line in out.splitlines():
        code, length, features = line.split("\t")
        answers[code] = (int(length), features)
    return answers


def expected_features(names, what, architecture="x86_64"):
    """The canonical names of what Zydis says, comma-separated, '-' for the base ISA and hints."""
    isa_set, mnemonic = zydis_set(what)
    try:
        return names.x86_needs(isa_set, mnemonic, architecture)
    except KeyError:
        return "[%s]" % isa_set


def zydis_set(what):
    """(ISA set, mnemonic) as XED calls them."""
    isa_set, _, mnemonic = what.partition(" ")
    if isa_set == "MOVDIR":
        return mnemonic.upper(), mnemonic.upper()
    return SETS.get(isa_set, isa_set), MNEMONICS.get(mnemonic.upper(), mnemonic.upper())
