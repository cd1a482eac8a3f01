package dev.plimsoll.runtime.host;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a kernel tells about a machine besides its features and words. What it does not tell stays
 * unknown.
 *
 * @param smeDefaultVectorBytes the SME vector length that a new program starts with
 * @param pageBytes the size of a page ({@code AT_PAGESZ})
 * @param minSignalStackBytes the room that delivering a signal takes ({@code AT_MINSIGSTKSZ}). It
 *     holds all register state that the kernel saves, on x86 the XSAVE area, on aarch64 the SVE and
 *     SME registers: the one size of them that is told without an instruction
 * @param xsave the sizes within an x86 XSAVE area, where a {@code cpuid} device tells them
 * @param hypervisor the name under which a hypervisor shows itself; {@code unnamed} where only its
 *     presence shows. Unknown is not absent
 * @param riscvHwprobe what a riscv kernel answers to {@code riscv_hwprobe}
 */
public record HostDetails(
    OptionalInt smeDefaultVectorBytes,
    OptionalInt pageBytes,
    OptionalInt minSignalStackBytes,
    Optional<XsaveArea> xsave,
    Optional<String> hypervisor,
    Optional<RiscvHwprobe> riscvHwprobe) {

  /** Nothing is known. */
  public static final HostDetails UNKNOWN =
      new HostDetails(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());

  /** Without what a system call tells. */
  public HostDetails(
      OptionalInt smeDefaultVectorBytes,
      OptionalInt pageBytes,
      OptionalInt minSignalStackBytes,
      Optional<XsaveArea> xsave,
      Optional<String> hypervisor) {
    this(
        smeDefaultVectorBytes, pageBytes, minSignalStackBytes, xsave, hypervisor, Optional.empty());
  }

  /** The same, with what a kernel answered. */
  HostDetails with(RiscvHwprobe known) {
    return new HostDetails(
        smeDefaultVectorBytes,
        pageBytes,
        minSignalStackBytes,
        xsave,
        hypervisor,
        Optional.of(known));
  }
}
