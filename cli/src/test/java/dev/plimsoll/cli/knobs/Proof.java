package dev.plimsoll.cli.knobs;

import static dev.plimsoll.cli.knobs.Table.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.knob.KnobPlanner;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.KnobPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One row of the table of proofs.
 *
 * @param root the unpacked packages in which it runs
 * @param components what is held, and the Debian package of each, which tells its version
 * @param withheld the features that are withheld, with all that need them
 * @param look what is compared
 * @param users what the user had set before us, as {@code NAME=VALUE}
 * @param without what is seen without the knob
 * @param with what is seen with it
 */
record Proof(
    String name,
    String root,
    Map<String, String> components,
    List<String> withheld,
    Evidence level,
    Look look,
    List<String> users,
    List<String> command,
    String without,
    String with) {

  static List<Proof> table(Path file) {
    return Table.read(file).stream().map(Proof::of).toList();
  }

  private static Proof of(Map<String, String> row) {
    Map<String, String> components = new TreeMap<>();
    for (String each : Table.words(cell(row, "components"))) {
      components.put(each.split(":", -1)[0], each.split(":", -1)[1]);
    }
    return new Proof(
        cell(row, "name"),
        cell(row, "root"),
        components,
        Table.words(cell(row, "withheld")),
        level(row),
        Look.of(cell(row, "look")),
        Table.words(cell(row, "users")),
        Table.words(cell(row, "command")),
        cell(row, "without"),
        cell(row, "with"));
  }

  static Evidence level(Map<String, String> row) {
    return Evidence.valueOf(cell(row, "level").toUpperCase(Locale.ROOT));
  }

  /** Everything that the catalogue knows and that is withheld here. */
  SortedSet<String> closed(Architecture architecture) {
    return KnobPlanner.withheld(baseline(architecture));
  }

  /** What Plimsoll's own table makes of it. */
  KnobPlan plan(Architecture architecture, Map<String, String> packageVersions) {
    Map<String, String> versions = new TreeMap<>();
    components.forEach((component, of) -> versions.put(component, version(packageVersions, of)));
    Map<String, String> accepted =
        architecture.features().stream()
            .collect(Collectors.toMap(Feature::name, f -> "a proof looks at what is withheld"));
    Hold hold =
        new Hold(
            "proof",
            "off",
            List.copyOf(components.keySet()),
            Map.of(),
            accepted,
            Hold.Residual.WARN,
            Hold.OnLoss.KILL,
            Decision.ALLOW,
            Map.of(),
            new Span(0, 1));
    return new KnobPlanner(KnobCatalog.load()).plan(baseline(architecture), hold, versions);
  }

  private FeatureSet baseline(Architecture architecture) {
    Set<String> known =
        architecture.features().stream().map(Feature::name).collect(Collectors.toSet());
    if (!known.containsAll(withheld)) {
      throw new IllegalStateException(name + ": no such feature among " + withheld);
    }
    // A set is closed under prerequisites: taking a set away would take those of what is withheld
    // too.
    return architecture.set(
        architecture.features().stream()
            .filter(f -> withheld.stream().noneMatch(architecture.set(List.of(f))::contains))
            .toList());
  }

  /** Holds what was seen without and with the knob against the row. */
  void expect(String seenWithout, String seenWith, String setting) {
    if (look instanceof Look.Text) {
      assertThat(seenWithout).as("%s without the knob", name).matches(without);
      assertThat(seenWith).as("%s under %s", name, setting).matches(with);
    } else {
      List<String> least = without.equals("none") ? List.of() : Table.words(without);
      assertThat(Table.words(seenWithout)).as("%s without the knob", name).containsAll(least);
      assertThat(seenWith).as("%s under %s", name, setting).isEqualTo(with);
    }
  }

  /** Upstream's version: without Debian's epoch, revision and marks. */
  static String version(Map<String, String> packageVersions, String debian) {
    String full = packageVersions.get(debian);
    if (full == null) {
      throw new IllegalStateException("the root has no package " + debian);
    }
    return full.replaceFirst("^[0-9]+:", "").replaceFirst("[^0-9.].*$", "");
  }

  static Architecture architecture(String name) {
    return IsaCatalog.load().architecture(name).orElseThrow();
  }
}
