package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
import dev.plimsoll.dsl.format.NameMapping;
import java.util.Optional;

/** The canonical names of the catalogue, found as the resolver finds what a name means. */
public final class CatalogNames implements NameMapping {
  private final IsaCatalog catalog;
  private final ImportedNames imported;

  /**
   * @param imported what hides names of the catalogue
   */
  public CatalogNames(IsaCatalog catalog, ImportedNames imported) {
    this.catalog = catalog;
    this.imported = imported;
  }

  @Override
  public Optional<String> architecture(String name) {
    return catalog.architecture(name).map(Architecture::name);
  }

  @Override
  public Optional<String> member(String architecture, String name) {
    // A level's canonical name may be a feature's alias; the name is kept where that would hide it.
    return catalog
        .architecture(architecture)
        .flatMap(
            a ->
                find(a, name)
                    .filter(meant -> find(a, canonical(meant)).equals(Optional.of(meant)))
                    .map(CatalogNames::canonical));
  }

  @Override
  public Optional<String> feature(String name) {
    return catalog.architectures().stream()
        .flatMap(a -> a.feature(name).stream())
        .map(Feature::name)
        .findFirst();
  }

  @Override
  public boolean isImported(String name) {
    return imported.mayHold(name);
  }

  private static Optional<Object> find(Architecture architecture, String name) {
    return architecture
        .feature(name)
        .map(Object.class::cast)
        .or(() -> architecture.level(name).map(Object.class::cast))
        .or(() -> architecture.cpu(name).map(Object.class::cast));
  }

  private static String canonical(Object meant) {
    if (meant instanceof Feature feature) {
      return feature.name();
    }
    return meant instanceof Level level ? level.name() : ((CpuModel) meant).name();
  }
}
