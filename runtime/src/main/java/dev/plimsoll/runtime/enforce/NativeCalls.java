package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The only way from here into the kernel and the C library. */
interface NativeCalls {
  /** The architecture that the calls are made on. */
  Machine machine();

  /** Makes a system call; the result, or a negative error number. */
  long call(SystemCall call, long... arguments);

  /** Where a direct buffer's first byte is; valid while the buffer is reachable. */
  long address(ByteBuffer direct);

  /**
   * Starts a program with {@code posix_spawn(3)}, blocking until the program runs or cannot.
   *
   * @param gate a FIFO that the child opens for reading before anything else
   * @param signalMask the signals that the program starts with blocked, bit n-1 for signal n
   * @param closed descriptors that the program does not get
   * @return the process, or a negative error number
   */
  long spawn(
      CStrings path,
      CStrings arguments,
      CStrings environment,
      Optional<CStrings> gate,
      long signalMask,
      int[] closed);
}
