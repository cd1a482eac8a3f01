"""A Linux kernel that hands AT_HWCAP and AT_HWCAP2 on, as version 5 of the unmerged series is described to do.

The behaviour is implemented anew, in few lines, for arm64: a successful PR_SET_MM_AUXV or PR_SET_MM_MAP with a vector arms a process; a program that it
executes gets no more than the words of that vector, is armed itself, and is not where the executing and the executed program differ in width.
It goes into Debian's linux-source-6.12, at places that are named by one line of it; another version of it is refused, not guessed at.
"""

from pathlib import Path

PACKAGE = "linux-source-6.12"
TOOLS = {"make": "make", "gcc": "gcc libc6-dev", "flex": "flex", "bison": "bison", "bc": "bc", "xz": "xz-utils"}
CONFIG = Path(__file__).parent / "inherit.config"

READ_REQUEST = """\
	bprm->by_compat = is_compat_task();
	bprm->armed = current->mm && current->mm->armed;
	bprm->request[0] = bprm->request[1] = ~0UL;
	for (int i = 0; bprm->armed && i + 1 < AT_VECTOR_SIZE; i += 2) {
		unsigned long *wide = current->mm->saved_auxv;
		u32 *narrow = (u32 *)wide;
		unsigned long type = bprm->by_compat ? narrow[i] : wide[i];

		if (type == AT_NULL)
			break;
		if (type == AT_HWCAP || type == AT_HWCAP2)
			bprm->request[type == AT_HWCAP2] = bprm->by_compat ? narrow[i + 1] : wide[i + 1];
	}
"""
DECIDE = """\
	mm->armed = bprm->armed && bprm->by_compat == is_compat_task();
	if (!mm->armed)
		bprm->request[0] = bprm->request[1] = ~0UL;
"""
# (file, line, what comes before it, what comes in its place; None: the line stays)
EDITS = [
    ("include/linux/mm_types.h", "\t\tunsigned long saved_auxv[AT_VECTOR_SIZE]; /* for /proc/PID/auxv */\n", "", "\t\tunsigned long saved_auxv[AT_VECTOR_SIZE];\n\t\tbool armed;\n"),
    ("include/linux/binfmts.h", "\tstruct mm_struct *mm;\n", "\tunsigned long request[2];\n\tbool armed, by_compat;\n", None),
    ("kernel/sys.c", "\tif (prctl_map.auxv_size)\n", "\tif (prctl_map.auxv_size)\n\t\tmm->armed = true;\n", None),
    ("kernel/sys.c", "\tmemcpy(mm->saved_auxv, user_auxv, sizeof(user_auxv));\n\ttask_unlock(current);\n", "\tmm->armed = true;\n", None),
    ("fs/exec.c", "\tbprm->mm = mm = mm_alloc();\n", READ_REQUEST, None),
    ("fs/binfmt_elf.c", "\tNEW_AUX_ENT(AT_HWCAP, ELF_HWCAP);\n", DECIDE, "\tNEW_AUX_ENT(AT_HWCAP, ELF_HWCAP & bprm->request[0]);\n"),
    ("fs/binfmt_elf.c", "\tNEW_AUX_ENT(AT_HWCAP2, ELF_HWCAP2);\n", "", "\tNEW_AUX_ENT(AT_HWCAP2, ELF_HWCAP2 & bprm->request[1]);\n"),
]


def edit(tree):
    for name, line, before, instead in EDITS:
        text = (tree / name).read_text()
        if text.count(line) != 1:
            raise ValueError(f"{name} has {text.count(line)} lines like {line.strip()!r}, not 1")
        (tree / name).write_text(text.replace(line, before + (line if instead is None else instead)))


def build(run, package, folder):
    """The image, from the package's source; `run` runs a command."""
    run("dpkg-deb", "-x", package, folder)
    run("tar", "-C", folder, "-xf", folder / f"usr/src/{PACKAGE}.tar.xz")
    tree = folder / PACKAGE
    edit(tree)
    make = ["nice", "make", "-s", "-C", tree, "ARCH=arm64", "CROSS_COMPILE=aarch64-linux-gnu-"]
    run(*make, "tinyconfig")
    with open(tree / ".config", "a") as config:
        config.write(CONFIG.read_text())
    run(*make, "olddefconfig")
    run(*make, "-j4", "Image")
    return tree / "arch/arm64/boot/Image"
