package dev.plimsoll.compiler.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The knob table: every component that is known to choose code by features, and what stops it. The
 * records of an architecture are read when first asked for.
 */
public final class KnobCatalog {
  private static @Nullable KnobCatalog packaged;

  private final KnobTables tables;
  private final List<KnobComponent> components;
  private final Map<String, List<Knob>> knobs = new ConcurrentHashMap<>();

  KnobCatalog(KnobTables tables) {
    this.tables = tables;
    this.components = tables.components();
  }

  /** The table that comes with this version, always the same one. */
  public static synchronized KnobCatalog load() {
    KnobCatalog known = packaged;
    if (known == null) {
      known = new KnobCatalog(new KnobTables());
      packaged = known;
    }
    return known;
  }

  /** Every component, in the order of the table. */
  public List<KnobComponent> components() {
    return components;
  }

  /** The component of a name. */
  public Optional<KnobComponent> component(String name) {
    return components.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The components that a variable, an option or a name stands for. */
  public List<KnobComponent> behind(String nameOrAlias) {
    return components.stream()
        .filter(c -> c.name().equals(nameOrAlias) || c.aliases().contains(nameOrAlias))
        .toList();
  }

  /** Every record on an architecture, in the order of the table. */
  public List<Knob> on(Architecture architecture) {
    return knobs.computeIfAbsent(architecture.name(), name -> tables.knobs(architecture));
  }

  /** Sentences that belong to every plan for an architecture. */
  public List<String> notes(Architecture architecture) {
    return tables.notes(architecture);
  }

  /** The records of a component on an architecture. */
  public List<Knob> of(String component, Architecture architecture) {
    return on(architecture).stream().filter(k -> k.component().equals(component)).toList();
  }
}
