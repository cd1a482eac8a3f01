"""Rows of `word & mask == value -> class` and what may be done to them without changing any answer.

A row is (mask, value, cls). Where several rows match a word, the one whose mask has the most bits decides. `reduce` merges
rows until the table is small; the class of every word, and whether it has one, stays what it was.
"""

import re
from collections import defaultdict


def bits(mask):
    return bin(mask).count("1")


def overlap(a, b):
    return (a[1] ^ b[1]) & a[0] & b[0] == 0


class Table:
    """Rows by mask, for looking words up."""

    def __init__(self, rows):
        by_mask = defaultdict(dict)
        for mask, value, cls in rows:
            by_mask[mask][value] = cls
        self.masks = sorted(by_mask.items(), key=lambda item: (-bits(item[0]), item[0]))

    def lookup(self, word):
        for mask, values in self.masks:
            cls = values.get(word & mask)
            if cls is not None:
                return cls
        return None


def conflicts(rows):
    """Pairs of rows that match one word with masks of one size and give it different classes, where no row is of just those words."""
    found = []
    decided = {(mask, value) for mask, value, _ in rows}
    for bucket in _buckets(rows).values():
        by_size = defaultdict(list)
        for row in bucket:
            by_size[bits(row[0])].append(row)
        for same in by_size.values():
            for i, a in enumerate(same):
                for b in same[i + 1 :]:
                    if a[2] != b[2] and overlap(a, b) and (a[0] | b[0], a[1] | b[1]) not in decided:
                        found.append((a, b))
    return found


def reduce(rows):
    """The same table with fewer rows, most specific mask first."""
    reduced = []
    for bucket in _buckets(rows).values():
        reduced += _reduce_bucket(bucket)
    return sorted(set(reduced), key=lambda row: (-bits(row[0]), row[1], row[0]))


def _buckets(rows):
    """Rows that cannot match one word fall apart by the bits that all masks have."""
    common = ~0
    for row in rows:
        common &= row[0]
    buckets = defaultdict(list)
    for row in rows:
        buckets[row[1] & common].append(row)
    return buckets


def _reduce_bucket(rows):
    rows = {(mask, value): cls for mask, value, cls in rows}
    while True:
        before = len(rows)
        _drop_covered(rows)
        _merge_siblings(rows)
        if len(rows) == before:
            return [(mask, value, cls) for (mask, value), cls in rows.items()]


def _by_size(rows):
    sizes = defaultdict(list)
    for (mask, value), cls in rows.items():
        sizes[bits(mask)].append((mask, value, cls))
    return sizes


def _drop_covered(rows):
    """Drops rows that say no more than a wider row of their class."""
    sizes = _by_size(rows)
    for size in sorted(sizes, reverse=True):
        for row in sizes[size]:
            mask, value, cls = row
            for wider_size in sorted((s for s in sizes if s < size), reverse=True):
                over = [o for o in sizes[wider_size] if overlap(o, row) and (o[0], o[1]) in rows]
                if any(o[2] != cls for o in over):
                    break
                if any(o[0] & ~mask == 0 for o in over):
                    del rows[(mask, value)]
                    break


def _merge_siblings(rows):
    """Merges pairs of one class that differ in one bit, where no row of another class stands between."""
    for size in sorted({bits(mask) for mask, _ in rows}, reverse=True):
        changed = True
        while changed:
            changed = False
            rivals = [(m, v, c) for (m, v), c in rows.items() if bits(m) in (size, size - 1)]
            for mask, value in [key for key in rows if bits(key[0]) == size]:
                if (mask, value) not in rows:
                    continue
                cls = rows[(mask, value)]
                bit = 1
                while bit <= mask:
                    if mask & bit and rows.get((mask, value ^ bit)) == cls:
                        merged = (mask & ~bit, value & ~bit, cls)
                        known = rows.get(merged[:2], cls)
                        if known == cls and not any(r[2] != cls and overlap(r, merged) for r in rivals):
                            del rows[(mask, value)]
                            del rows[(mask, value ^ bit)]
                            rows[merged[:2]] = cls
                            changed = True
                            break
                    bit <<= 1


def soft(row):
    """The bits that a row of an LLVM table asks for: those that only should be so are not among them."""
    mask = int(row["mask"], 16) & ~int(row["softmask"] or "0", 16)
    return mask, int(row["value"], 16) & mask


def shape_rows(mask, value, positions, shapes):
    """Rows of a field whose bits, at these positions, have one of the shapes: 0, 1 or `.` (any), the field's highest bit first."""
    for shape in shapes:
        shape = "." * (len(positions) - len(shape)) + shape if shape.startswith(".") else shape
        assert len(shape) == len(positions), (shape, positions)
        more_mask = sum(1 << p for p, c in zip(positions, shape) if c != ".")
        more_value = sum(1 << p for p, c in zip(positions, shape) if c == "1")
        if more_mask & mask & (value ^ more_value) == 0:
            yield mask | more_mask, value | more_value


def field_positions(text):
    """Where the bits of a field are, its highest first, from text like `9:5` or `20:16<4:0>,2:2<5:5>`. A bit that stands in two
    places has both."""
    found = []
    for hi, lo, top in re.findall(r"(\d+):(\d+)(?:<(\d+):\d+>)?", text):
        hi, lo = int(hi), int(lo)
        top = int(top) if top else hi - lo
        found += ((top - i, hi - i) for i in range(hi - lo + 1))
    return [position for _, position in sorted(found, reverse=True)]


def operand_rows(row, operands):
    """(mask, value) of what is reserved within a row of an LLVM table; operands: pairs of an operand class, or the name of a field
    without one, and its reserved shapes."""
    mask, value = soft(row)
    for text in row["fields"].split(" ") if row["fields"] else []:
        name, places, kind = re.fullmatch(r"(\w+)=([\d:<>,]+)(?:/(\w+))?", text).groups()
        for pattern, shapes in operands:
            if re.fullmatch(pattern, kind or name):
                yield from shape_rows(mask, value, field_positions(places), shapes)


def check_same(rows, small, length=4):
    """Stops unless both tables agree on words of so many bytes made from every row."""
    before, after = Table(rows), Table(small)
    every, state = (1 << 8 * length) - 1, 1
    for mask, value, _ in rows:
        for _ in range(8):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            word = value | (state >> 32 | state << 32) & ~mask & every
            assert before.lookup(word) == after.lookup(word), "%x" % word
