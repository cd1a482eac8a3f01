package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Finds how long a ZIP archive's central directory is before a library holds all of it in memory
 * (PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16).
 */
final class CentralDirectory {

  private static final int END_SIZE = 22;
  private static final int MOST_COMMENT = 0xffff;
  private static final long END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR_SIZE = 20;
  private static final long LOCATOR_SIGNATURE = 0x07064b50;
  private static final long WIDE_SIGNATURE = 0x06064b50;
  private static final long UNKNOWN = 0xffffffffL;

  private CentralDirectory() {}

  /** The directory's length in bytes; empty if there is no end record, so that it is no archive. */
  static OptionalLong size(ByteSource source) throws IOException {
    ByteView view = new ByteView(source, false);
    long last = view.size() - END_SIZE;
    for (long at = last; at >= 0 && at >= last - MOST_COMMENT; at--) {
      if (view.u8(at) == 'P' && view.u32(at) == END_SIGNATURE) {
        return OptionalLong.of(size(view, at));
      }
    }
    return OptionalLong.empty();
  }

  private static long size(ByteView view, long end) throws IOException {
    long size = view.u32(end + 12);
    long locator = end - LOCATOR_SIZE;
    if (size == UNKNOWN && locator >= 0 && view.u32(locator) == LOCATOR_SIGNATURE) {
      long wide = view.u64(locator + 8);
      if (view.contains(wide, 56) && view.u32(wide) == WIDE_SIGNATURE) {
        return view.u64(wide + 40);
      }
    }
    return size;
  }
}
