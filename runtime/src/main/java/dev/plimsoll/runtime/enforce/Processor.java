package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The CPUID instruction of this machine, executed by the calling thread, which nothing keeps from
 * it.
 */
final class Processor {
  /** How many registers an answer has. */
  static final int REGISTERS = 4;

  /**
   * For the System V ABI, a function of leaf, subleaf and where the four registers go: push rbx;
   * mov eax,edi; mov ecx,esi; mov r8,rdx; cpuid; mov [r8],eax; mov [r8+4],ebx; mov [r8+8],ecx; mov
   * [r8+12],edx; pop rbx; ret.
   */
  private static final int[] CODE = {
    0x53, 0x89, 0xf8, 0x89, 0xf1, 0x49, 0x89, 0xd0, 0x0f, 0xa2, 0x41, 0x89, 0x00, 0x41, 0x89, 0x58,
    0x04, 0x41, 0x89, 0x48, 0x08, 0x41, 0x89, 0x50, 0x0c, 0x5b, 0xc3
  };

  private static final int PAGE_BYTES = 4096;
  private static final int READ_AND_EXECUTE = 5;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int CPU_SET_BYTES = 1024;

  private final Kernel kernel;
  private final long code;
  private final ByteBuffer answer = Kernel.buffer(REGISTERS * Integer.BYTES);
  private final ByteBuffer allowed = Kernel.buffer(CPU_SET_BYTES);
  private final ByteBuffer one = Kernel.buffer(CPU_SET_BYTES);
  private final ByteBuffer text = Kernel.buffer(2048);

  private Processor(Kernel kernel, long code) {
    this.kernel = kernel;
    this.code = code;
  }

  /** The processor, empty where this process may not have code of its own. */
  static Optional<Processor> open(Kernel kernel) {
    long page =
        kernel
            .calls()
            .call(SystemCall.MMAP, 0, PAGE_BYTES, READ_AND_EXECUTE, PRIVATE_ANONYMOUS, -1L, 0);
    int memory = kernel.open("/proc/self/mem", Kernel.O_RDWR);
    if (memory < 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = Kernel.buffer(CODE.length);
    for (int octet : CODE) {
      bytes.put((byte) octet);
    }
    boolean written = page > 0 && kernel.write(memory, bytes.flip(), page) == CODE.length;
    kernel.close(memory);
    return written ? Optional.of(new Processor(kernel, page)) : Optional.empty();
  }

  /**
   * What is answered where a task of another process runs: some answers are those of one processor.
   * The registers are in the buffer, EAX first, until the next question.
   */
  ByteBuffer answer(int tid, int leaf, int subleaf) {
    long processor = ProcStat.read(kernel, tid, text).field(ProcStat.PROCESSOR);
    long bytes =
        kernel
            .calls()
            .call(SystemCall.SCHED_GETAFFINITY, 0, CPU_SET_BYTES, kernel.address(allowed));
    boolean moved = bytes > 0 && processor < CPU_SET_BYTES * Byte.SIZE && move((int) processor);
    kernel
        .calls()
        .callCode(
            code,
            Integer.toUnsignedLong(leaf),
            Integer.toUnsignedLong(subleaf),
            kernel.address(answer));
    if (moved) {
      kernel.calls().call(SystemCall.SCHED_SETAFFINITY, 0, bytes, kernel.address(allowed));
    }
    return answer;
  }

  private boolean move(int processor) {
    int at = processor / Byte.SIZE;
    one.put(at, (byte) (1 << (processor % Byte.SIZE)));
    long result =
        kernel.calls().call(SystemCall.SCHED_SETAFFINITY, 0, CPU_SET_BYTES, kernel.address(one));
    one.put(at, (byte) 0);
    return result >= 0;
  }
}
