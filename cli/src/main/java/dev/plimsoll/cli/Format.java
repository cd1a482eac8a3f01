package dev.plimsoll.cli;

/** How results are written. */
enum Format {
  TEXT,
  JSON
}
