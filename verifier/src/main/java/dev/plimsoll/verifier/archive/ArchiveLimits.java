package dev.plimsoll.verifier.archive;

/**
 * What an archive, with all that is nested in it, may cost before it is given up as an error.
 *
 * @param expandedBytes how many bytes may be decompressed or copied out of one outermost file
 * @param ratio how many times larger than its packed form something may get, once it is past {@code
 *     ratioFloor}
 * @param ratioFloor bytes below which no ratio is asked
 * @param entries how many entries one outermost file may have
 * @param depth how many archives may be nested in each other
 * @param memoryBytes up to which size an entry is held in memory instead of a temporary file
 */
public record ArchiveLimits(
    long expandedBytes, int ratio, long ratioFloor, long entries, int depth, int memoryBytes) {

  /** Generous for anything that a build ships, and soon over for a decompression bomb. */
  public static ArchiveLimits defaults() {
    return new ArchiveLimits(16L << 30, 500, 64L << 20, 2_000_000, 8, 8 << 20);
  }
}
