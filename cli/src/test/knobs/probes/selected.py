"""Prints the code of the functions that the C library chose, one per line in hexadecimal. Where each begins and ends its unwind table tells."""

import ctypes
import struct

NAMES = "memcpy memmove memset memchr memcmp memrchr strlen strnlen strcpy strncpy strcat strchr strrchr strcmp strncmp strspn strcspn strpbrk strstr memmem stpcpy wcslen wcschr memccpy"
c = ctypes.CDLL("libc.so.6")
unwinder = ctypes.CDLL("libgcc_s.so.1")
unwinder._Unwind_Find_FDE.restype = ctypes.c_void_p
for name in NAMES.split():
    address = ctypes.cast(getattr(c, name), ctypes.c_void_p).value
    bases = (ctypes.c_void_p * 3)()
    entry = unwinder._Unwind_Find_FDE(ctypes.c_void_p(address + 1), bases)
    if entry and bases[2] == address:
        (length,) = struct.unpack("=I", ctypes.string_at(entry + 12, 4))
        print(ctypes.string_at(address, length).hex())
