package dev.plimsoll.verifier.scan;

/** Hears how far a scan is; called by any of its threads, one at a time. */
@FunctionalInterface
public interface ScanProgress {

  /** Hears nothing. */
  ScanProgress NONE = (path, objects, bytes) -> {};

  /**
   * An object is done, or another part of one.
   *
   * @param path the object
   * @param objects how many are done
   * @param bytes how many bytes of code were looked at, of objects that are not done, too
   */
  void at(String path, int objects, long bytes);
}
