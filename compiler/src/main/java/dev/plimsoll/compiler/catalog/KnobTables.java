package dev.plimsoll.compiler.catalog;

import dev.plimsoll.compiler.catalog.CatalogTableReader.Row;
import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Switch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the packaged tables of knobs into facts. */
final class KnobTables {
  private final List<Row> records = rows("records").toList();
  private final Map<String, List<Row>> switches = byFirst("switches", "group");
  private final Map<String, List<Row>> leaks = byFirst("leaks", "record");
  private final Map<String, List<Row>> proofs = byFirst("proofs", "record");

  List<KnobComponent> components() {
    return rows("components")
        .map(row -> new KnobComponent(row.text("name"), row.list("aliases"), row.text("title")))
        .toList();
  }

  /** The records that name an architecture, in the order of the table. */
  List<Knob> knobs(Architecture architecture) {
    return records.stream()
        .filter(row -> row.list("arch").contains(architecture.name()))
        .map(row -> knob(row, architecture))
        .toList();
  }

  List<String> notes(Architecture architecture) {
    return rows("notes")
        .filter(row -> row.text("arch").equals(architecture.name()))
        .map(row -> row.text("sentence"))
        .toList();
  }

  private Knob knob(Row row, Architecture architecture) {
    String id = row.text("id");
    Knob.Kind kind = constant(Knob.Kind.class, row.text("kind"));
    return new Knob(
        id,
        row.text("component"),
        architecture,
        row.text("part"),
        new KnobVersions(row.optional("from"), row.optional("until")),
        kind,
        kind == Knob.Kind.SETTING ? Optional.of(way(row)) : Optional.empty(),
        row.list("switches").stream()
            .flatMap(group -> groupOf(row, group))
            .map(each -> knobSwitch(each, architecture))
            .toList(),
        row.text("others").equals("unused"),
        of(leaks, id).map(each -> leak(each, architecture)).toList(),
        new Knob.Behaviour(row.text("unknown"), row.text("empty"), row.text("secure")),
        of(proofs, id)
            .filter(each -> each.text("arch").equals(architecture.name()))
            .map(each -> proof(each, architecture))
            .toList(),
        row.text("note"),
        row.text("source"));
  }

  private Stream<Row> groupOf(Row record, String group) {
    List<Row> rows = switches.get(group);
    if (rows == null) {
      throw bad(record, "no switches " + group);
    }
    return rows.stream();
  }

  private static Knob.Way way(Row row) {
    return new Knob.Way(
        constant(Carrier.class, row.text("carrier")),
        row.text("name"),
        Encoder.of(row.text("encoder")).orElseThrow(() -> bad(row, "no encoder")),
        row.text("argument"),
        row.list("programs"),
        row.list("reads"),
        !row.text("forces").isEmpty());
  }

  private static KnobSwitch knobSwitch(Row row, Architecture architecture) {
    KnobSwitch.State state = constant(KnobSwitch.State.class, row.text("state"));
    Set<String> features = features(row, "features", architecture);
    if (state == KnobSwitch.State.WORDS) {
      features.removeIf(name -> architecture.feature(name).filter(architecture::hasWord).isEmpty());
    }
    return new KnobSwitch(
        state,
        state == KnobSwitch.State.SWITCH
            ? Optional.of(new Switch(row.text("ladder"), row.text("token"), row.text("mark")))
            : Optional.empty(),
        features,
        features(row, "optional", architecture),
        features(row, "also", architecture));
  }

  private static KnobLeak leak(Row row, Architecture architecture) {
    return new KnobLeak(
        features(row, "features", architecture),
        row.text("where"),
        row.list("closed_by").stream().map(ids -> List.of(ids.split("[+]", -1))).toList(),
        row.text("source"));
  }

  private static KnobProof proof(Row row, Architecture architecture) {
    return new KnobProof(
        row.text("record"),
        row.text("version"),
        features(row, "features", architecture),
        constant(Evidence.class, row.text("level")),
        row.text("command"),
        row.text("without"),
        row.text("with"));
  }

  /** Names; {@code name*} for all that match, {@code name+} for a feature and all that need it. */
  private static Set<String> features(Row row, String column, Architecture architecture) {
    Set<String> names = new LinkedHashSet<>();
    for (String entry : row.list(column)) {
      List<Feature> found = new ArrayList<>();
      if (entry.endsWith("+")) {
        found.addAll(architecture.needing(entry.substring(0, entry.length() - 1)));
      } else {
        found.addAll(architecture.match(entry));
      }
      if (found.isEmpty()) {
        throw bad(row, entry + " is no feature of " + architecture);
      }
      found.forEach(f -> names.add(f.name()));
    }
    return names;
  }

  private static IllegalStateException bad(Row row, String what) {
    return new IllegalStateException("a row of the knob tables: " + what + ": " + row);
  }

  private static Stream<Row> of(Map<String, List<Row>> rows, String key) {
    return rows.getOrDefault(key, List.of()).stream();
  }

  private static Map<String, List<Row>> byFirst(String table, String column) {
    return rows(table).collect(Collectors.groupingBy(row -> row.text(column)));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String cell) {
    return Enum.valueOf(type, cell.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Stream<Row> rows(String table) {
    return CatalogTableReader.read("knobs/" + table);
  }
}
