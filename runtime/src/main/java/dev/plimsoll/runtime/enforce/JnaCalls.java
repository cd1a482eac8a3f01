package dev.plimsoll.runtime.enforce;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Native calls through JNA, which has two ways: one that is there at once and takes microseconds
 * for each call, and direct mapping, which takes long to prepare. The first serves until many calls
 * are to be made.
 */
final class JnaCalls implements NativeCalls {
  /** More than any C library's posix_spawnattr_t or posix_spawn_file_actions_t has. */
  private static final int OPAQUE_BYTES = 1024;

  private static final int LIBC_SIGSET_BYTES = 128;
  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;

  private final Machine machine;
  private final NativeLibrary library;
  private final Function syscall;
  private volatile boolean isDirect;

  private JnaCalls(Machine machine, NativeLibrary library) {
    this.machine = machine;
    this.library = library;
    this.syscall = library.getFunction("syscall");
  }

  /**
   * The calls of this process.
   *
   * @throws LinkageError where JNA cannot be loaded
   */
  static NativeCalls open(Machine machine) {
    return new JnaCalls(machine, NativeLibrary.getProcess());
  }

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public void manyToCome() {
    Direct.register(library);
    isDirect = true;
  }

  @Override
  public long call(
      SystemCall call, long first, long second, long third, long fourth, long fifth, long sixth) {
    long number = call.number(machine);
    long result =
        isDirect
            ? Direct.syscall(number, first, second, third, fourth, fifth, sixth)
            : syscall.invokeLong(new Object[] {number, first, second, third, fourth, fifth, sixth});
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
      invoke("posix_spawnattr_init", with);
      invoke("posix_spawnattr_setflags", with, POSIX_SPAWN_SETSIGMASK);
      invoke("posix_spawnattr_setsigmask", with, address(mask));
      invoke("posix_spawn_file_actions_init", at);
      if (gate.isPresent()) {
        long fifo = gate.get().first(this);
        invoke("posix_spawn_file_actions_addopen", at, closed[0], fifo, 0, 0);
      }
      Function close = library.getFunction("posix_spawn_file_actions_addclose");
      for (int descriptor : closed) {
        close.invokeInt(new Object[] {at, descriptor});
      }
      int error =
          invoke(
              "posix_spawn",
              address(pid),
              path.first(this),
              at,
              with,
              arguments.array(this),
              environment.array(this));
      invoke("posix_spawn_file_actions_destroy", at);
      invoke("posix_spawnattr_destroy", with);
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
   * Calls a function of the C library; a {@code Long} for each pointer, which JNA makes none of.
   */
  private int invoke(String name, Object... arguments) {
    return library.getFunction(name).invokeInt(arguments);
  }

  /** The C library's function under its own name, as JNA's direct mapping needs it. */
  private static final class Direct {
    private Direct() {}

    static void register(NativeLibrary library) {
      Native.register(Direct.class, library);
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);
  }
}
