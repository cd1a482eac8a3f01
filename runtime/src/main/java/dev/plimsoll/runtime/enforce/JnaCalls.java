package dev.plimsoll.runtime.enforce;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Native calls through JNA. */
final class JnaCalls implements NativeCalls {
  /** More than any C library's posix_spawnattr_t or posix_spawn_file_actions_t has. */
  private static final int OPAQUE_BYTES = 1024;

  private static final int LIBC_SIGSET_BYTES = 128;
  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;

  private static final int MAX_ARGUMENTS = 6;

  private final Machine machine;

  private JnaCalls(Machine machine) {
    this.machine = machine;
  }

  /**
   * The calls of this process.
   *
   * @throws LinkageError where JNA cannot be loaded
   */
  static NativeCalls open(Machine machine) {
    Libc.register();
    return new JnaCalls(machine);
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public long call(SystemCall call, long... arguments) {
    long[] six = Arrays.copyOf(arguments, MAX_ARGUMENTS);
    long result =
        Libc.syscall(call.number(machine), six[0], six[1], six[2], six[3], six[4], six[5]);
    return result == -1 ? -Native.getLastError() : result;
  }

  @Override
  public long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  @Override
  public long spawn(
      CStrings path,
      CStrings arguments,
      CStrings environment,
      Optional<CStrings> gate,
      long signalMask,
      int[] closed) {
    try (Memory actions = new Memory(OPAQUE_BYTES);
        Memory attributes = new Memory(OPAQUE_BYTES);
        Memory mask = new Memory(LIBC_SIGSET_BYTES);
        Memory pid = new Memory(Long.BYTES)) {
      mask.clear();
      mask.setLong(0, signalMask);
      pid.clear();
      Libc.posix_spawnattr_init(attributes);
      Libc.posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK);
      Libc.posix_spawnattr_setsigmask(attributes, mask);
      Libc.posix_spawn_file_actions_init(actions);
      gate.ifPresent(
          fifo -> {
            Pointer name = new Pointer(fifo.first(this));
            Libc.posix_spawn_file_actions_addopen(actions, closed[0], name, 0, 0);
          });
      for (int descriptor : closed) {
        Libc.posix_spawn_file_actions_addclose(actions, descriptor);
      }
      int error =
          Libc.posix_spawn(
              pid,
              new Pointer(path.first(this)),
              actions,
              attributes,
              new Pointer(arguments.array(this)),
              new Pointer(environment.array(this)));
      Libc.posix_spawn_file_actions_destroy(actions);
      Libc.posix_spawnattr_destroy(attributes);
      return error == 0 ? pid.getInt(0) : -error;
    } finally {
      Reference.reachabilityFence(path);
      Reference.reachabilityFence(arguments);
      Reference.reachabilityFence(environment);
      Reference.reachabilityFence(gate);
    }
  }

  /** The C library's functions, under their own names as JNA's direct mapping needs them. */
  @SuppressWarnings("checkstyle:MethodName")
  private static final class Libc {
    private Libc() {}

    static void register() {
      Native.register(Libc.class, "c");
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int posix_spawn(
        Pointer pid,
        Pointer path,
        Pointer actions,
        Pointer attributes,
        Pointer arguments,
        Pointer environment);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer mask);

    static native int posix_spawnattr_destroy(Pointer attributes);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_addopen(
        Pointer actions, int descriptor, Pointer path, int flags, int mode);

    static native int posix_spawn_file_actions_addclose(Pointer actions, int descriptor);

    static native int posix_spawn_file_actions_destroy(Pointer actions);
  }
}
