package dev.plimsoll.verifier.bytes;

/** How parts of ELF files are compressed. */
public enum Compression {
  XZ,
  ZLIB,
  ZSTD
}
