package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;

/**
 * Where the buffers are that are used again and again: the JVM takes as long to tell as a short
 * system call takes. Keeps small buffers reachable, and few. Not for use by two threads at once.
 */
final class BufferAddresses {
  private static final int MAX_BYTES = 8192;
  private static final int MAX_BUFFERS = 64;

  private final NativeCalls calls;
  private final IdentityHashMap<ByteBuffer, Long> known = new IdentityHashMap<>(MAX_BUFFERS);

  BufferAddresses(NativeCalls calls) {
    this.calls = calls;
  }

  long of(ByteBuffer direct) {
    Long kept = known.get(direct);
    if (kept != null) {
      return kept;
    }
    long address = calls.address(direct);
    if (direct.capacity() <= MAX_BYTES) {
      if (known.size() == MAX_BUFFERS) {
        known.clear();
      }
      known.put(direct, address);
    }
    return address;
  }
}
