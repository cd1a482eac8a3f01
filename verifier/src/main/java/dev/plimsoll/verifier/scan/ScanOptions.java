package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.archive.ArchiveLimits;

/**
 * How to scan.
 *
 * @param parallelism how many threads look at objects; at least 1; no influence on the result
 * @param digests whether {@link ObjectReport#sha256()} is there
 * @param functions whether {@link ObjectReport#functions()} is filled
 * @param limits what archives may cost
 */
public record ScanOptions(
    int parallelism, boolean functions, boolean digests, ArchiveLimits limits) {

  /** All cores, neither functions nor digests, usual limits. */
  public static ScanOptions defaults() {
    return new ScanOptions(
        Runtime.getRuntime().availableProcessors(), false, false, ArchiveLimits.defaults());
  }

  public ScanOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException("a scan needs at least one thread, not " + parallelism);
    }
  }

  /** The same with {@link #functions()} as given. */
  public ScanOptions withFunctions(boolean listed) {
    return new ScanOptions(parallelism, listed, digests, limits);
  }

  /**
   * The same with {@link #digests()} as given: to hash a file may take longer than to decode it.
   */
  public ScanOptions withDigests(boolean made) {
    return new ScanOptions(parallelism, functions, made, limits);
  }
}
