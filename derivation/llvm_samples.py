"""Samples of llvm-mc, as the data has them and as the tests of the decoders read them."""

import gzip


def read(path):
    """Yields (bytes in memory order, LLVM's record or INVALID, LLVM's condition)."""
    with gzip.open(path, "rt", encoding="utf-8") as samples:
        for line in samples:
            if not line.startswith("#"):
                yield (line.rstrip("\n").split("\t") + [""])[:3]


def write(folder, architecture, samples):
    """Writes (bytes, record, alternatives; '!' where nothing decodes), the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["#bytes\trecord\talternatives", *("\t".join(sample) for sample in samples)]
    with open(folder / (architecture + "-oracle.tsv.gz"), "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            packed.write(("\n".join(lines) + "\n").encode())
