package dev.plimsoll.verifier.scan;

/** Hears how far a scan is; called by any of its threads, one at a time. */
@FunctionalInterface
public interface ScanProgress {

  /** Hears nothing. */
  ScanProgress NONE = (path, objects, bytes) -> {};

  /**
   * An object is done.
   *
   * @param path the object
   * @param objects how many are done
   * @param bytes how many bytes of code they have
   */
  void scanned(String path, int objects, long bytes);
}
