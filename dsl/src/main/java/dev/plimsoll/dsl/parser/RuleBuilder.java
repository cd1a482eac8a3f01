package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.Count;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the rules of a {@code rules} block. */
final class RuleBuilder {
  private final Leaves leaves;
  private final Mistakes mistakes;

  RuleBuilder(Leaves leaves, Mistakes mistakes) {
    this.leaves = leaves;
    this.mistakes = mistakes;
  }

  RuleItem.Rule rule(PolicyParser.RulingContext context) {
    Name decision = leaves.keyword(context.decision().getStart());
    RuleItem.Subject subject = subject(context.subject());
    Optional<RuleItem.Place> place = Optional.empty();
    Optional<Text> because = Optional.empty();
    Optional<Text> owner = Optional.empty();
    Optional<Name> until = Optional.empty();
    Map<Class<?>, Span> seen = new HashMap<>();
    for (PolicyParser.ClauseContext clause : context.clause()) {
      checkFirst(clause, seen);
      if (clause instanceof PolicyParser.PlaceContext in) {
        Optional<Text> path =
            in.STRING().size() > 1 ? Optional.of(leaves.text(in.STRING(1))) : Optional.empty();
        place =
            Optional.of(new RuleItem.Place(leaves.text(in.STRING(0)), path, leaves.span(clause)));
      } else if (clause instanceof PolicyParser.BecauseContext reason) {
        because = Optional.of(leaves.text(reason.STRING()));
      } else if (clause instanceof PolicyParser.OwnerContext person) {
        owner = Optional.of(leaves.text(person.STRING()));
      } else if (clause instanceof PolicyParser.UntilContext date) {
        until = Optional.of(leaves.name(date.name()));
      }
    }
    return new RuleItem.Rule(decision, subject, place, because, owner, until, leaves.span(context));
  }

  private void checkFirst(PolicyParser.ClauseContext clause, Map<Class<?>, Span> seen) {
    Span word = TokenNames.span(clause.getStart());
    Span earlier = seen.putIfAbsent(clause.getClass(), word);
    if (earlier != null) {
      String name = TokenNames.found(mistakes.file(), clause.getStart());
      mistakes.add(
          mistakes
              .at(SyntaxCode.REPEATED_CLAUSE, word, "A rule has only one " + name + ".")
              .withRelated(earlier, "first given here"));
    }
  }

  private RuleItem.Subject subject(PolicyParser.SubjectContext context) {
    Optional<PolicyParser.MembersContext> members = Optional.empty();
    Optional<Name> via = Optional.empty();
    Optional<Count> above = Optional.empty();
    if (context instanceof PolicyParser.DispatchContext dispatch) {
      members = Optional.ofNullable(dispatch.members());
      via = Optional.ofNullable(dispatch.name()).map(leaves::name);
    } else if (context instanceof PolicyParser.HintContext hint) {
      members = Optional.ofNullable(hint.members());
    } else if (context instanceof PolicyParser.SignalFrameContext frame) {
      members = Optional.ofNullable(frame.members());
    } else if (context instanceof PolicyParser.XsaveAreaContext area) {
      above = Optional.of(leaves.count(area.count()));
    }
    Name family = leaves.keyword(context.getStart());
    return new RuleItem.Subject(
        family, members.map(this::members).orElse(List.of()), via, above, leaves.span(context));
  }

  private List<Name> members(PolicyParser.MembersContext context) {
    return context.name() != null
        ? List.of(leaves.name(context.name()))
        : leaves.names(context.names());
  }
}
