package dev.plimsoll.verifier.archive;

/**
 * What an archive, with all that is nested in it, may cost before it is given up as an error. The
 * first four hold for one outermost file.
 *
 * @param expandedBytes how many bytes may be decompressed out of it
 * @param entries how many entries it may have
 * @param reports how many of them may be objects, skipped or errors
 * @param depth how many archives may be nested in each other
 * @param ratio how many times larger than its packed form something may get, once it is past {@code
 *     ratioFloor}
 * @param ratioFloor bytes below which no ratio is asked
 * @param directoryBytes how long a ZIP archive's central directory may be
 * @param memoryBytes up to which size an entry is held in memory instead of a temporary file
 */
public record ArchiveLimits(
    long expandedBytes,
    long entries,
    long reports,
    int depth,
    int ratio,
    long ratioFloor,
    long directoryBytes,
    int memoryBytes) {

  /** Generous for anything that a build ships, and soon over for a decompression bomb. */
  public static ArchiveLimits defaults() {
    return new ArchiveLimits(16L << 30, 2_000_000, 100_000, 8, 500, 64L << 20, 16L << 20, 4 << 20);
  }
}
