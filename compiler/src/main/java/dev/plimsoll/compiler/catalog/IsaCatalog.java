package dev.plimsoll.compiler.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The instruction-set facts that Plimsoll works from. Cheap to load: each architecture reads its
 * tables when first asked.
 */
public final class IsaCatalog {
  /** Every architecture that Plimsoll can name, those without tables in this version included. */
  public static final List<String> NAMES =
      List.of("x86_64", "i386", "aarch64", "arm", "riscv64", "ppc64le", "s390x", "loongarch64");

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

  private static final class Packaged {
    static final IsaCatalog CATALOG =
        new IsaCatalog(
            List.of(
                new Architecture("x86_64", List.of("amd64", "x86-64")),
                new Architecture("aarch64", List.of("arm64"))));
  }
}
