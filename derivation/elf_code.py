"""Where the code of an ELF object is, found without this project's reader: section headers here, the rest by readelf."""

import re
import struct
import subprocess

ARCHITECTURES = {3: "i386", 62: "x86_64", 183: "aarch64"}
TYPES = {1: "relocatable", 2: "executable", 3: "shared", 4: "core"}
EXECUTABLE, NO_BITS = 4, 8


class Section:
    def __init__(self, name, address, offset, size):
        self.name, self.address, self.offset, self.size = name, address, offset, size


def header(data):
    """(machine, type) of an ELF object, as numbers."""
    kind, machine = struct.unpack_from(("<" if data[5] == 1 else ">") + "HH", data, 16)
    return machine, kind


def sections(path):
    """(architecture, executable sections) of a little-endian object."""
    with open(path, "rb") as f:
        data = f.read()
    if data[:4] != b"\x7fELF" or data[5] != 1 or header(data)[0] not in ARCHITECTURES:
        raise ValueError("%s: not an ELF object of %s" % (path, ", ".join(ARCHITECTURES.values())))
    wide = data[4] == 2
    table = struct.unpack_from("<Q" if wide else "<I", data, 40 if wide else 32)[0]
    entry, count, names_index = struct.unpack_from("<HHH", data, 58 if wide else 46)
    layout = struct.Struct("<IIQQQQ" if wide else "<IIIIII")
    headers = [layout.unpack_from(data, table + i * entry) for i in range(count)]
    found = []
    for name, kind, flags, address, offset, size in headers:
        if flags & EXECUTABLE and kind != NO_BITS:
            start = headers[names_index][4] + name
            found.append(Section(data[start:data.index(b"\0", start)].decode(), address, offset, size))
    return ARCHITECTURES[header(data)[0]], found


def read(path, pieces):
    """The bytes of (offset, size) pieces."""
    with open(path, "rb") as f:
        for offset, size in pieces:
            f.seek(offset)
            yield f.read(size)


def functions(path):
    """({start: end}, {address: whether data begins}) from symbols and unwind entries; a function may not say where it ends."""
    starts, mapping = {}, {}
    for line in _readelf("-sW", path):
        cells = line.split()
        if len(cells) < 8 or not cells[6].isdigit():
            continue
        address, size = int(cells[1], 16), int(cells[2], 0)
        if cells[3] in ("FUNC", "IFUNC"):
            starts[address] = max(starts.get(address, 0), address + size)
        elif re.match(r"\$[xd]\b", cells[7]):
            mapping[address] = cells[7][1] == "d"
    for line in _readelf("--debug-dump=frames", path):
        found = re.search(r" FDE .*pc=([0-9a-f]+)\.\.([0-9a-f]+)", line)
        if found:
            start, end = int(found[1], 16), int(found[2], 16)
            starts[start] = max(starts.get(start, 0), end)
    return starts, mapping


def pieces(path):
    """([(offset, size)] in functions, [(offset, size)] outside of all), cut wherever a function begins or ends; marked data is left out."""
    starts, mapping = functions(path)
    inside, outside = [], []
    for section in sections(path)[1]:
        end = section.address + section.size
        whole = section.name.startswith((".plt", ".init", ".fini", ".iplt"))
        cuts = {c for pair in starts.items() for c in pair} | set(mapping)
        cuts = sorted({c for c in cuts if section.address < c < end} | {section.address})
        reached, data = (end if whole else 0), False
        for at, after in zip(cuts, cuts[1:] + [end]):
            data = mapping.get(at, data)
            if at in starts:
                reached = max(reached, starts[at] if starts[at] > at else after)
            if not data:
                piece = (section.offset + at - section.address, after - at)
                (inside if at < reached else outside).append(piece)
    return inside, outside


def _readelf(*arguments):
    command = ["readelf", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace") as p:
        yield from p.stdout
