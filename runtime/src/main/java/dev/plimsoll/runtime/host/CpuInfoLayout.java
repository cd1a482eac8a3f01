package dev.plimsoll.runtime.host;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one architecture writes {@code /proc/cpuinfo}: its {@code c_show} or {@code show_cpuinfo}
 * ({@code arch/x86/kernel/cpu/proc.c}, {@code arch/arm64/kernel/cpuinfo.c}, {@code
 * arch/arm/kernel/setup.c}, {@code arch/riscv/kernel/cpu.c}, {@code
 * arch/powerpc/kernel/setup-common.c}, {@code arch/s390/kernel/processor.c}, {@code
 * arch/loongarch/kernel/proc.c}).
 *
 * @param signKey the key that tells this architecture from others
 * @param signs what one word of that key's value is; {@code *} at its end stands for the rest
 * @param featureKeys the keys whose values list features; none if no key does
 * @param notation how they are listed
 * @param vendorKeys keys that name the vendor, joined
 * @param modelKeys keys that name the model, joined
 */
record CpuInfoLayout(
    String architecture,
    String signKey,
    List<String> signs,
    List<String> featureKeys,
    Notation notation,
    List<String> vendorKeys,
    List<String> modelKeys) {

  /** How a value lists features. */
  enum Notation {
    /** Words between blanks. */
    WORDS,
    /** The first word is a RISC-V ISA string. */
    ISA_STRING
  }

  /** In the order in which signs are looked for: the more telling before the less. */
  static final List<CpuInfoLayout> ALL =
      List.of(
          words("x86_64", "flags", List.of("lm"), List.of("vendor_id"), List.of("model name")),
          words(
              "aarch64",
              "Features",
              List.of("asimd"),
              List.of("CPU implementer"),
              List.of("CPU implementer", "CPU part", "CPU variant", "CPU revision")),
          words(
              "arm",
              "Features",
              List.of("half", "thumb", "swp"),
              List.of("CPU implementer"),
              List.of("CPU implementer", "CPU part", "CPU variant", "CPU revision")),
          new CpuInfoLayout(
              "riscv64",
              "isa",
              List.of("rv64*"),
              List.of("isa", "hart isa"),
              Notation.ISA_STRING,
              List.of("mvendorid"),
              List.of("uarch", "mvendorid", "marchid", "mimpid")),
          new CpuInfoLayout(
              "ppc64le",
              "cpu",
              List.of("POWER*"),
              List.of(),
              Notation.WORDS,
              List.of(),
              List.of("cpu")),
          new CpuInfoLayout(
              "s390x",
              "vendor_id",
              List.of("IBM/S390"),
              List.of("features"),
              Notation.WORDS,
              List.of("vendor_id"),
              List.of("machine")),
          new CpuInfoLayout(
              "loongarch64",
              "ISA",
              List.of("loongarch64"),
              List.of("Features"),
              Notation.WORDS,
              List.of("CPU Family"),
              List.of("Model Name")),
          words("i386", "flags", List.of("fpu"), List.of("vendor_id"), List.of("model name")));

  private static CpuInfoLayout words(
      String architecture,
      String featureKey,
      List<String> signs,
      List<String> vendorKeys,
      List<String> modelKeys) {
    return new CpuInfoLayout(
        architecture,
        featureKey,
        signs,
        List.of(featureKey),
        Notation.WORDS,
        vendorKeys,
        modelKeys);
  }

  /** Every key that it reads. */
  Stream<String> keys() {
    return Stream.of(List.of(signKey), featureKeys, vendorKeys, modelKeys).flatMap(List::stream);
  }

  /** Whether a value of the sign's key is one of this architecture. */
  boolean isSign(String value) {
    List<String> words = Arrays.asList(value.split("\\s+", -1));
    return signs.stream()
        .anyMatch(
            sign ->
                sign.endsWith("*")
                    ? words.get(0).startsWith(sign.substring(0, sign.length() - 1))
                    : words.contains(sign));
  }
}
