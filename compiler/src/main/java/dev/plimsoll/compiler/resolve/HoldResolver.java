package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.HoldLine;
import dev.plimsoll.dsl.ast.HoldDeclaration;
import dev.plimsoll.dsl.ast.HoldItem;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resolves the {@code hold} blocks. What a block does not say is {@link Hold}'s default. */
final class HoldResolver {
  private final Symbols symbols;
  private final IsaCatalog catalog;
  private final Findings findings;
  private final KnobNames knobNames;

  HoldResolver(Symbols symbols, IsaCatalog catalog, Findings findings) {
    this.symbols = symbols;
    this.catalog = catalog;
    this.findings = findings;
    this.knobNames = new KnobNames(findings);
  }

  List<Hold> resolve(PolicyFile file) {
    Duplicates seen = new Duplicates(findings);
    List<Hold> holds = new ArrayList<>();
    file.all(HoldDeclaration.class)
        .forEach(
            hold -> {
              Name baseline = hold.baseline();
              symbols.baseline(baseline);
              String what = "A `hold` block for " + Quoted.of(baseline.text());
              if (seen.isFirst(baseline.text(), baseline.span(), what)) {
                holds.add(new Block().resolve(hold));
              }
            });
    return holds;
  }

  private final class Block {
    private final Duplicates seen = new Duplicates(findings);
    private final Map<String, Integer> limits = new TreeMap<>();
    private final Map<String, String> accepted = new TreeMap<>();
    private final Map<String, HoldLine> lines = new TreeMap<>();
    private String words = Hold.DEFAULT_WORDS;
    private List<String> knobs = List.of();
    private Hold.Residual residual = Hold.DEFAULT_RESIDUAL;
    private Hold.OnLoss onLoss = Hold.DEFAULT_ON_LOSS;
    private Decision exec32Bit = Hold.DEFAULT_EXEC_32BIT;

    Hold resolve(HoldDeclaration hold) {
      hold.items().forEach(this::take);
      return new Hold(
          hold.baseline().text(),
          words,
          knobs,
          limits,
          accepted,
          residual,
          onLoss,
          exec32Bit,
          lines,
          hold.span());
    }

    private void take(HoldItem item) {
      if (item instanceof HoldItem.Words says) {
        if (value(says.mechanism(), Vocabulary.Kind.WORDS, item, "words")) {
          words = says.mechanism().text();
        }
      } else if (item instanceof HoldItem.Knobs says) {
        knobs(says);
      } else if (item instanceof HoldItem.Residual says) {
        if (value(says.value(), Vocabulary.Kind.RESIDUAL, item, "residual")) {
          residual = Hold.Residual.valueOf(upper(says.value()));
        }
      } else if (item instanceof HoldItem.OnLoss says) {
        if (value(says.value(), Vocabulary.Kind.ON_LOSS, item, "on-loss")) {
          onLoss = Hold.OnLoss.valueOf(upper(says.value()));
        }
      } else if (item instanceof HoldItem.Exec32Bit says) {
        if (value(says.value(), Vocabulary.Kind.EXEC_32BIT, item, "exec-32bit")) {
          exec32Bit = Decision.valueOf(upper(says.value()));
        }
      } else if (item instanceof HoldItem.Limit says) {
        limit(says);
      } else if (item instanceof HoldItem.Accept says) {
        accept(says);
      }
    }

    /** Whether the value is a good one and the first of its kind. */
    private boolean value(Name value, Vocabulary.Kind kind, HoldItem item, String what) {
      boolean good = kind.check(value, findings);
      return isFirst(what, item.span(), "`" + what + "`", Optional.empty()) && good;
    }

    /** Whether the line is the first about its subject, which it then decides. */
    private boolean isFirst(String subject, Span span, String what, Optional<String> because) {
      lines.putIfAbsent(subject, new HoldLine(span, because));
      return seen.isFirst(subject, span, what);
    }

    private void knobs(HoldItem.Knobs says) {
      Duplicates components = new Duplicates(findings);
      List<String> names = new ArrayList<>();
      for (Name name : says.components()) {
        boolean good = knobNames.checkComponent(name);
        boolean first = components.isFirst(name.text(), name.span(), Quoted.of(name.text()));
        if (good && first && !name.text().equals("none")) {
          names.add(name.text());
        }
      }
      if (isFirst("knobs", says.span(), "`knobs`", Optional.empty())) {
        knobs = names.contains("all") ? List.of("all") : names;
      }
    }

    private void limit(HoldItem.Limit says) {
      boolean valid = VectorLengths.check(says.family(), says.bits(), findings);
      String family = says.family().text();
      String what = "A limit of " + Quoted.of(family);
      if (isFirst("limit " + family, says.span(), what, Optional.empty()) && valid) {
        limits.put(family, says.bits().value());
      }
    }

    private void accept(HoldItem.Accept says) {
      if (says.because().filter(text -> !text.value().isBlank()).isEmpty()) {
        findings.add(
            findings
                .at(
                    PolicyCode.NO_REASON,
                    says.span(),
                    "A loss is accepted here, but not because of anything.")
                .withHint("Add `because \"…\"`."));
      }
      String reason = says.because().map(t -> t.value()).orElse("");
      for (Name name : says.features()) {
        String what = "A loss of " + Quoted.of(name.text());
        Optional<String> feature = feature(name);
        if (feature.isPresent() && seen.isFirst("lose " + feature.get(), name.span(), what)) {
          lines.put("accept " + feature.get(), new HoldLine(says.span(), Optional.of(reason)));
          accepted.put(feature.get(), reason);
        }
      }
    }
  }

  private Optional<String> feature(Name name) {
    Optional<String> found =
        catalog.architectures().stream()
            .flatMap(a -> a.feature(name.text()).stream())
            .map(Feature::name)
            .findFirst();
    if (found.isEmpty() && !findings.isFull() && !findings.isDamaged(name.span())) {
      List<String> known =
          catalog.architectures().stream()
              .map(Architecture::features)
              .flatMap(List::stream)
              .map(Feature::name)
              .toList();
      findings.add(
          findings
              .at(
                  PolicyCode.UNKNOWN_NAME,
                  name.span(),
                  Quoted.of(name.text()) + " is no feature of any architecture.")
              .withSuggestions(Suggestions.of(name.text(), known)));
    }
    return found;
  }

  private static String upper(Name name) {
    return name.text().toUpperCase(Locale.ROOT);
  }
}
