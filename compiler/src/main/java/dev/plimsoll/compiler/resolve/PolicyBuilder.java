package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Derivation;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.compiler.policy.Seal;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.PolicyDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;

/** Puts the resolved parts together. */
final class PolicyBuilder {
  /**
   * Identifiers that no type may have (Java language specification 17, 3.9), and the packages that
   * a type of that name would hide from its own text.
   */
  private static final Set<String> NO_TYPE =
      Set.of("permits", "record", "sealed", "var", "yield", "dev", "java", "javax");

  /** Packages that class loaders or the runtime keep for themselves. */
  private static final Set<String> NO_PACKAGE = Set.of("java.", "dev.plimsoll.runtime.");

  /** Leaves room for a nested class in the 255 bytes that a file name may have. */
  private static final int LONGEST_TYPE = 100;

  private final PolicyFile file;
  private final Symbols symbols;
  private final Evaluation evaluation;
  private final Findings findings;

  PolicyBuilder(PolicyFile file, Symbols symbols, Evaluation evaluation, Findings findings) {
    this.file = file;
    this.symbols = symbols;
    this.evaluation = evaluation;
    this.findings = findings;
  }

  /** The policy; without a name if the file has none. */
  Policy build(List<Hold> holds, List<RuleSet> ruleSets, List<PolicyTest> tests) {
    Optional<PolicyDeclaration> declaration = file.policy();
    declaration.ifPresent(d -> checkName(d.name()));
    return new Policy(
        declaration.map(d -> d.name().text()).orElse(""),
        declaration.map(PolicyDeclaration::documentation).orElse(""),
        file.source(),
        symbols.fleets().values().stream().map(this::fleet).toList(),
        symbols.baselines().values().stream().map(this::baseline).toList(),
        holds,
        ruleSets,
        tests,
        symbols.imports().files());
  }

  private void checkName(Name name) {
    String simple = name.text().substring(name.text().lastIndexOf('.') + 1);
    boolean usable =
        SourceVersion.isName(name.text(), SourceVersion.RELEASE_17)
            && !NO_TYPE.contains(simple)
            && simple.length() <= LONGEST_TYPE
            && NO_PACKAGE.stream().noneMatch(name.text()::startsWith);
    if (!usable) {
      findings.add(
          findings
              .at(
                  PolicyCode.INVALID_POLICY_NAME,
                  name.span(),
                  Quoted.of(name.text()) + " cannot be the name of a Java class.")
              .withHint(
                  "The name becomes a class: identifiers of Java joined by `.`, none a keyword, in a"
                      + " package of your own."));
    }
  }

  private Baseline baseline(Outline.OfBaseline outline) {
    SortedMap<String, FeatureSet> sets = new TreeMap<>();
    SortedMap<String, Derivation> derivations = new TreeMap<>();
    String name = outline.declaration().name().text();
    outline
        .sets()
        .forEach(
            (architecture, line) -> {
              evaluation
                  .baseline(name, architecture)
                  .map(SetValue::guaranteed)
                  .map(set -> set.plus(line.architecture().baseSet()))
                  .ifPresent(set -> sets.put(architecture, set));
              evaluation
                  .derivation(name, architecture)
                  .ifPresent(d -> derivations.put(architecture, d));
            });
    return new Baseline(
        name,
        outline.declaration().documentation(),
        sets,
        derivations,
        outline.declaration().seal().map(seal -> new Seal(seal.value(), seal.span())),
        outline.declaration().span());
  }

  private Fleet fleet(Outline.OfFleet outline) {
    List<Node> nodes = outline.nodes().stream().flatMap(n -> node(n).stream()).toList();
    return new Fleet(
        outline.declaration().name().text(),
        outline.declaration().documentation(),
        nodes,
        outline.declaration().span());
  }

  private Optional<Node> node(Outline.OfNode node) {
    return evaluation
        .node(node)
        .map(
            value ->
                new Node(
                    node.declaration().name().text(),
                    node.architecture().name(),
                    value.guaranteed(),
                    value.possible(),
                    node.kernel(),
                    node.vectorLengths(),
                    node.declaration().span()));
  }
}
