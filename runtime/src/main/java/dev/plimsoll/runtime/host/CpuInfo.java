package dev.plimsoll.runtime.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of {@code /proc/cpuinfo}, in any of the layouts that {@link CpuInfoLayout} knows. */
final class CpuInfo {
  private static final String PROCESSOR = "processor";
  private static final int MAX_VALUES = 64;

  /** What is kept of a text; kernels of one architecture differ in the case of keys. */
  private static final Set<String> KEYS =
      CpuInfoLayout.ALL.stream()
          .flatMap(CpuInfoLayout::keys)
          .map(CpuInfo::plain)
          .collect(Collectors.toUnmodifiableSet());

  /** Distinct values by key, in order of appearance, at most {@link #MAX_VALUES} of each. */
  private final Map<String, Set<String>> values = new HashMap<>();

  /** The words of each key's values, intersected over all processors. */
  private final Map<String, Set<String>> common = new HashMap<>();

  /** The extensions of each key's RISC-V ISA strings, intersected over all harts. */
  private final Map<String, Set<String>> extensions = new HashMap<>();

  private int processors;

  private CpuInfo(String text) {
    text.lines().forEach(this::line);
  }

  /** The machine that the text describes. */
  static HostReading parse(String text) {
    CpuInfo info = new CpuInfo(text);
    return info.host(layout -> true)
        .<HostReading>map(host -> host)
        .orElseGet(
            () ->
                new HostReading.Unreadable(
                    "this is no /proc/cpuinfo text: it lists no processor features; this version"
                        + " reads /proc/cpuinfo of "
                        + CpuInfoLayout.ALL.stream()
                            .map(CpuInfoLayout::architecture)
                            .collect(Collectors.joining(", "))));
  }

  /** The machine that the text describes, as programs of this architecture have to read it. */
  static Optional<Host> parse(String text, String architecture) {
    return new CpuInfo(text).host(layout -> layout.architecture().equals(architecture));
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String key = plain(line.substring(0, colon).strip());
    String value = line.substring(colon + 1).strip();
    if (key.equals(PROCESSOR)) {
      processors += isNumber(value) ? 1 : 0;
    } else if (key.startsWith(PROCESSOR + " ") && isNumber(key.substring(PROCESSOR.length() + 1))) {
      summary(value);
    } else if (KEYS.contains(key)) {
      take(key, value);
    }
  }

  /** The line of a processor on s390x: {@code version = FF, machine = 8561}. */
  private void summary(String value) {
    processors++;
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && KEYS.contains(plain(part.substring(0, equals).strip()))) {
        take(plain(part.substring(0, equals).strip()), part.substring(equals + 1).strip());
      }
    }
  }

  private void take(String key, String value) {
    Set<String> seen = values.computeIfAbsent(key, k -> new LinkedHashSet<>());
    if (seen.contains(value)) {
      return;
    }
    if (seen.size() < MAX_VALUES) {
      seen.add(value);
    }
    Set<String> listed = new HashSet<>(List.of(value.split("\\s+", -1)));
    listed.remove("");
    common.merge(key, listed, CpuInfo::intersection);
    IsaString.extensions(value)
        .ifPresent(names -> extensions.merge(key, names, CpuInfo::intersection));
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    some.retainAll(others);
    return some;
  }

  private Optional<Host> host(Predicate<CpuInfoLayout> wanted) {
    return CpuInfoLayout.ALL.stream()
        .filter(wanted)
        .filter(this::isSigned)
        .findFirst()
        .map(this::host);
  }

  private boolean isSigned(CpuInfoLayout layout) {
    return values.getOrDefault(plain(layout.signKey()), Set.of()).stream().anyMatch(layout::isSign);
  }

  private Host host(CpuInfoLayout layout) {
    Host bare = Host.ofArchitecture(layout.architecture());
    return new Host(
        bare.architecture(),
        features(layout).map(TreeSet::new),
        bare.words(),
        bare.kernelRelease(),
        joined(layout.vendorKeys()),
        joined(layout.modelKeys()),
        processors == 0 ? bare.processors() : OptionalInt.of(processors),
        bare.sveDefaultVectorBytes());
  }

  private Optional<Set<String>> features(CpuInfoLayout layout) {
    Map<String, Set<String>> lists =
        switch (layout.notation()) {
          case WORDS -> common;
          case ISA_STRING -> extensions;
        };
    return layout.featureKeys().stream()
        .map(CpuInfo::plain)
        .filter(lists::containsKey)
        .map(key -> (Set<String>) new HashSet<>(lists.get(key)))
        .reduce(CpuInfo::intersection);
  }

  /** A lone key's value stands for itself; of several keys each value is named by its key. */
  private Optional<String> joined(List<String> keys) {
    StringJoiner parts = new StringJoiner(", ");
    for (String key : keys) {
      Set<String> seen = values.getOrDefault(plain(key), Set.of());
      if (!seen.isEmpty()) {
        parts.add((keys.size() == 1 ? "" : key + " ") + String.join("/", seen));
      }
    }
    return parts.length() == 0 ? Optional.empty() : Optional.of(parts.toString());
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
