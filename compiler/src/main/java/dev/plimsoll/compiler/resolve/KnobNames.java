package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.KnobComponent;
import dev.plimsoll.dsl.ast.HoldDeclaration;
import dev.plimsoll.dsl.ast.HoldItem;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of components and of what sets their knobs. */
final class KnobNames {
  private static final String ALL = "all";
  private static final String NONE = "none";

  private final KnobCatalog catalog = KnobCatalog.load();
  private final Findings findings;

  KnobNames(Findings findings) {
    this.findings = findings;
  }

  /** Whether a name in {@code knobs} is a component, {@code all} or {@code none}. */
  boolean checkComponent(Name name) {
    boolean known = isComponent(name.text());
    if (!known) {
      unknown(
          PolicyCode.UNKNOWN_VALUE,
          name,
          " is not a component with knobs.",
          () -> Stream.concat(Stream.of(ALL), components()).toList());
    }
    return known;
  }

  private boolean isComponent(String name) {
    return name.equals(ALL) || name.equals(NONE) || catalog.component(name).isPresent();
  }

  /** Checks that {@code via} names a knob, and one that the baseline's {@code hold} sets. */
  void checkVia(Name via, Name baseline, PolicyFile file) {
    List<KnobComponent> meant = catalog.behind(via.text());
    if (meant.isEmpty()) {
      unknown(
          PolicyCode.UNKNOWN_KNOB,
          via,
          " is no knob of any component.",
          () ->
              Stream.concat(
                      catalog.components().stream().flatMap(c -> c.aliases().stream()),
                      components())
                  .distinct()
                  .toList());
      return;
    }
    Set<String> held = held(baseline, file);
    boolean readable =
        !findings.mayBeDeclaredElsewhere(baseline.text())
            && held.stream().allMatch(this::isComponent)
            && file.all(HoldDeclaration.class).noneMatch(h -> findings.isDamaged(h.span()));
    if (readable && !held.contains(ALL) && meant.stream().noneMatch(c -> held.contains(c.name()))) {
      String names =
          meant.stream()
              .map(component -> "`knobs " + component.name() + ";`")
              .collect(Collectors.joining(" or "));
      findings.add(
          findings
              .at(
                  PolicyCode.KNOB_NOT_SET,
                  via.span(),
                  "The `hold` for "
                      + Quoted.of(baseline.text())
                      + " does not set "
                      + Quoted.of(via.text())
                      + ", so that it controls nothing.")
              .withHint("Add " + names + " there."));
    }
  }

  private void unknown(PolicyCode code, Name name, String what, Supplier<List<String>> known) {
    if (!findings.isDamaged(name.span())) {
      findings.add(
          findings
              .at(code, name.span(), Quoted.of(name.text()) + what)
              .withHint("`plimsoll catalog knobs` lists them.")
              .withSuggestions(findings.suggest(name.text(), known)));
    }
  }

  private Stream<String> components() {
    return catalog.components().stream().map(KnobComponent::name);
  }

  private static Set<String> held(Name baseline, PolicyFile file) {
    return file.all(HoldDeclaration.class)
        .filter(hold -> hold.baseline().text().equals(baseline.text()))
        .flatMap(hold -> hold.items().stream())
        .filter(HoldItem.Knobs.class::isInstance)
        .flatMap(item -> ((HoldItem.Knobs) item).components().stream())
        .map(Name::text)
        .collect(Collectors.toSet());
  }
}
