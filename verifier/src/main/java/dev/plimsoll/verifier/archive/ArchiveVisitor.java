package dev.plimsoll.verifier.archive;

/** Hears what a walk meets, in the walk's order, on the walk's thread. */
public interface ArchiveVisitor {

  /** An ELF object, which the visitor closes; the walk waits until this returns. */
  void object(NativeObject object);

  /** Something with native code that is not looked at, and its kind. */
  void skipped(String path, String reason);

  /** Something that could not be read, and why. */
  void error(String path, String reason);
}
