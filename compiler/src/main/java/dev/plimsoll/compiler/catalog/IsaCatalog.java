package dev.plimsoll.compiler.catalog;

import dev.plimsoll.compiler.catalog.CatalogTableReader.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instruction-set facts that Plimsoll works from. Cheap to load: each architecture reads its
 * tables when first asked.
 */
public final class IsaCatalog {
  private static @Nullable IsaCatalog packaged;

  private final List<Architecture> architectures;

  private IsaCatalog(List<Architecture> architectures) {
    this.architectures = architectures;
  }

  /** The catalogue that comes with this version, always the same one. */
  public static synchronized IsaCatalog load() {
    IsaCatalog known = packaged;
    if (known == null) {
      known = read();
      packaged = known;
    }
    return known;
  }

  /** A catalogue that has read nothing but the names of the architectures. */
  static IsaCatalog read() {
    return new IsaCatalog(
        CatalogTableReader.read("architectures").map(IsaCatalog::architecture).toList());
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
}
