package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CatalogTable;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code catalog}: the facts that the tool works from. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = "Prints the facts that the tool works from; the first line names the columns.")
final class CatalogCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "tsv, json or text (default: tsv).")
  private TableFormat format = TableFormat.TSV;

  @Option(names = "--arch", paramLabel = "A", description = "One architecture (default: all).")
  private Optional<String> architecture = Optional.empty();

  @Parameters(paramLabel = "TABLE", description = "features, levels, cpus, words, hints or knobs.")
  private String table = "";

  CatalogCommand(Streams streams) {
    this.streams = streams;
  }

  enum TableFormat {
    TSV,
    JSON,
    TEXT
  }

  @Override
  public Integer call() throws IOException {
    Optional<CatalogTable.Kind> kind = CatalogTable.Kind.of(table);
    if (kind.isEmpty()) {
      streams.err().println("plimsoll: this version has no table `" + table + "`");
      return Exit.USAGE;
    }
    IsaCatalog catalog = IsaCatalog.load();
    List<Architecture> architectures = catalog.architectures();
    if (architecture.isPresent()) {
      architectures = catalog.architecture(architecture.get()).stream().toList();
      if (architectures.isEmpty()) {
        streams.err().println("plimsoll: the catalogue does not have `" + architecture.get() + "`");
        return Exit.USAGE;
      }
    }
    CatalogTable rows = CatalogTable.of(kind.get(), architectures);
    switch (format) {
      case TSV -> streams.out().print(rows.toTsv());
      case TEXT -> streams.out().print(rows.toText());
      case JSON -> writeJson(kind.get().title(), rows);
    }
    return Exit.PASS;
  }

  private void writeJson(String title, CatalogTable table) throws IOException {
    try (JsonGenerator json = Json.document(streams.out())) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeArrayFieldStart(title);
      for (List<String> row : table.rows()) {
        json.writeStartObject();
        for (int i = 0; i < table.columns().size(); i++) {
          CatalogTable.Column column = table.columns().get(i);
          if (column.list()) {
            json.writeArrayFieldStart(column.name());
            for (String entry : table.entries(row, i)) {
              json.writeString(entry);
            }
            json.writeEndArray();
          } else {
            json.writeStringField(column.name(), row.get(i));
          }
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    streams.out().println();
  }
}
