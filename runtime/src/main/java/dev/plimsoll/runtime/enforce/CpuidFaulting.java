package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.plan.CpuidMask;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers the CPUID instruction of held programs. Where a processor has CPUID faulting, the kernel
 * lets a thread have it raise SIGSEGV, by {@code arch_prctl(ARCH_SET_CPUID, 0)}: new threads and
 * processes keep that, an exec ends it. Who traces every thread sees the signal before the program
 * does, and puts an answer in place of it.
 *
 * <p>Programs cannot have it back: a seccomp filter refuses them the call, as kernels without CPUID
 * faulting do, unless it has an argument that only the supervisor knows.
 */
final class CpuidFaulting {
  static final String CONTROL = "cpuid-faulting";

  private static final long ARCH_SET_CPUID = 0x1012;
  private static final int AUDIT_X86_64 = 0xC000003E;
  private static final int AUDIT_I386 = 0x40000003;
  private static final int X32 = 0x40000000;
  private static final int SECRET = 5;

  /** {@code SI_KERNEL}: what a general protection fault gives, with no address. */
  private static final int RAISED_BY_KERNEL = 0x80;

  private static final int RAX = 10;
  private static final int RCX = 11;
  private static final int RIP = 16;
  private static final int CS = 17;

  /** {@code __USER32_CS}. */
  private static final int CODE_OF_32_BITS = 0x23;

  /** Where EAX, EBX, ECX and EDX are. */
  private static final int[] ANSWER = {RAX, 5, RCX, 12};

  private final Kernel kernel;
  private final List<CpuidMask> masks;
  private final Optional<Processor> processor;
  private final long error;
  private final TracedProgram traced;
  private final CompatCall compat;
  private final int ownFilters;
  private final int secret;
  private final ByteBuffer code = Kernel.buffer(2 * Long.BYTES);
  private final ByteBuffer header = Kernel.buffer(ProcessAbi.HEADER_BYTES);
  private long answers;
  private long compatSet;
  private long compatRefused;

  /**
   * The answers of a plan.
   *
   * @param mechanism what sees every thread all the time, or nothing is answered
   */
  CpuidFaulting(Kernel kernel, Tracing tracing, HoldPlan plan, Mechanism mechanism) {
    this.kernel = kernel;
    boolean isAsked =
        mechanism == Mechanism.TRACED_TREE
            && kernel.machine().architecture().equals(Machine.X86_64.architecture());
    this.masks = isAsked ? plan.cpuid() : List.of();
    this.error =
        masks.isEmpty() ? 0 : kernel.calls().call(SystemCall.ARCH_PRCTL, ARCH_SET_CPUID, 1);
    this.processor = masks.isEmpty() || error < 0 ? Optional.empty() : Processor.open(kernel);
    // Sources of random numbers take long to start.
    this.secret = isOn() ? new SecureRandom().nextInt() : 0;
    this.ownFilters = ProcStatus.ownFilters(kernel) + filters();
    this.traced = new TracedProgram(kernel);
    this.compat = new CompatCall(kernel, tracing, traced);
  }

  /** Whether CPUID is answered. */
  boolean isOn() {
    return processor.isPresent();
  }

  /** How many seccomp filters the programs have because of it. */
  int filters() {
    return isOn() ? 1 : 0;
  }

  /** Makes the calling thread, and so what it starts, unable to end it. */
  long prepare(Kernel own) {
    return isOn() ? filter().install(own, 0) : 0;
  }

  private SeccompFilter filter() {
    return new SeccompFilter()
        .load(SeccompFilter.ARCH_OFFSET)
        .skip(AUDIT_X86_64, 0, 4)
        .load(SeccompFilter.NUMBER_OFFSET)
        .skip(SystemCall.ARCH_PRCTL.number(Machine.X86_64), 5, 0)
        .skip(SystemCall.ARCH_PRCTL.number(Machine.X86_64) | X32, 4, 0)
        .give(SeccompFilter.RET_ALLOW)
        .skip(AUDIT_I386, 0, 6)
        .load(SeccompFilter.NUMBER_OFFSET)
        .skip(CompatCall.ARCH_PRCTL, 0, 4)
        .load(SeccompFilter.argumentOffset(0))
        .skip((int) ARCH_SET_CPUID, 0, 2)
        .load(SeccompFilter.argumentOffset(SECRET))
        .skip(secret, 0, 1)
        .give(SeccompFilter.RET_ALLOW)
        .give(SeccompFilter.RET_ERRNO | Errno.ENODEV);
  }

  private List<Long> arguments() {
    return List.of(ARCH_SET_CPUID, 0L, 0L, 0L, 0L, Integer.toUnsignedLong(secret));
  }

  /** What each 64-bit program is made to call at its exec stop. */
  Optional<Injection.Call> call() {
    return isOn()
        ? Optional.of(new Injection.Call(SystemCall.ARCH_PRCTL, arguments()))
        : Optional.empty();
  }

  /**
   * Has a 32-bit program at its exec stop make the same call.
   *
   * @return how it ended, where it was killed meanwhile
   */
  Optional<WaitStatus> setInCompat(int pid) {
    boolean is32Bit =
        isOn()
            && kernel.read("/proc/" + pid + "/exe", header) >= 0
            && ProcessAbi.of(header).filter(abi -> abi.bits() < Long.SIZE).isPresent();
    if (!is32Bit) {
      return Optional.empty();
    }
    CompatCall.Result result = compat.make(pid, ownFilters, arguments());
    compatSet += result.value() == 0 ? 1 : 0;
    compatRefused += result.value() == 0 ? 0 : 1;
    return result.end();
  }

  /** Whether a task has stopped for SIGSEGV because of CPUID; it is past it then. */
  boolean answer(int tid) {
    if (!isOn() || !traced.isRaised(tid, RAISED_BY_KERNEL, 0)) {
      return false;
    }
    ByteBuffer registers = traced.registers(tid);
    boolean isLong = register(registers, CS) != CODE_OF_32_BITS;
    long pc = register(registers, RIP);
    traced.peek(tid, pc, code);
    int length = CpuidInstruction.length(code, isLong);
    if (length == 0) {
      return false;
    }
    int leaf = (int) register(registers, RAX);
    int subleaf = (int) register(registers, RCX);
    ByteBuffer answer = processor.orElseThrow().answer(tid, leaf, subleaf);
    masked(masks, leaf, subleaf, answer);
    for (int i = 0; i < ANSWER.length; i++) {
      long value = Integer.toUnsignedLong(answer.getInt(i * Integer.BYTES));
      registers.putLong(ANSWER[i] * Long.BYTES, value);
    }
    registers.putLong(RIP * Long.BYTES, pc + length);
    answers++;
    return traced.setRegisters(tid, registers) >= 0;
  }

  private static long register(ByteBuffer registers, int index) {
    return registers.getLong(index * Long.BYTES);
  }

  /** Takes from an answer what masks take. */
  static void masked(List<CpuidMask> masks, int leaf, int subleaf, ByteBuffer answer) {
    for (CpuidMask mask : masks) {
      if (mask.concerns(leaf, subleaf)) {
        int[] lost = {mask.eax(), mask.ebx(), mask.ecx(), mask.edx()};
        for (int i = 0; i < lost.length; i++) {
          answer.putInt(i * Integer.BYTES, answer.getInt(i * Integer.BYTES) & ~lost[i]);
        }
      }
    }
  }

  /** What became of it, in sentences; none where nothing was asked for. */
  List<String> told() {
    if (masks.isEmpty()) {
      return List.of();
    }
    if (!isOn()) {
      return List.of(
          CONTROL
              + " not available: no CPUID faulting"
              + (error < 0 ? ": " + Errno.describe(error) : ", for this process may not map code"));
    }
    List<String> told = new ArrayList<>();
    told.add(CONTROL + ": " + answers + " answers given");
    if (compatSet + compatRefused > 0) {
      told.add(CONTROL + " set for " + compatSet + " 32-bit programs, not for " + compatRefused);
    }
    return told;
  }
}
