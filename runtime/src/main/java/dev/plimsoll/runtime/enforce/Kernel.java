package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * The system calls that a supervisor makes, typed. Results below 0 are negative error numbers.
 *
 * <p>Constants are those of {@code include/uapi}; they are the same on all of {@link Machine}. Not
 * for use by two threads at once, because small buffers are kept.
 */
final class Kernel {
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int WNOHANG = 1;
  static final int WUNTRACED = 2;
  static final int WNOTHREAD = 0x20000000;
  static final int WALL = 0x40000000;

  static final int POLLIN = 1;
  static final int POLLHUP = 0x10;

  private static final int AT_FDCWD = -100;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int S_IFIFO = 0x1000;
  private static final int OWNER_ONLY = 0x180;
  private static final int FOLDER_OF_OWNER_ONLY = 0x1c0;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int SIG_BLOCK = 0;
  private static final int SIG_SETMASK = 2;
  private static final int SIGSET_BYTES = 8;
  private static final int PR_SET_DUMPABLE = 4;

  /** A pair of an address and a length, {@code struct iovec}. */
  private static final int VECTOR_BYTES = 2 * Long.BYTES;

  private static final int MAX_PATCHES = 4;

  private final NativeCalls calls;
  private final BufferAddresses addresses;
  private final ByteBuffer scratch = buffer(256);
  private final ByteBuffer here = buffer(MAX_PATCHES * VECTOR_BYTES);
  private final ByteBuffer there = buffer(MAX_PATCHES * VECTOR_BYTES);

  Kernel(NativeCalls calls) {
    this.calls = calls;
    this.addresses = new BufferAddresses(calls);
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  NativeCalls calls() {
    return calls;
  }

  /** Lets the calls become faster, in a thread of its own. */
  void manyToCome() {
    Thread thread = new Thread(calls::manyToCome, "plimsoll-calls");
    thread.setDaemon(true);
    thread.start();
  }

  Machine machine() {
    return calls.machine();
  }

  long address(ByteBuffer direct) {
    return addresses.of(direct);
  }

  private long path(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    scratch.clear().put(bytes).put((byte) 0);
    return address(scratch);
  }

  /** Opens a file whose path is shorter than 256 bytes. */
  int open(String path, int flags) {
    return (int) calls.call(SystemCall.OPENAT, AT_FDCWD, path(path), flags | O_CLOEXEC);
  }

  void close(int descriptor) {
    calls.call(SystemCall.CLOSE, descriptor);
  }

  /** Reads into the buffer from its start and sets its limit to what was read. */
  long read(int descriptor, ByteBuffer into, long offset) {
    into.clear();
    long read = calls.call(SystemCall.PREAD64, descriptor, address(into), into.capacity(), offset);
    into.limit((int) Math.max(read, 0));
    return read;
  }

  /** Reads the start of a file, as {@link #read(int, ByteBuffer, long)}. */
  long read(String path, ByteBuffer into) {
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
      into.limit(0);
      return descriptor;
    }
    long read = read(descriptor, into, 0);
    close(descriptor);
    return read;
  }

  /** Reads from a descriptor that has no offsets. */
  long readStream(int descriptor, ByteBuffer into) {
    into.clear();
    return calls.call(SystemCall.READ, descriptor, address(into), into.capacity());
  }

  /** Writes a buffer's bytes up to its limit. */
  long write(int descriptor, ByteBuffer from, long offset) {
    return calls.call(SystemCall.PWRITE64, descriptor, address(from), from.limit(), offset);
  }

  /**
   * Reads the memory of a process into the buffer from its start, as far as it is mapped, and sets
   * the buffer's limit to what was read.
   */
  long readMemory(int pid, long at, ByteBuffer into) {
    into.clear();
    vector(here, 0, address(into), into.capacity());
    vector(there, 0, at, into.capacity());
    long read = calls.call(SystemCall.PROCESS_VM_READV, pid, address(here), 1, address(there), 1);
    if (isNotThere(read)) {
      return throughFile(pid, memory -> read(memory, into, at));
    }
    into.limit((int) Math.max(read, 0));
    return read;
  }

  /** Writes into the memory of a process; 0, or a negative error number where any is missing. */
  long writeMemory(int pid, List<Patch> patches) {
    int count = patches.size();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      Patch patch = patches.get(i);
      vector(here, i, address(patch.bytes()), patch.bytes().limit());
      vector(there, i, patch.at(), patch.bytes().limit());
      bytes += patch.bytes().limit();
    }
    long written =
        calls.call(SystemCall.PROCESS_VM_WRITEV, pid, address(here), count, address(there), count);
    if (isNotThere(written)) {
      written = throughFile(pid, memory -> write(memory, patches));
    }
    return written == bytes ? 0 : written < 0 ? written : -Errno.EFAULT;
  }

  private long write(int memory, List<Patch> patches) {
    long bytes = 0;
    for (Patch patch : patches) {
      long written = write(memory, patch.bytes(), patch.at());
      if (written < 0) {
        return written;
      }
      bytes += written;
    }
    return bytes;
  }

  /** Kernels are built without these calls, and filters of containers refuse them. */
  private static boolean isNotThere(long result) {
    return result == -Errno.ENOSYS || result == -Errno.EPERM;
  }

  private long throughFile(int pid, IntToLongFunction access) {
    int memory = open("/proc/" + pid + "/mem", O_RDWR);
    if (memory < 0) {
      return memory;
    }
    long result = access.applyAsLong(memory);
    close(memory);
    return result;
  }

  private static void vector(ByteBuffer vectors, int index, long address, long bytes) {
    vectors.putLong(index * VECTOR_BYTES, address);
    vectors.putLong(index * VECTOR_BYTES + Long.BYTES, bytes);
  }

  /** The start of a file of /proc as text. */
  Optional<String> text(String path, ByteBuffer through) {
    if (read(path, through) < 0) {
      return Optional.empty();
    }
    return Optional.of(new String(bytes(through), StandardCharsets.ISO_8859_1));
  }

  /** A buffer's bytes up to its limit. */
  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    return bytes;
  }

  long makeFifo(String path) {
    return calls.call(SystemCall.MKNODAT, AT_FDCWD, path(path), S_IFIFO | OWNER_ONLY);
  }

  long unlink(String path) {
    return calls.call(SystemCall.UNLINKAT, AT_FDCWD, path(path));
  }

  /** The error of {@code access(2)}, 0 where it is permitted. */
  long access(CStrings path, int mode) {
    return calls.call(SystemCall.FACCESSAT, AT_FDCWD, path.first(calls), mode);
  }

  void closeOnExec(int descriptor) {
    calls.call(SystemCall.FCNTL, descriptor, F_SETFD, FD_CLOEXEC);
  }

  int getpid() {
    return (int) calls.call(SystemCall.GETPID);
  }

  int gettid() {
    return (int) calls.call(SystemCall.GETTID);
  }

  int getsid() {
    return (int) calls.call(SystemCall.GETSID);
  }

  long kill(int pid, int signal) {
    return calls.call(SystemCall.KILL, pid, signal);
  }

  /** Waits as {@code wait4(2)}; the status is in the buffer's first int. */
  int wait(int pid, int options, ByteBuffer status) {
    return (int) calls.call(SystemCall.WAIT4, pid, address(status), options);
  }

  long ptrace(int request, int pid, long address, long data) {
    return calls.call(SystemCall.PTRACE, request, pid, address, data);
  }

  long prctl(int option, long argument) {
    return calls.call(SystemCall.PRCTL, option, argument);
  }

  long seccomp(int operation, int flags, ByteBuffer argument) {
    return calls.call(SystemCall.SECCOMP, operation, flags, address(argument));
  }

  long ioctl(int descriptor, int request, ByteBuffer argument) {
    return calls.call(
        SystemCall.IOCTL, descriptor, Integer.toUnsignedLong(request), address(argument));
  }

  /** Waits without limit for one of the {@code struct pollfd} of the buffer. */
  long poll(ByteBuffer descriptors) {
    return calls.call(SystemCall.PPOLL, address(descriptors), descriptors.capacity() / 8);
  }

  /** What is the matter with a descriptor just now, as {@code poll(2)} says it. */
  int poll(int descriptor) {
    scratch.putInt(0, descriptor).putInt(Integer.BYTES, 0);
    scratch.putLong(Long.BYTES, 0).putLong(2 * Long.BYTES, 0);
    long at = address(scratch);
    calls.call(SystemCall.PPOLL, at, 1, at + Long.BYTES);
    return scratch.getShort(6);
  }

  int eventDescriptor() {
    return (int) calls.call(SystemCall.EVENTFD2, 0, O_CLOEXEC | O_NONBLOCK);
  }

  void signalEvent(int descriptor) {
    ByteBuffer one = buffer(Long.BYTES).putLong(0, 1);
    calls.call(SystemCall.WRITE, descriptor, address(one), Long.BYTES);
  }

  int signalDescriptor(long signals) {
    scratch.putLong(0, signals);
    return (int)
        calls.call(
            SystemCall.SIGNALFD4, -1, address(scratch), SIGSET_BYTES, O_CLOEXEC | O_NONBLOCK);
  }

  /** Blocks signals in the calling thread; the mask is what it had blocked before. */
  long block(long signals) {
    return changeMask(SIG_BLOCK, signals);
  }

  long setMask(long signals) {
    return changeMask(SIG_SETMASK, signals);
  }

  private long changeMask(int how, long signals) {
    scratch.putLong(0, signals).putLong(Long.BYTES, 0);
    long at = address(scratch);
    calls.call(SystemCall.RT_SIGPROCMASK, how, at, at + Long.BYTES, SIGSET_BYTES);
    return scratch.getLong(Long.BYTES);
  }

  /** Waits for one of some blocked signals; its {@code siginfo_t} is in the buffer. */
  int awaitSignal(long signals, ByteBuffer info) {
    scratch.putLong(0, signals);
    return (int)
        calls.call(SystemCall.RT_SIGTIMEDWAIT, address(scratch), address(info), 0, SIGSET_BYTES);
  }

  /** Opens a folder itself, not what a link leads to. */
  int openFolder(String path) {
    Machine.OpenFlags flags = machine().openFlags();
    return open(path, flags.directory() | flags.noFollow());
  }

  /** Opens a file of an open folder itself, not what a link leads to; new files are the owner's. */
  int openAt(int folder, String name, int flags) {
    int all = flags | machine().openFlags().noFollow() | O_NONBLOCK | O_CLOEXEC;
    return (int) calls.call(SystemCall.OPENAT, folder, path(name), all, OWNER_ONLY);
  }

  long makeFolder(String path) {
    return calls.call(SystemCall.MKDIRAT, AT_FDCWD, path(path), FOLDER_OF_OWNER_ONLY);
  }

  long renameAt(int folder, CStrings from, CStrings to) {
    return calls.call(SystemCall.RENAMEAT2, folder, from.first(calls), folder, to.first(calls));
  }

  long unlinkAt(int folder, String name) {
    return calls.call(SystemCall.UNLINKAT, folder, path(name));
  }

  /** What {@code statx(2)} says of an open file, empty where it says nothing. */
  Optional<FileFacts> facts(int descriptor) {
    ByteBuffer facts = buffer(FileFacts.BYTES);
    long error =
        calls.call(
            SystemCall.STATX,
            descriptor,
            path(""),
            AT_EMPTY_PATH,
            STATX_BASIC_STATS,
            address(facts));
    return error < 0 ? Optional.empty() : Optional.of(FileFacts.of(facts));
  }

  /** Gives a signal its default action back. */
  void resetSignal(int signal) {
    ByteBuffer zeros = buffer(64);
    calls.call(SystemCall.RT_SIGACTION, signal, address(zeros), 0, SIGSET_BYTES);
  }

  /**
   * Ends this process by a signal, without a core file; comes back where the signal ends nothing.
   */
  void dieBy(int signal) {
    prctl(PR_SET_DUMPABLE, 0);
    resetSignal(signal);
    setMask(0);
    // Not kill(2): a thread that waits for the signal would take it.
    calls.call(SystemCall.TGKILL, getpid(), gettid(), signal);
  }

  /** Stops this process; comes back when it is continued. */
  void stopHere() {
    // Not kill(2): another thread would take the signal, and this one go on for a while.
    calls.call(SystemCall.TGKILL, getpid(), gettid(), Signals.STOP);
  }

  /** Replaces this process; comes back only with an error. */
  long execute(CStrings path, CStrings arguments, CStrings environment) {
    return calls.call(
        SystemCall.EXECVE, path.first(calls), arguments.array(calls), environment.array(calls));
  }
}
