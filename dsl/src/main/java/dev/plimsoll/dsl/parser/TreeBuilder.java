package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.Declaration;
import dev.plimsoll.dsl.ast.Expectation;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.HoldDeclaration;
import dev.plimsoll.dsl.ast.HoldItem;
import dev.plimsoll.dsl.ast.ImportDeclaration;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.NodeProperty;
import dev.plimsoll.dsl.ast.PolicyDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.RulesDeclaration;
import dev.plimsoll.dsl.ast.TestDeclaration;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Turns what the parser has recognised into the syntax tree and leaves out the statements that hold
 * a mistake. A declaration or node is turned as soon as it ends and its parse tree dropped, so that
 * memory holds one of them at a time.
 */
final class TreeBuilder implements ParseTreeListener {
  private final Leaves leaves;
  private final Mistakes mistakes;
  private final ExpressionBuilder expressions;
  private final RuleBuilder rules;
  private final TestBuilder tests;
  private final List<NodeDeclaration> nodes = new ArrayList<>();
  private final List<Declaration> declarations = new ArrayList<>();

  TreeBuilder(TokenReader tokens, Mistakes mistakes) {
    this.mistakes = mistakes;
    this.leaves = new Leaves(tokens, mistakes);
    this.expressions = new ExpressionBuilder(leaves);
    this.rules = new RuleBuilder(leaves, mistakes);
    this.tests = new TestBuilder(leaves);
  }

  @Override
  public void exitEveryRule(ParserRuleContext context) {
    switch (context.getRuleIndex()) {
      case PolicyParser.RULE_node -> {
        if (isWhole(context)) {
          node((PolicyParser.NodeContext) context).ifPresent(nodes::add);
        }
        context.children = null;
      }
      case PolicyParser.RULE_declaration -> {
        if (context.getChildCount() > 0) {
          ParserRuleContext inner = (ParserRuleContext) context.getChild(0);
          if (isWhole(inner)) {
            declaration(inner).ifPresent(declarations::add);
          }
        }
        nodes.clear();
        context.children = null;
      }
      default -> {
        if (Statement.of(context).filter(s -> s != Statement.BLOCK).isPresent()) {
          mistakes.statement(leaves.span(context));
        }
      }
    }
  }

  @Override
  public void enterEveryRule(ParserRuleContext context) {}

  @Override
  public void visitTerminal(TerminalNode node) {}

  @Override
  public void visitErrorNode(ErrorNode node) {}

  /** The tree of what has been parsed. */
  PolicyFile file() {
    PolicyFile file =
        new PolicyFile(mistakes.file(), declarations, mistakes.skipped(), mistakes.unclear());
    checkPolicyName(file);
    return file;
  }

  private Optional<Declaration> declaration(ParserRuleContext context) {
    Span span = leaves.span(context);
    String doc = leaves.documentation(context);
    if (context instanceof PolicyParser.PolicyContext policy) {
      return named(policy.name(), name -> new PolicyDeclaration(doc, name, span));
    }
    if (context instanceof PolicyParser.ImportFileContext imported) {
      return Optional.of(new ImportDeclaration(leaves.text(imported.STRING()), span));
    }
    if (context instanceof PolicyParser.FleetContext fleet) {
      List<NodeDeclaration> members = List.copyOf(nodes);
      return named(fleet.name(), name -> new FleetDeclaration(doc, name, members, span));
    }
    if (context instanceof PolicyParser.BaselineContext baseline) {
      Optional<Text> seal = Optional.ofNullable(baseline.STRING()).map(leaves::text);
      List<BaselineDeclaration.ArchitectureSet> sets =
          whole(baseline.baselineSet()).map(this::baselineSet).toList();
      return named(baseline.name(), name -> new BaselineDeclaration(doc, name, seal, sets, span));
    }
    if (context instanceof PolicyParser.HoldContext hold) {
      List<HoldItem> items = whole(hold.holdItem()).map(this::holdItem).toList();
      return named(hold.name(), name -> new HoldDeclaration(doc, name, items, span));
    }
    if (context instanceof PolicyParser.RulesContext set) {
      List<RuleItem> items = set.ruleItem().stream().flatMap(i -> ruleItem(i).stream()).toList();
      return named(set.name(), name -> new RulesDeclaration(doc, name, items, span));
    }
    PolicyParser.TestContext test = (PolicyParser.TestContext) context;
    List<Expectation> lines = whole(test.expect()).map(tests::expectation).toList();
    return Optional.ofNullable(test.STRING())
        .filter(title -> title.getSymbol().getTokenIndex() >= 0)
        .map(title -> new TestDeclaration(doc, leaves.text(title), lines, span));
  }

  private Optional<Declaration> named(
      PolicyParser.NameContext name, Function<Name, Declaration> build) {
    return leaves.isThere(name) ? Optional.of(build.apply(leaves.name(name))) : Optional.empty();
  }

  private Optional<NodeDeclaration> node(PolicyParser.NodeContext context) {
    List<NodeProperty> properties = whole(context.nodeProperty()).map(this::nodeProperty).toList();
    return leaves.isThere(context.name())
        ? Optional.of(
            new NodeDeclaration(
                leaves.documentation(context),
                leaves.name(context.name()),
                properties,
                leaves.span(context)))
        : Optional.empty();
  }

  private NodeProperty nodeProperty(PolicyParser.NodePropertyContext context) {
    Span span = leaves.span(context);
    if (context instanceof PolicyParser.NodeArchitectureContext architecture) {
      return new NodeProperty.Architecture(leaves.name(architecture.name()), span);
    }
    if (context instanceof PolicyParser.NodeCpuContext cpu) {
      return new NodeProperty.Cpu(expressions.expression(cpu.expression()), span);
    }
    if (context instanceof PolicyParser.NodeKernelContext kernel) {
      return new NodeProperty.Kernel(leaves.text(kernel.STRING()), span);
    }
    if (context instanceof PolicyParser.NodeVectorLengthContext length) {
      return new NodeProperty.VectorLength(
          leaves.name(length.name()), leaves.count(length.count()), span);
    }
    PolicyParser.NodeProbeContext probe = (PolicyParser.NodeProbeContext) context;
    return new NodeProperty.FromProbe(leaves.text(probe.STRING()), span);
  }

  private BaselineDeclaration.ArchitectureSet baselineSet(PolicyParser.BaselineSetContext context) {
    return new BaselineDeclaration.ArchitectureSet(
        leaves.name(context.name()),
        expressions.expression(context.expression()),
        leaves.span(context));
  }

  private HoldItem holdItem(PolicyParser.HoldItemContext context) {
    Span span = leaves.span(context);
    if (context instanceof PolicyParser.HoldWordsContext words) {
      return new HoldItem.Words(leaves.name(words.name()), span);
    }
    if (context instanceof PolicyParser.HoldKnobsContext knobs) {
      return new HoldItem.Knobs(leaves.names(knobs.names()), span);
    }
    if (context instanceof PolicyParser.HoldLimitContext limit) {
      return new HoldItem.Limit(leaves.name(limit.name()), leaves.count(limit.count()), span);
    }
    if (context instanceof PolicyParser.HoldAcceptContext accept) {
      return new HoldItem.Accept(
          leaves.names(accept.names()),
          Optional.ofNullable(accept.STRING()).map(leaves::text),
          span);
    }
    if (context instanceof PolicyParser.HoldResidualContext residual) {
      return new HoldItem.Residual(leaves.name(residual.name()), span);
    }
    if (context instanceof PolicyParser.HoldOnLossContext onLoss) {
      return new HoldItem.OnLoss(leaves.name(onLoss.name()), span);
    }
    PolicyParser.HoldExec32BitContext exec = (PolicyParser.HoldExec32BitContext) context;
    return new HoldItem.Exec32Bit(leaves.name(exec.name()), span);
  }

  private Optional<RuleItem> ruleItem(PolicyParser.RuleItemContext context) {
    if (context.ruling() != null) {
      return whole(List.of(context.ruling())).findFirst().map(rules::rule);
    }
    return Optional.ofNullable(context.onArchitecture())
        .filter(on -> isWhole(on) && leaves.isThere(on.name()))
        .map(
            on ->
                new RuleItem.OnArchitecture(
                    leaves.name(on.name()),
                    whole(on.ruling()).map(rules::rule).toList(),
                    leaves.span(on)));
  }

  private static <C extends ParserRuleContext> Stream<C> whole(List<C> contexts) {
    return contexts.stream().filter(c -> c.exception == null);
  }

  /** A block that was not closed is whole: nothing in it is lost. */
  private static boolean isWhole(ParserRuleContext context) {
    return context.exception == null || context.exception instanceof UnclosedBlock;
  }

  private void checkPolicyName(PolicyFile file) {
    List<PolicyDeclaration> names = file.all(PolicyDeclaration.class).toList();
    if (names.isEmpty() && !isLibrary(file) && !mayBeSkipped(file)) {
      mistakes.add(
          mistakes
              .at(SyntaxCode.NO_POLICY_NAME, new Span(0, 0), "The file does not name its policy.")
              .withHint("Begin with `policy com.example.MyPolicy;`."));
    }
    for (PolicyDeclaration second : names.subList(Math.min(1, names.size()), names.size())) {
      mistakes.add(
          mistakes
              .at(SyntaxCode.SECOND_POLICY_NAME, second.span(), "A file has only one policy.")
              .withRelated(names.get(0).span(), "already named here"));
    }
  }

  /** Whether it declares what others may import, and nothing that only a policy with a name has. */
  private static boolean isLibrary(PolicyFile file) {
    boolean shares =
        file.all(FleetDeclaration.class).findAny().isPresent()
            || file.all(BaselineDeclaration.class).findAny().isPresent();
    return shares
        && file.all(HoldDeclaration.class).findAny().isEmpty()
        && file.all(RulesDeclaration.class).findAny().isEmpty();
  }

  /** Whether something that could not be read stands where the name should. */
  private static boolean mayBeSkipped(PolicyFile file) {
    int first =
        file.declarations().stream()
            .mapToInt(d -> d.span().offset())
            .min()
            .orElse(Integer.MAX_VALUE);
    return file.skipped().stream().anyMatch(s -> s.offset() < first)
        || file.mentionsInSkipped("policy");
  }
}
