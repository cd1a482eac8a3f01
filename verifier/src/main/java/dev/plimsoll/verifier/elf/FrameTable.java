package dev.plimsoll.verifier.elf;

/** Address ranges of the functions that a file has unwind entries for, in the file's order. */
public final class FrameTable {

  private final long[] starts;
  private final long[] sizes;

  FrameTable(long[] starts, long[] sizes) {
    this.starts = starts;
    this.sizes = sizes;
  }

  /** How many there are. */
  public int count() {
    return starts.length;
  }

  /** The address of the first byte of one. */
  public long address(int index) {
    return starts[index];
  }

  /** How many bytes one has. */
  public long size(int index) {
    return sizes[index];
  }
}
