package dev.plimsoll.runtime.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The text of {@code /proc/cpuinfo}, whose layout each architecture's {@code c_show} function
 * ({@code arch/x86/kernel/cpu/proc.c}, {@code arch/arm64/kernel/cpuinfo.c}) decides.
 */
final class CpuInfo {
  private static final String PROCESSOR = "processor";

  /**
   * How one architecture writes its text.
   *
   * @param featureKey the key whose value lists features
   * @param featureMarker a feature that tells this architecture from others with that key
   * @param vendorKeys keys that name the vendor, joined
   * @param modelKeys keys that name the model, joined
   */
  private record Layout(
      String architecture,
      String featureKey,
      String featureMarker,
      List<String> vendorKeys,
      List<String> modelKeys) {}

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout("x86_64", "flags", "lm", List.of("vendor_id"), List.of("model name")),
          new Layout(
              "aarch64",
              "Features",
              "asimd",
              List.of("CPU implementer"),
              List.of("CPU implementer", "CPU part", "CPU variant", "CPU revision")));

  /** A key and the start of its value that only one other architecture writes. */
  private record Foreign(String architecture, String key, String valueStart) {}

  private static final List<Foreign> FOREIGN =
      List.of(
          new Foreign("riscv64", "isa", "rv64"),
          new Foreign("s390x", "vendor_id", "IBM/S390"),
          new Foreign("ppc64le", "cpu", "POWER"),
          new Foreign("loongarch64", "CPU Family", "Loongson"),
          new Foreign("arm", "Features", "half"),
          new Foreign("arm", "Features", "swp"),
          new Foreign("i386", "flags", "fpu"));

  private static final int MAX_VALUES = 64;

  /** Distinct values by key, in order of appearance, at most {@link #MAX_VALUES} of each. */
  private final Map<String, Set<String>> values = new LinkedHashMap<>();

  /** Feature lists by key, intersected over all processors. */
  private final Map<String, Set<String>> common = new LinkedHashMap<>();

  private int processors;

  private CpuInfo() {}

  static HostReading parse(String text) {
    CpuInfo info = new CpuInfo();
    text.lines().forEach(info::line);
    for (Layout layout : LAYOUTS) {
      Set<String> features = info.common.get(layout.featureKey());
      if (features != null && features.contains(layout.featureMarker())) {
        return info.host(layout, features);
      }
    }
    return new HostReading.Unreadable(info.refusal());
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String key = line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    if (key.equals(PROCESSOR)) {
      processors++;
      return;
    }
    if (LAYOUTS.stream().anyMatch(layout -> layout.featureKey().equals(key))) {
      Set<String> listed = new HashSet<>(List.of(value.split("\\s+")));
      listed.remove("");
      common.merge(key, listed, CpuInfo::intersection);
    }
    Set<String> seen = values.computeIfAbsent(key, k -> new LinkedHashSet<>());
    if (seen.size() < MAX_VALUES) {
      seen.add(value);
    }
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    some.retainAll(others);
    return some;
  }

  private Host host(Layout layout, Set<String> features) {
    Host bare = Host.ofArchitecture(layout.architecture());
    return new Host(
        bare.architecture(),
        Optional.of(new TreeSet<>(features)),
        bare.words(),
        bare.kernelRelease(),
        joined(layout.vendorKeys()),
        joined(layout.modelKeys()),
        processors == 0 ? bare.processors() : OptionalInt.of(processors),
        bare.sveDefaultVectorBytes());
  }

  /** A lone key's value stands for itself; of several keys each value is named by its key. */
  private Optional<String> joined(List<String> keys) {
    StringJoiner parts = new StringJoiner(", ");
    for (String key : keys) {
      Set<String> seen = values.getOrDefault(key, Set.of());
      if (!seen.isEmpty()) {
        parts.add((keys.size() == 1 ? "" : key + " ") + String.join("/", seen));
      }
    }
    return parts.length() == 0 ? Optional.empty() : Optional.of(parts.toString());
  }

  private String refusal() {
    List<String> supported = new ArrayList<>();
    LAYOUTS.forEach(layout -> supported.add(layout.architecture()));
    String mend = "; this version reads /proc/cpuinfo of " + String.join(" and ", supported);
    return FOREIGN.stream()
        .filter(
            f ->
                values.getOrDefault(f.key(), Set.of()).stream()
                    .anyMatch(v -> v.startsWith(f.valueStart())))
        .findFirst()
        .map(
            f ->
                "/proc/cpuinfo of " + f.architecture() + " is not supported by this version" + mend)
        .orElse("this is no /proc/cpuinfo text: it lists no processor features" + mend);
  }
}
