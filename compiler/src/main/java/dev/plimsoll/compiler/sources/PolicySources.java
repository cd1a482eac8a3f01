package dev.plimsoll.compiler.sources;

/** Finds imported files. What an import names does not depend on the file that imports it. */
@FunctionalInterface
public interface PolicySources {
  /** No place at all: every import is missing. */
  PolicySources NONE = path -> ImportLookup.Missing.NOWHERE;

  /**
   * The file that an import names.
   *
   * @param path what stands between the quotes, whatever that is
   */
  ImportLookup find(String path);
}
