package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.HostReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The only way from here into the kernel and the C library. */
interface NativeCalls {
  /** The calls of this process, or why there are none. */
  static Offer<NativeCalls> load() {
    String system = System.getProperty("os.name", "an unknown system");
    String architecture = HostReader.currentArchitecture();
    Optional<Machine> machine = Machine.named(architecture);
    if (!system.equals("Linux") || machine.isEmpty()) {
      return Offer.refused(
          "processes can be held on Linux on "
              + String.join(", ", Machine.names())
              + ", not on "
              + system
              + " on "
              + architecture);
    }
    try {
      return Offer.of(JnaCalls.open(machine.get()));
    } catch (LinkageError e) {
      return Offer.refused(
          "JNA could not be loaded ("
              + e
              + "); add net.java.dev.jna:jna to the class path, and where the temporary folder is"
              + " mounted noexec set -Djna.tmpdir");
    }
  }

  /** The architecture that the calls are made on. */
  Machine machine();

  /** Makes a system call; the result, or a negative error number. */
  long call(
      SystemCall call, long first, long second, long third, long fourth, long fifth, long sixth);

  default long call(SystemCall call) {
    return call(call, 0, 0, 0, 0, 0, 0);
  }

  default long call(SystemCall call, long first) {
    return call(call, first, 0, 0, 0, 0, 0);
  }

  default long call(SystemCall call, long first, long second) {
    return call(call, first, second, 0, 0, 0, 0);
  }

  default long call(SystemCall call, long first, long second, long third) {
    return call(call, first, second, third, 0, 0, 0);
  }

  default long call(SystemCall call, long first, long second, long third, long fourth) {
    return call(call, first, second, third, fourth, 0, 0);
  }

  default long call(SystemCall call, long first, long second, long third, long fourth, long fifth) {
    return call(call, first, second, third, fourth, fifth, 0);
  }

  /**
   * Gets ready for many calls, which takes longer than a few calls do; may be called by any thread,
   * meanwhile calls go on.
   */
  void manyToCome();

  /** Where a direct buffer's first byte is; valid while the buffer is reachable. */
  long address(ByteBuffer direct);

  /** Calls code that this process has put in its own memory. */
  void callCode(long address, long first, long second, long third);

  /**
   * Starts a program with {@code posix_spawn(3)}, blocking until the program runs or cannot.
   *
   * @param gate a FIFO that the child opens for reading before anything else, for a moment under
   *     the first of the closed descriptors
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
