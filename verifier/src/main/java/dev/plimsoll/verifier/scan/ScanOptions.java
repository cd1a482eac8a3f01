package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.archive.ArchiveLimits;

/**
 * How to scan.
 *
 * @param parallelism how many threads look at objects; at least 1; no influence on the result
 * @param functions whether {@link ObjectReport#functions()} is filled
 * @param limits what archives may cost
 */
public record ScanOptions(int parallelism, boolean functions, ArchiveLimits limits) {

  /** All cores, no list of functions, usual limits. */
  public static ScanOptions defaults() {
    return new ScanOptions(
        Runtime.getRuntime().availableProcessors(), false, ArchiveLimits.defaults());
  }

  public ScanOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException("a scan needs at least one thread, not " + parallelism);
    }
  }

  /** The same with {@link #functions()} as given. */
  public ScanOptions withFunctions(boolean listed) {
    return new ScanOptions(parallelism, listed, limits);
  }
}
