package dev.plimsoll.compiler.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of the catalogue in rows, for people and scripts. Column names and their order are an
 * interface: new columns come last.
 *
 * @param rows cells in the order of the columns; the entries of a list are separated by commas
 */
public record CatalogTable(List<Column> columns, List<List<String>> rows) {
  private static final int WIDEST = 32;

  public CatalogTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * What stands in the cells below a name.
   *
   * @param list whether a cell holds any number of entries
   */
  public record Column(String name, boolean list) {
    /** Reads {@code name}, or {@code name*} for a list. */
    private static Column of(String text) {
      return text.endsWith("*")
          ? new Column(text.substring(0, text.length() - 1), true)
          : new Column(text, false);
    }
  }

  /** The parts that can be shown. */
  public enum Kind {
    FEATURES(
        "arch name aliases* prerequisites* word* bit* source kind base cpuinfo* description"
            + " words absent* withdrawal control since mandatory") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return architecture.features().stream().map(f -> featureRow(architecture, f));
      }
    },
    LEVELS("arch name aliases* base features* source") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return architecture.levels().stream()
            .map(
                l ->
                    List.of(
                        architecture.name(),
                        l.name(),
                        join(l.aliases()),
                        l.base() ? "base" : "",
                        names(l.set()),
                        l.source()));
      }
    },
    CPUS("arch name aliases* guaranteed* possible* source") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return architecture.cpus().stream()
            .map(
                c ->
                    List.of(
                        architecture.name(),
                        c.name(),
                        join(c.aliases()),
                        names(c.guaranteed()),
                        names(c.possible()),
                        c.source()));
      }
    },
    WORDS("arch abi word bit name value feature source rule") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return architecture.words().stream()
            .map(
                w ->
                    List.of(
                        architecture.name(),
                        w.abi(),
                        w.word(),
                        String.valueOf(w.bit()),
                        w.name(),
                        w.value(),
                        w.feature().orElse(""),
                        w.source(),
                        lower(w.rule())));
      }
    },
    HINTS("arch name feature instructions* encoding without state source") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return architecture.hints().stream()
            .map(
                h ->
                    List.of(
                        architecture.name(),
                        h.name(),
                        h.feature().orElse(""),
                        join(h.instructions()),
                        h.encoding(),
                        h.without(),
                        h.state(),
                        h.source()));
      }
    },
    KNOBS(
        "arch component id part versions kind carrier name encoder argument switches* withheld*"
            + " none* floor* leaks* others evidence proved* unknown empty secure programs* reads*"
            + " note source") {
      @Override
      Stream<List<String>> rows(Architecture architecture) {
        return KnobCatalog.load().on(architecture).stream().map(Knob::row);
      }
    };

    private final String columns;

    Kind(String columns) {
      this.columns = columns;
    }

    abstract Stream<List<String>> rows(Architecture architecture);

    /** The kind of a name such as {@code features}. */
    public static Optional<Kind> of(String name) {
      return Stream.of(values()).filter(k -> k.title().equals(name)).findFirst();
    }

    /** The name in lower case. */
    public String title() {
      return lower(this);
    }
  }

  /** One part of the catalogue for some architectures, in their order. */
  public static CatalogTable of(Kind kind, List<Architecture> architectures) {
    return new CatalogTable(
        Stream.of(kind.columns.split(" ")).map(Column::of).toList(),
        architectures.stream().flatMap(kind::rows).toList());
  }

  /** The entries of a cell: one of a text column, any number of a list. */
  public List<String> entries(List<String> row, int column) {
    String cell = row.get(column);
    if (!columns.get(column).list()) {
      return List.of(cell);
    }
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }

  /** Cells separated by tabs, a line each, the first of which names the columns. */
  public String toTsv() {
    return lines(row -> String.join("\t", row));
  }

  /** For people: the cells in columns. Cells that are too long push the rest of their line. */
  public String toText() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      int longest =
          Stream.concat(Stream.of(header()), rows.stream())
              .mapToInt(row -> row.get(column).length())
              .max()
              .orElse(0);
      widths.add(Math.min(longest, WIDEST));
    }
    return lines(
        row -> {
          StringBuilder line = new StringBuilder();
          for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(Math.max(0, widths.get(i) - cell.length()) + 2));
          }
          return line.toString().stripTrailing();
        });
  }

  private String lines(Function<List<String>, String> format) {
    return Stream.concat(Stream.of(header()), rows.stream())
        .map(format)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> header() {
    return columns.stream().map(Column::name).toList();
  }

  private static List<String> featureRow(Architecture architecture, Feature feature) {
    Predicate<WordBit> own =
        w -> w.isNative() && w.feature().filter(feature.name()::equals).isPresent();
    List<WordBit> bits = architecture.words().stream().filter(own).toList();
    return List.of(
        feature.architecture(),
        feature.name(),
        join(feature.aliases()),
        join(feature.prerequisites()),
        join(bits.stream().map(WordBit::word).toList()),
        join(bits.stream().map(bit -> String.valueOf(bit.bit())).toList()),
        feature.source(),
        lower(feature.kind()),
        feature.inBase() ? "base" : "",
        join(feature.shownAs()),
        feature.description(),
        lower(architecture.wordCover(feature)),
        join(feature.absence().outcomes().stream().map(CatalogTable::lower).toList()),
        lower(feature.absence().withdrawal()),
        feature.absence().control(),
        feature.since().orElse(""),
        architecture.mandatoryFrom(feature).map(Level::name).orElse(""));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String names(FeatureSet set) {
    return join(set.features().stream().map(Feature::name).toList());
  }

  private static String join(List<String> entries) {
    return String.join(",", entries);
  }
}
