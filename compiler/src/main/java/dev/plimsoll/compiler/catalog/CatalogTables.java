package dev.plimsoll.compiler.catalog;

import dev.plimsoll.compiler.catalog.CatalogTableReader.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Turns the packaged tables of one architecture into facts. */
final class CatalogTables {
  private final Architecture architecture;
  private final FeatureLattice lattice;

  CatalogTables(Architecture architecture) {
    this.architecture = architecture;
    this.lattice = new FeatureLattice(rows("features").map(this::feature).toList());
  }

  FeatureLattice lattice() {
    return lattice;
  }

  List<WordBit> words() {
    return rows("words")
        .map(
            row ->
                new WordBit(
                    row.text("abi"),
                    row.text("word"),
                    Integer.parseInt(row.text("bit")),
                    row.text("name"),
                    row.text("value"),
                    row.optional("feature"),
                    WordBit.Rule.of(row.text("rule")),
                    row.text("source")))
        .toList();
  }

  List<HintFamily> hints() {
    return rows("hints")
        .map(
            row ->
                new HintFamily(
                    row.text("family"),
                    row.optional("feature"),
                    row.list("instructions"),
                    row.text("encoding"),
                    row.text("without"),
                    row.text("state"),
                    row.text("source")))
        .toList();
  }

  List<Level> levels() {
    return rows("levels")
        .map(
            row ->
                new Level(
                    row.text("name"),
                    row.list("aliases"),
                    set(row, "features"),
                    !row.text("base").isEmpty(),
                    row.text("source")))
        .toList();
  }

  List<CpuModel> cpus() {
    return rows("cpus")
        .map(
            row ->
                new CpuModel(
                    row.text("name"),
                    row.list("aliases"),
                    set(row, "guaranteed"),
                    set(row, "possible"),
                    row.text("source")))
        .toList();
  }

  private Feature feature(Row row) {
    return new Feature(
        architecture.name(),
        row.text("name"),
        constant(Feature.Kind.class, row.text("kind")),
        row.list("cpuinfo"),
        row.list("aliases"),
        row.list("prerequisites"),
        !row.text("base").isEmpty(),
        row.optional("since"),
        new Absence(
            row.list("absent").stream().map(o -> constant(Absence.Outcome.class, o)).toList(),
            constant(Absence.Withdrawal.class, row.text("withdrawal")),
            row.text("control")),
        row.text("description"),
        row.text("source"));
  }

  private FeatureSet set(Row row, String column) {
    long[] bits = new long[lattice.words()];
    for (String name : row.list(column)) {
      int index = lattice.index(name);
      if (index < 0) {
        throw new IllegalStateException(row.text("name") + ": " + name + " is no feature");
      }
      FeatureLattice.unite(bits, lattice.needed(index));
    }
    return new FeatureSet(architecture, bits);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String cell) {
    return Enum.valueOf(type, cell.toUpperCase(Locale.ROOT));
  }

  private Stream<Row> rows(String table) {
    return CatalogTableReader.read(architecture.name() + "/" + table);
  }
}
