package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.sources.ImportLookup;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.ImportDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.parser.ParseResult;
import dev.plimsoll.dsl.parser.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The baselines that a file's imports make visible, found without resolving anything.
 *
 * @param baselines their names
 * @param unread the imports that cannot be read, as the file writes them; what they declare is
 *     unknown
 */
public record ImportedNames(Set<String> baselines, List<String> unread) {
  /** No import at all. */
  public static final ImportedNames NONE = new ImportedNames(Set.of(), List.of());

  public ImportedNames {
    baselines = Set.copyOf(baselines);
    unread = List.copyOf(unread);
  }

  public static ImportedNames of(PolicySource source, PolicySources sources) {
    Set<String> baselines = new TreeSet<>();
    List<String> unread = new ArrayList<>();
    List<ImportDeclaration> imports =
        PolicyReader.read(source.file()).file().stream()
            .flatMap(file -> file.all(ImportDeclaration.class))
            .toList();
    for (ImportDeclaration declaration : imports) {
      String path = declaration.path().value();
      Optional<PolicyFile> file =
          sources.find(path) instanceof ImportLookup.Found found
              ? Optional.of(PolicyReader.read(found.source().file()))
                  .filter(ParseResult::isClean)
                  .flatMap(ParseResult::file)
              : Optional.empty();
      if (file.isEmpty()) {
        unread.add(path);
      }
      file.stream()
          .flatMap(imported -> imported.all(BaselineDeclaration.class))
          .forEach(baseline -> baselines.add(baseline.name().text()));
    }
    return new ImportedNames(baselines, unread);
  }

  boolean mayHold(String name) {
    return !unread.isEmpty() || baselines.contains(name);
  }
}
