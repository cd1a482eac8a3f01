package dev.plimsoll.compiler.probe;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostDetails;
import dev.plimsoll.runtime.host.HostReading;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a reader found in a dump, on its way to being a machine. */
final class Dump {
  private static final IsaCatalog CATALOG = IsaCatalog.load();

  private final String format;
  private Optional<String> kernel = Optional.empty();
  private Optional<String> vendor = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<String> hypervisor = Optional.empty();
  private OptionalInt processors = OptionalInt.empty();

  /** Begins with what the dump is, for messages. */
  Dump(String format) {
    this.format = format;
  }

  Dump kernel(Optional<String> release) {
    kernel = release;
    return this;
  }

  Dump vendor(Optional<String> name) {
    vendor = name;
    return this;
  }

  Dump model(Optional<String> name) {
    model = name;
    return this;
  }

  Dump hypervisor(Optional<String> name) {
    hypervisor = name;
    return this;
  }

  Dump processors(Optional<String> number) {
    processors =
        number
            .filter(digits -> digits.matches("[0-9]{1,6}"))
            .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
            .orElse(OptionalInt.empty());
    return this;
  }

  static Optional<Architecture> architecture(String name) {
    return CATALOG.architecture(name);
  }

  /** The answer for a dump that names an architecture without tables. */
  HostReading unknownArchitecture(String name) {
    return refusal("is of an architecture that this version does not know: " + shortened(name));
  }

  HostReading refusal(String reason) {
    return new HostReading.Unreadable("this " + format + " " + reason);
  }

  /** The machine; no features means that the dump does not tell them. */
  Host host(Architecture architecture, Optional<? extends Collection<String>> features) {
    return new Host(
        architecture.name(),
        features.map(names -> (SortedSet<String>) new TreeSet<String>(names)),
        Optional.empty(),
        kernel,
        vendor,
        model,
        processors,
        OptionalInt.empty(),
        new HostDetails(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            hypervisor));
  }

  /** A feature by any of its names, with other punctuation than the catalogue's. */
  static Map<String, Feature> spellings(Architecture architecture) {
    Map<String, Feature> spellings = new HashMap<>();
    for (Feature feature : architecture.features()) {
      feature.aliases().forEach(alias -> spellings.putIfAbsent(plain(alias), feature));
    }
    for (Feature feature : architecture.features()) {
      spellings.put(plain(feature.name()), feature);
    }
    return spellings;
  }

  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
