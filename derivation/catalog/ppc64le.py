"""ppc64le: the kernel's bits by glibc's names, Power ISA versions as levels, processors from LLVM."""

from catalog.tabled import Tabled


class Source(Tabled):
    name = "ppc64le"
    llvm_tables = "ppc/llvm-ppc"
    defined_by = ("isa", "Power ISA")
