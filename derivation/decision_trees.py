"""Decision trees over the bit fields of a word, and their text form.

A pattern is (key, leaf): key is a tuple of (field, bit set of the values that it allows), leaf is text. A tree is a leaf,
INVALID, or (field, children by the field's value).
"""

INVALID = -1

# Which test to make first where several would do equally well: the order in which code varies.
ORDER = ["pfx", "pp", "mod", "w", "reg", "rm", "l", "ll", "b", "z", "aaa", "vvvv", "v4", "u",
         "r4", "r", "rmb", "asz", "rex2", "lock"]


class Trees:
    """Decision trees with shared nodes. A node is (field, children); a leaf is text."""

    def __init__(self, fields):
        self.fields = fields
        self.memo = {}

    def build(self, rows):
        """rows: tuple of (key, leaf), best first; the first one whose key allows a word wins."""
        kept = []
        for r in rows:
            kept.append(r)
            if not r[0]:
                break
        rows = tuple(kept)
        if not rows:
            return INVALID
        if not rows[0][0]:
            return rows[0][1]
        if rows not in self.memo:
            self.memo[rows] = self.split(rows)
        return self.memo[rows]

    def split(self, rows):
        best = None
        for field in sorted({f for key, _ in rows for f, _ in key}, key=ORDER.index):
            parts = [self.restrict(rows, field, v) for v in range(1 << self.fields[field][1])]
            cost = sum(len(p) + 1 for p in set(parts))
            if best is None or cost < best[0]:
                best = (cost, field, parts)
        _, field, parts = best
        children = tuple(self.build(p) for p in parts)
        if all(c == children[0] for c in children):
            return children[0]
        return (field, children)

    @staticmethod
    def restrict(rows, field, value):
        out = []
        for key, target in rows:
            rest = []
            for f, bits in key:
                if f != field:
                    rest.append((f, bits))
                elif not bits >> value & 1:
                    break
            else:
                r = (tuple(rest), target)
                if r not in out:
                    out.append(r)
        return tuple(out)


class TreeWriter:
    """Numbers the nodes of trees, each sub-tree once, children first."""

    def __init__(self):
        self.lines = []
        self.numbers = {}
        self.written = {}

    def reference(self, tree, fields):
        """The text by which a tree is referred to: '-', '@number' or the leaf."""
        if tree == INVALID:
            return "-"
        if isinstance(tree, str):
            return tree
        seen = (id(fields), tree)
        if seen not in self.written:
            shift, width = fields[tree[0]]
            row = "%d:%d\t%s" % (shift, width, runs([self.reference(c, fields) for c in tree[1]]))
            if row not in self.numbers:
                self.numbers[row] = len(self.numbers)
                self.lines.append("node\t%d\t%s" % (self.numbers[row], row))
            self.written[seen] = "@%d" % self.numbers[row]
        return self.written[seen]


def runs(refs):
    """Neighbours that are equal are written once: ref*count."""
    out = []
    for r in refs:
        if out and out[-1][0] == r:
            out[-1][1] += 1
        else:
            out.append([r, 1])
    return " ".join(r if n == 1 else "%s*%d" % (r, n) for r, n in out)
