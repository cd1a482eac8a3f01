package dev.plimsoll.verifier.archive;

/** What is to be done with some bytes. */
enum Kind {
  ELF,
  ZIP,
  TAR,
  AR,
  GZIP,
  XZ,
  ZSTD,
  BZIP2,
  /** A script that may have a ZIP archive behind it. */
  SCRIPT,
  SKIPPED,
  OTHER;

  boolean compressed() {
    return this == GZIP || this == XZ || this == ZSTD || this == BZIP2;
  }
}
