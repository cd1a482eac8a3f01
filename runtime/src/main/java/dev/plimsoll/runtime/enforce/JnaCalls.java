package dev.plimsoll.runtime.enforce;

import com.sun.jna.Function;
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
  public void callCode(long address, long first, long second, long third) {
    Function.getFunction(new Pointer(address)).invokeVoid(new Object[] {first, second, third});
  }

  @Override
  public long spawn(
      CStrings path,
      CStrings arguments,
      CStrings environment,
      Optional<CStrings> gate,
      long signalMask,
      int[] closed) {
    ByteBuffer actions = Kernel.buffer(OPAQUE_BYTES);
    ByteBuffer attributes = Kernel.buffer(OPAQUE_BYTES);
    ByteBuffer mask = Kernel.buffer(LIBC_SIGSET_BYTES).putLong(0, signalMask);
    ByteBuffer pid = Kernel.buffer(Long.BYTES);
    long at = address(actions);
    long with = address(attributes);
    try {
      Libc.posix_spawnattr_init(with);
      Libc.posix_spawnattr_setflags(with, POSIX_SPAWN_SETSIGMASK);
      Libc.posix_spawnattr_setsigmask(with, address(mask));
      Libc.posix_spawn_file_actions_init(at);
      if (gate.isPresent()) {
        Libc.posix_spawn_file_actions_addopen(at, closed[0], gate.get().first(this), 0, 0);
      }
      for (int descriptor : closed) {
        Libc.posix_spawn_file_actions_addclose(at, descriptor);
      }
      int error =
          Libc.posix_spawn(
              address(pid),
              path.first(this),
              at,
              with,
              arguments.array(this),
              environment.array(this));
      Libc.posix_spawn_file_actions_destroy(at);
      Libc.posix_spawnattr_destroy(with);
      return error == 0 ? pid.getInt(0) : -error;
    } finally {
      Reference.reachabilityFence(mask);
      Reference.reachabilityFence(path);
      Reference.reachabilityFence(arguments);
      Reference.reachabilityFence(environment);
      Reference.reachabilityFence(gate);
    }
  }

  /**
   * The C library's functions, under their own names as JNA's direct mapping needs them. Addresses
   * are numbers: what JNA has for pointers takes long to load.
   */
  @SuppressWarnings("checkstyle:MethodName")
  private static final class Libc {
    private Libc() {}

    static void register() {
      Native.register(Libc.class, "c");
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int posix_spawn(
        long pid, long path, long actions, long attributes, long arguments, long environment);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigmask(long attributes, long mask);

    static native int posix_spawnattr_destroy(long attributes);

    static native int posix_spawn_file_actions_init(long actions);

    static native int posix_spawn_file_actions_addopen(
        long actions, int descriptor, long path, int flags, int mode);

    static native int posix_spawn_file_actions_addclose(long actions, int descriptor);

    static native int posix_spawn_file_actions_destroy(long actions);
  }
}
