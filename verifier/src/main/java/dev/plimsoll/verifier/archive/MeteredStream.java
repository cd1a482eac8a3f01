package dev.plimsoll.verifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What a decompressor gives, held to the budget and to a ratio. Whatever a decompressor throws at
 * damaged input comes out as {@link IOException}. Closing it leaves the decompressor open, which
 * goes on with the next entry.
 */
final class MeteredStream extends InputStream {

  private final InputStream in;
  private final Budget budget;
  private final LongSupplier packed;
  private long count;

  /** {@code packed} tells how many packed bytes what was read so far was made from. */
  MeteredStream(InputStream in, Budget budget, LongSupplier packed) {
    this.in = in;
    this.budget = budget;
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    int read;
    try {
      read = in.read(into, at, length);
    } catch (RuntimeException e) {
      throw new IOException("damaged: " + e, e);
    }
    if (read > 0) {
      count += read;
      budget.expand(read);
      ArchiveLimits limits = budget.limits();
      if (count > limits.ratioFloor() && count / limits.ratio() > packed.getAsLong()) {
        throw new IOException("expands to more than " + limits.ratio() + " times its packed size");
      }
    }
    return read;
  }
}
