package dev.plimsoll.compiler.probe;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.runtime.host.HostReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Labels that Node Feature Discovery puts on a node, as JSON, YAML or {@code name=value}. By
 * default it leaves out what nearly all processors have, so what these features need is added.
 */
final class NfdReader {
  private static final String NFD = "feature.node.kubernetes.io/";
  private static final String CPUID = NFD + "cpu-cpuid.";
  private static final String HOST_NAME = "kubernetes.io/hostname";
  private static final int MOST_LABELS = 10_000;

  private NfdReader() {}

  static HostReading read(String text) {
    Dump dump = new Dump("list of NFD labels");
    Map<String, String> labels = new HashMap<>();
    if (!label(text, labels)) {
      return dump.refusal("is of several nodes; give it the labels of one");
    }
    String machine =
        labels.getOrDefault("kubernetes.io/arch", labels.get("beta.kubernetes.io/arch"));
    if (machine == null) {
      return dump.refusal("does not say `kubernetes.io/arch`; add that label of the node");
    }
    Optional<Architecture> architecture = Dump.architecture(machine);
    if (architecture.isEmpty()) {
      return dump.unknownArchitecture(machine);
    }
    Optional<String> family = Optional.ofNullable(labels.get(NFD + "cpu-model.family"));
    Optional<String> id = Optional.ofNullable(labels.get(NFD + "cpu-model.id"));
    return dump.kernel(Optional.ofNullable(labels.get(NFD + "kernel-version.full")))
        .vendor(Optional.ofNullable(labels.get(NFD + "cpu-model.vendor_id")))
        .model(family.flatMap(f -> id.map(i -> "family " + f + " model " + i)))
        .host(architecture.get(), features(labels, architecture.get()));
  }

  /** Collects the labels; false if they are of several nodes. */
  private static boolean label(String text, Map<String, String> labels) {
    StringTokenizer tokens = new StringTokenizer(text, " \t\r\n,{}");
    String name = "";
    while (tokens.hasMoreTokens() && labels.size() < MOST_LABELS) {
      String token = tokens.nextToken();
      int equals = token.indexOf('=');
      if (equals < 0 && token.endsWith(":")) {
        name = bare(token.substring(0, token.length() - 1));
        continue;
      }
      if (equals >= 0) {
        name = bare(token.substring(0, equals));
      }
      String value = bare(token.substring(equals + 1));
      String before = labels.putIfAbsent(name, value);
      if (name.equals(HOST_NAME) && before != null && !before.equals(value)) {
        return false;
      }
      name = "";
    }
    return true;
  }

  private static Optional<List<String>> features(
      Map<String, String> labels, Architecture architecture) {
    Map<String, Feature> spellings = Dump.spellings(architecture);
    for (List<String> row : ProbeTables.rows("nfd-names.tsv")) {
      architecture
          .feature(row.get(1))
          .ifPresentOrElse(
              feature -> spellings.put(Dump.plain(row.get(0)), feature),
              () -> spellings.remove(Dump.plain(row.get(0))));
    }
    List<Feature> shown = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          Feature feature =
              name.startsWith(CPUID)
                  ? spellings.get(Dump.plain(name.substring(CPUID.length())))
                  : null;
          if (feature != null && value.equals("true")) {
            shown.add(feature);
          }
        });
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(architecture.set(shown).features().stream().map(Feature::name).toList());
  }

  private static String bare(String text) {
    return text.replaceAll("^[\"']|[\"']$", "");
  }
}
