"""s390x: facilities by the kernel's names, LLVM's architecture levels and processors."""

from catalog.tabled import Tabled


class Source(Tabled):
    name = "s390x"
    llvm_tables = "s390x/llvm-systemz"
    defined_by = ("facility", "STFLE")
