package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.HintFamily;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.RulesDeclaration;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Resolves the {@code rules} blocks. */
final class RulesResolver {
  private final Symbols symbols;
  private final IsaCatalog catalog;
  private final Findings findings;
  private final KnobNames knobNames;
  private final WaiverResolver waivers;

  RulesResolver(Symbols symbols, IsaCatalog catalog, Findings findings) {
    this.symbols = symbols;
    this.catalog = catalog;
    this.findings = findings;
    this.knobNames = new KnobNames(findings);
    this.waivers = new WaiverResolver(findings);
  }

  List<RuleSet> resolve(PolicyFile file) {
    Duplicates seen = new Duplicates(findings);
    List<RuleSet> sets = new ArrayList<>();
    file.all(RulesDeclaration.class)
        .forEach(
            declaration -> {
              Name baseline = declaration.baseline();
              symbols.baseline(baseline);
              RuleSet set = resolve(declaration);
              checkKnobs(declaration, file);
              String what = "A `rules` block for " + Quoted.of(baseline.text());
              if (seen.isFirst(baseline.text(), baseline.span(), what)) {
                sets.add(set);
              }
            });
    return sets;
  }

  private void checkKnobs(RulesDeclaration declaration, PolicyFile file) {
    declaration.items().stream()
        .flatMap(
            item ->
                item instanceof RuleItem.OnArchitecture on
                    ? on.rules().stream()
                    : Stream.of((RuleItem.Rule) item))
        .flatMap(rule -> rule.subject().via().stream())
        .forEach(via -> knobNames.checkVia(via, declaration.baseline(), file));
  }

  private RuleSet resolve(RulesDeclaration declaration) {
    List<Rule> rules = new ArrayList<>();
    for (RuleItem item : declaration.items()) {
      if (item instanceof RuleItem.Rule rule) {
        resolve(rule, Optional.empty()).ifPresent(rules::add);
      } else if (item instanceof RuleItem.OnArchitecture on) {
        Optional<Architecture> architecture = symbols.architectures().find(on.architecture());
        for (RuleItem.Rule rule : on.rules()) {
          Optional<Rule> resolved = resolve(rule, architecture);
          architecture.flatMap(a -> resolved).ifPresent(rules::add);
        }
      }
    }
    Contradictions.check(rules, findings);
    return new RuleSet(declaration.baseline().text(), rules, declaration.span());
  }

  /** The rule, unless a finding says why it makes no sense. */
  private Optional<Rule> resolve(RuleItem.Rule rule, Optional<Architecture> architecture) {
    RuleItem.Subject subject = rule.subject();
    boolean known = true;
    for (Name member : subject.members()) {
      known &= checkMember(subject.family().text(), member, architecture);
    }
    Optional<Rule.Waiver> waiver = waivers.resolve(rule);
    if (!known || !WaiverResolver.isSound(rule, waiver)) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            Decision.valueOf(rule.decision().text().toUpperCase(Locale.ROOT)),
            subject.family().text(),
            subject.members().stream().map(Name::text).distinct().sorted().toList(),
            subject.via().map(Name::text),
            subject.above().map(c -> OptionalLong.of(c.value())).orElse(OptionalLong.empty()),
            architecture.map(Architecture::name),
            waiver,
            rule.because().map(Text::value),
            rule.span()));
  }

  private boolean checkMember(String family, Name member, Optional<Architecture> architecture) {
    return switch (family) {
      case "dispatch" -> Vocabulary.Kind.DISPATCH.check(member, findings);
      case "signal-frame" -> Vocabulary.Kind.SIGNAL_FRAME.check(member, findings);
      default -> checkHint(member, architecture);
    };
  }

  private boolean checkHint(Name member, Optional<Architecture> architecture) {
    List<Architecture> places = architecture.map(List::of).orElseGet(catalog::architectures);
    List<String> known =
        places.stream()
            .flatMap(a -> a.hints().stream())
            .map(HintFamily::name)
            .distinct()
            .sorted()
            .toList();
    String where = architecture.map(a -> " of " + a).orElse("");
    return Vocabulary.check(member, "a hint" + where, known, findings);
  }
}
