package dev.plimsoll.compiler.probe;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.runtime.host.HostReading;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fingerprint that Firecracker's {@code cpu-template-helper fingerprint dump} wrote: what a guest
 * sees there of CPUID (x86-64) or of the ID registers (aarch64).
 */
final class FirecrackerReader {
  private static final int MOST_REGISTERS = 100_000;

  /** MIDR_EL1 as KVM numbers it. */
  private static final String MIDR = "0x603000000013c000";

  private final Map<String, Long> cpuid = new HashMap<>();
  private final Map<String, Long> registers = new HashMap<>();
  private String leaf = "";
  private String subleaf = "";
  private String register = "";
  private Optional<String> address = Optional.empty();
  private Optional<String> kernel = Optional.empty();
  private Optional<String> unfit = Optional.empty();

  private FirecrackerReader() {}

  static HostReading read(String text) {
    Dump dump = new Dump("Firecracker fingerprint");
    FirecrackerReader fingerprint = new FirecrackerReader();
    Optional<String> mistake =
        JsonText.fields(text, fingerprint::field).or(() -> fingerprint.unfit);
    if (mistake.isPresent()) {
      return dump.refusal(mistake.get());
    }
    dump.kernel(fingerprint.kernel);
    if (fingerprint.cpuid.isEmpty() == fingerprint.registers.isEmpty()) {
      return dump.refusal("holds neither CPUID leaves alone nor ID registers alone");
    }
    boolean x86 = fingerprint.registers.isEmpty();
    Optional<Architecture> architecture = Dump.architecture(x86 ? "x86_64" : "aarch64");
    dump.vendor(x86 ? fingerprint.vendor() : fingerprint.implementer())
        .model(x86 ? fingerprint.brand() : fingerprint.part());
    Set<String> features = x86 ? fingerprint.flags() : fingerprint.fields();
    return features.isEmpty()
        ? dump.refusal("shows no feature of a processor")
        : dump.host(architecture.orElseThrow(), Optional.of(features));
  }

  private void field(String name, String value) {
    switch (name) {
      case "kernel_version" -> kernel = Optional.of(value);
      case "leaf" -> leaf = value;
      case "subleaf" -> subleaf = value;
      case "register" -> register = value;
      case "addr" -> address = Optional.of(value);
      case "bitmap" -> bitmap(value);
      default -> {}
    }
  }

  private void bitmap(String value) {
    String digits = value.replace("_", "");
    if (!digits.matches("0b[01x]{1,2048}") || cpuid.size() + registers.size() > MOST_REGISTERS) {
      unfit = Optional.of("has a bitmap that is none: " + Dump.shortened(value));
      return;
    }
    long bits = new BigInteger(digits.substring(2).replace('x', '0'), 2).longValue();
    address.ifPresentOrElse(
        place -> registers.put(place, bits), () -> cpuid.put(key(leaf, subleaf, register), bits));
  }

  private static String key(String leaf, String subleaf, String register) {
    return leaf + ":" + subleaf + ":" + register;
  }

  private Set<String> flags() {
    Set<String> flags = new TreeSet<>();
    for (List<String> row : ProbeTables.rows("cpuid.tsv")) {
      long bits = cpuid.getOrDefault(key(row.get(0), row.get(1), row.get(2)), 0L);
      if ((bits >>> Integer.parseInt(row.get(3)) & 1) == 1) {
        flags.add(row.get(4));
      }
    }
    return flags;
  }

  private Set<String> fields() {
    Set<String> features = new TreeSet<>();
    for (List<String> row : ProbeTables.rows("id-registers.tsv")) {
      boolean all = true;
      for (String need : row.get(1).split(";", -1)) {
        String[] parts = need.split(":", -1);
        Long register = registers.get(parts[0]);
        all &=
            register != null
                && value(register, Integer.parseInt(parts[1]), !parts[3].isEmpty())
                    >= Integer.parseInt(parts[2]);
      }
      if (all) {
        features.add(row.get(0));
      }
    }
    return features;
  }

  /** A field of four bits. */
  private static long value(long register, int low, boolean signed) {
    return signed ? register << (60 - low) >> 60 : register >>> low & 0xf;
  }

  private Optional<String> vendor() {
    return text(List.of("0x0:0x0:ebx", "0x0:0x0:edx", "0x0:0x0:ecx"));
  }

  private Optional<String> brand() {
    return text(
        List.of("0x80000002", "0x80000003", "0x80000004").stream()
            .flatMap(
                leaf -> List.of("eax", "ebx", "ecx", "edx").stream().map(r -> key(leaf, "0x0", r)))
            .toList());
  }

  /** The characters in registers; unknown unless they are printable ASCII. */
  private Optional<String> text(List<String> keys) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * keys.size()).order(ByteOrder.LITTLE_ENDIAN);
    keys.forEach(key -> bytes.putInt((int) (long) cpuid.getOrDefault(key, 0L)));
    String text =
        new String(bytes.array(), StandardCharsets.US_ASCII).replaceFirst("\0+$", "").strip();
    return text.matches("[ -~]+") ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> implementer() {
    return Optional.ofNullable(registers.get(MIDR))
        .map(midr -> "0x" + Long.toHexString(midr >>> 24 & 0xff));
  }

  /** As {@code /proc/cpuinfo} shows it. */
  private Optional<String> part() {
    return implementer()
        .map(
            maker -> {
              long midr = registers.getOrDefault(MIDR, 0L);
              return "CPU implementer %s, CPU part 0x%03x, CPU variant 0x%x, CPU revision %d"
                  .formatted(maker, midr >>> 4 & 0xfff, midr >>> 20 & 0xf, midr & 0xf);
            });
  }
}
