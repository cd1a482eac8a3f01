package dev.plimsoll.cli;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.resolve.CatalogNames;
import dev.plimsoll.compiler.resolve.ImportedNames;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.format.FormatResult;
import dev.plimsoll.dsl.format.PolicyFormatter;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code format}: gives policies their one layout, in place. */
@Command(
    name = "format",
    mixinStandardHelpOptions = true,
    description = "Lays policies out, in place; prints which files change.")
final class FormatCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private PolicyFiles files = new PolicyFiles();

  @Option(
      names = "--check",
      description = "Change nothing; exit code 1 if a file would be changed.")
  private boolean check;

  @Option(
      names = "--canonical",
      description = "Write canonical names for features, levels, CPU models and architectures.")
  private boolean canonical;

  private boolean changed;

  FormatCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    files.each(streams.err(), this::format);
    return files.exit(check && changed ? Exit.FINDINGS : Exit.PASS);
  }

  private void format(Path file) throws IOException {
    SourceFile source = PolicyCompiler.read(file);
    byte[] bytes = Files.readAllBytes(file);
    if (!Arrays.equals(bytes, source.text().getBytes(StandardCharsets.UTF_8))) {
      throw new IOException(file + ": is not UTF-8 text; to format it would damage it");
    }
    FormatResult result =
        canonical
            ? PolicyFormatter.formatCanonical(source, names(file))
            : PolicyFormatter.format(source);
    PolicyOptions.print(result.diagnostics(), streams.err());
    if (result.text().isEmpty()) {
      files.invalid();
    } else if (!result.text().get().equals(source.text())) {
      changed = true;
      if (!check) {
        FileReplacement.write(file, result.text().get().getBytes(StandardCharsets.UTF_8));
      }
      streams.out().println(file);
    }
  }

  private CatalogNames names(Path file) throws IOException {
    ImportedNames imported = ImportedNames.of(policies.source(file), policies.sources(file));
    for (String path : imported.unread()) {
      streams
          .err()
          .println(
              "plimsoll: " + file + ": cannot read " + Quoted.of(path) + ", which may hide names;");
      streams.err().println("  names in sets stay as they are");
    }
    return new CatalogNames(IsaCatalog.load(), imported);
  }
}
