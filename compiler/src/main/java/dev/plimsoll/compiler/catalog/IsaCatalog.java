package dev.plimsoll.compiler.catalog;

import dev.plimsoll.compiler.catalog.CatalogTableReader.Row;
import java.util.List;
import java.util.Optional;

/**
 * The instruction-set facts that Plimsoll works from. Cheap to load: each architecture reads its
 * tables when first asked.
 */
public final class IsaCatalog {
  private final List<Architecture> architectures;

  private IsaCatalog(List<Architecture> architectures) {
    this.architectures = architectures;
  }

  /** The catalogue that comes with this version. */
  public static IsaCatalog load() {
    return Packaged.CATALOG;
  }

  /** The architectures that have tables, in a fixed order. */
  public List<Architecture> architectures() {
    return architectures;
  }

  public Optional<Architecture> architecture(String nameOrAlias) {
    return architectures.stream()
        .filter(a -> a.name().equals(nameOrAlias) || a.aliases().contains(nameOrAlias))
        .findFirst();
  }

  private static Architecture architecture(Row row) {
    return new Architecture(
        row.text("name"),
        row.list("aliases"),
        Integer.parseInt(row.text("bits")),
        row.optional("compat"));
  }

  private static final class Packaged {
    static final IsaCatalog CATALOG =
        new IsaCatalog(
            CatalogTableReader.read("architectures").map(IsaCatalog::architecture).toList());
  }
}
