package dev.plimsoll.runtime.inheritance;

import static dev.plimsoll.runtime.words.AuxType.AT_HWCAP;
import static dev.plimsoll.runtime.words.AuxType.AT_HWCAP2;
import static dev.plimsoll.runtime.words.AuxType.AT_HWCAP3;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What the auxiliary vector of an architecture looks like, from its {@code asm/elf.h} ({@code
 * ARCH_DLINFO}, {@code ELF_HWCAP*}) and {@code uapi/asm/auxvec.h} ({@code AT_VECTOR_SIZE_ARCH}) in
 * Linux 6.12.
 *
 * @param name as {@code --arch} takes it
 * @param wordBytes the bytes of an {@code unsigned long} of the kernel: 4 or 8
 * @param hasCompat whether its kernels can run programs of a smaller width
 * @param archPairs {@code AT_VECTOR_SIZE_ARCH}
 * @param filledWords the words that an exec of a known kernel fills, ascending
 * @param nativeLead the types of the pairs before AT_HWCAP, in their order
 * @param compatLead the same in a 32-bit program's vector
 * @param platforms how many of AT_PLATFORM and AT_BASE_PLATFORM it writes
 */
public record MachineArchitecture(
    String name,
    int wordBytes,
    ByteOrder order,
    boolean hasCompat,
    int archPairs,
    List<Integer> filledWords,
    List<Integer> nativeLead,
    List<Integer> compatLead,
    int platforms) {

  /**
   * Pairs that every architecture may write: {@code AT_VECTOR_SIZE_BASE} since its correction for
   * AT_HWCAP3, AT_HWCAP4 and the rseq pairs; 22 before.
   */
  private static final int BASE_PAIRS = 24;

  private static final List<Integer> ONE_WORD = List.of(AT_HWCAP);
  private static final List<Integer> TWO_WORDS = List.of(AT_HWCAP, AT_HWCAP2);
  private static final List<Integer> THREE_WORDS = List.of(AT_HWCAP, AT_HWCAP2, AT_HWCAP3);

  private static final List<Integer> NO_LEAD = List.of();
  private static final List<Integer> VDSO = List.of(33);
  private static final List<Integer> VDSO_FRAME = List.of(33, 51);
  private static final List<Integer> X86_32 = List.of(32, 33, 51);

  /** The vDSO, sizes and shapes of four caches, the size of a signal frame. */
  private static final List<Integer> RISCV = List.of(33, 40, 41, 42, 43, 44, 45, 46, 47, 51);

  /** AT_IGNOREPPC twice, block sizes, then as on RISC-V. */
  private static final List<Integer> POWERPC =
      List.of(22, 22, 19, 20, 21, 33, 40, 41, 42, 43, 44, 45, 46, 47, 51);

  public static final MachineArchitecture X86_64 =
      new MachineArchitecture(
          "x86_64", 8, LITTLE_ENDIAN, true, 3, TWO_WORDS, VDSO_FRAME, X86_32, 1);
  public static final MachineArchitecture I386 =
      new MachineArchitecture("i386", 4, LITTLE_ENDIAN, false, 3, TWO_WORDS, X86_32, NO_LEAD, 1);
  public static final MachineArchitecture AARCH64 =
      new MachineArchitecture(
          "aarch64", 8, LITTLE_ENDIAN, true, 2, THREE_WORDS, VDSO_FRAME, VDSO, 1);
  public static final MachineArchitecture ARM =
      new MachineArchitecture("arm", 4, LITTLE_ENDIAN, false, 0, TWO_WORDS, VDSO, NO_LEAD, 1);
  public static final MachineArchitecture RISCV64 =
      new MachineArchitecture("riscv64", 8, LITTLE_ENDIAN, true, 10, ONE_WORD, RISCV, RISCV, 0);
  public static final MachineArchitecture PPC64LE =
      new MachineArchitecture(
          "ppc64le", 8, LITTLE_ENDIAN, true, 15, TWO_WORDS, POWERPC, POWERPC, 2);
  public static final MachineArchitecture S390X =
      new MachineArchitecture("s390x", 8, BIG_ENDIAN, true, 1, ONE_WORD, VDSO, VDSO, 1);
  public static final MachineArchitecture LOONGARCH64 =
      new MachineArchitecture(
          "loongarch64", 8, LITTLE_ENDIAN, false, 1, ONE_WORD, VDSO, NO_LEAD, 1);

  /** All of them, in the order of the command's manual. */
  public static final List<MachineArchitecture> ALL =
      List.of(X86_64, I386, AARCH64, ARM, RISCV64, PPC64LE, S390X, LOONGARCH64);

  public MachineArchitecture {
    filledWords = List.copyOf(filledWords);
    nativeLead = List.copyOf(nativeLead);
    compatLead = List.copyOf(compatLead);
  }

  /** The architecture of that name. */
  public static Optional<MachineArchitecture> named(String name) {
    return ALL.stream().filter(a -> a.name.equals(name)).findFirst();
  }

  /** {@code AT_VECTOR_SIZE}: how many words of the kernel a saved vector has. */
  public int vectorWords() {
    return 2 * (archPairs + BASE_PAIRS + 1);
  }

  List<Integer> lead(Abi abi) {
    return abi == Abi.NATIVE ? nativeLead : compatLead;
  }

  @Override
  public String toString() {
    return name;
  }
}
