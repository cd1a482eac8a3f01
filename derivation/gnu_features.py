"""Which feature an x86 instruction needs, according to GNU binutils alone: objdump names it, as says whether an `.arch` has it."""

import re
import subprocess
import tempfile
from collections import defaultdict

MODES = {"x86_64": ("i386:x86-64", "--64", "generic64", "%rax"), "i386": ("i386", "--32", "pentium4", "%eax")}
# Where as has a name of its own. An extension that is missing has one name in both.
AS_NAMES = dict(pair.split("=") for pair in """
    pni=sse3 sse4_1=sse4.1 sse4_2=sse4.2 bmi1=bmi abm=lzcnt pclmulqdq=pclmul sha_ni=sha rdrand=rdrnd user_shstk=shstk pku=ospke svm=svme
    avxvnniint8=avx_vnni_int8 avxifma=avx_ifma avxneconvert=avx_ne_convert amx-fp16=amx_fp16 raoint=rao_int sgx=se1 sev_snp=rmpquery
    ace_en=padlock phe_en=padlock pmm_en=padlock rng_en=padlock 3dnowext=3dnowa""".split())
# What a second feature adds to a first where as wants both.
SECONDS = ("avx", "avx512vl", "avx512f")
NUMBER = re.compile(r"-?0x[0-9a-f]+")
MEMORY = re.compile(r"(?:0x10)?\([^()]*\)")
VECTOR = re.compile(r"%([xyz])mm(\d+)")


def texts(codes, architecture):
    """{hex: normalised text} of instructions given in hex; those that objdump splits otherwise are missing."""
    starts, at = {}, 0
    with tempfile.NamedTemporaryFile() as f:
        for code in codes:
            f.write(bytes.fromhex(code))
            starts[at] = code
            at += len(code) // 2
        f.flush()
        command = ["objdump", "-D", "-z", "-w", "--insn-width=16", "-b", "binary", "-m", MODES[architecture][0], f.name]
        found = {}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as p:
            for line in p.stdout:
                cells = line.rstrip("\n").split("\t")
                if len(cells) == 3:
                    code = starts.get(int(cells[0].strip()[:-1], 16))
                    if code and len(code) == len(cells[1].replace(" ", "")):
                        found[code] = normal(cells[2], MODES[architecture][3])
    return found


def normal(text, base):
    """The text without what does not matter to features: numbers, addresses, which register of a kind (0 is an implicit operand)."""
    text = NUMBER.sub("0x10", text.partition("#")[0]).strip()
    text = MEMORY.sub(lambda m: "(%s,%%%smm2,1)" % (base, VECTOR.search(m[0])[1]) if VECTOR.search(m[0]) else "(%s)" % base, text)
    return re.sub(r"%k[1-7]", "%k1", VECTOR.sub(lambda m: "%%%smm%d" % (m[1], 17 if int(m[2]) > 15 else min(int(m[2]), 1)), text))


class Assembler:
    """Checks what a scan says against what as takes, and remembers it."""

    def __init__(self, names):
        self.names, self.known = names, {}
        listed = re.search(r"EXTENSION is combination of.*?:\n(.*?)\n +-m", _run(["as", "--help"], "")[0], re.DOTALL)[1]
        canonical = {e: c for c, e in AS_NAMES.items()}
        self.extensions = {canonical.get(e, e): e for e in re.findall(r"[\w.]+", listed) if not e.startswith("no")}
        self.extensions.update({c: e for c, e in AS_NAMES.items() if e in self.extensions.values()})

    def needs(self, claims, architecture):
        """{text: features} for {text: features according to the scan, '-' for the base ISA}; '?' if as does not take it at all.

        The claim is confirmed where as takes the text with these features and with their prerequisites alone it does not.
        Otherwise the answer is the least of all features and pairs that it takes the text with.
        """
        new = {text: claim for text, claim in claims.items() if (text, claim) not in self.known}
        unknown = self._rejected(new, None, architecture)
        base = set(new) - unknown - self._rejected(new, [], architecture)
        self.known.update({(t, new[t]): "?" if t in unknown else "-" for t in unknown | base})
        by_claim, refuted = defaultdict(list), []
        for text in sorted(set(new) - unknown - base):
            by_claim[new[text]].append(text)
        for claim, wanted in sorted(by_claim.items()):
            features = claim.split(",")
            refuses = self._rejected(wanted, features, architecture)
            for feature in set(features) & set(self.names.x86):
                less = self.names.needs["x86_64"].closure(features) - {feature}
                less -= {f for f in less if feature in self.names.needs["x86_64"].closure([f])}
                refuses |= set(wanted) - self._rejected(wanted, less, architecture)
            refuted += sorted(refuses)
            self.known.update({(t, claim): claim for t in wanted if t not in refuses})
        self._least(refuted, new, architecture)
        return {text: self.known[text, claim] for text, claim in claims.items()}

    def _least(self, wanted, claims, architecture):
        choices = [(e,) for e in self.extensions] + [(e, s) for e in self.extensions for s in SECONDS if e != s]
        takes = {c: set(wanted) - self._rejected(wanted, c, architecture) for c in choices} if wanted else {}
        takers = defaultdict(list)
        for choice, taken in takes.items():
            for text in taken:
                takers[text].append(choice)
        for text in wanted:
            best = min(takers[text], key=lambda c: (len(c), len(takes[c]), len("".join(c)), c), default=("?",))
            self.known[text, claims[text]] = ",".join(sorted(best))

    def _rejected(self, wanted, features, architecture):
        """What as does not take with some features, or with all for None."""
        _, mode, base, _ = MODES[architecture]
        wanted = sorted(wanted)
        head = []
        if features is not None:
            head = [".arch " + base] + sorted(".arch ." + self.extensions[f] for f in features if f in self.extensions)
        _, errors = _run(["as", mode, "-o", "/dev/null", "-"], "\n".join(head + wanted) + "\n")
        lines = {int(line) for line in re.findall(r":(\d+): Error: ", errors)}
        return {wanted[line - 1 - len(head)] for line in lines if line > len(head)}


def _run(command, text):
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return run.stdout, run.stderr
