package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts units behind those that they need, and finds those that need themselves. It keeps its own
 * stack, so a chain of any length is fine.
 */
final class EvaluationOrder {
  private static final int SHOWN = 8;

  private final Symbols symbols;
  private final Findings findings;
  private final LinkedHashSet<Unit> done = new LinkedHashSet<>();
  private final Set<Unit> inCycle = new HashSet<>();
  private final Deque<Frame> path = new ArrayDeque<>();
  private final Set<Unit> onPath = new HashSet<>();

  EvaluationOrder(Symbols symbols, Findings findings) {
    this.symbols = symbols;
    this.findings = findings;
  }

  private record Frame(Unit unit, Span place, Iterator<Unit.Need> rest) {}

  /** Visits a unit and all that it needs. */
  void visit(Unit unit, Span place) {
    if (!done.contains(unit)) {
      push(unit, place);
    }
    while (!path.isEmpty()) {
      Frame top = path.element();
      if (!top.rest().hasNext()) {
        path.pop();
        onPath.remove(top.unit());
        done.add(top.unit());
        continue;
      }
      Unit.Need need = top.rest().next();
      if (onPath.contains(need.unit())) {
        reportCycle(need);
      } else if (!done.contains(need.unit())) {
        push(need.unit(), need.place());
      }
    }
  }

  private void push(Unit unit, Span place) {
    path.push(new Frame(unit, place, Needs.of(unit, symbols).iterator()));
    onPath.add(unit);
  }

  /** Units with all that they need in front of them, except for those in a cycle. */
  List<Unit> units() {
    return List.copyOf(done);
  }

  boolean isInCycle(Unit unit) {
    return inCycle.contains(unit);
  }

  private void reportCycle(Unit.Need closing) {
    List<Frame> cycle = new ArrayList<>();
    for (Frame frame : path) {
      cycle.add(0, frame);
      if (frame.unit().equals(closing.unit())) {
        break;
      }
    }
    boolean known = cycle.stream().allMatch(f -> inCycle.contains(f.unit()));
    cycle.forEach(f -> inCycle.add(f.unit()));
    // A cycle through both architectures of the same declarations is one mistake.
    boolean same =
        !reported.add(cycle.stream().map(f -> f.unit().kind() + f.unit().name()).sorted().toList());
    if (!known && !same) {
      findings.add(describe(cycle, closing));
    }
  }

  private final Set<List<String>> reported = new HashSet<>();

  private Diagnostic describe(List<Frame> cycle, Unit.Need closing) {
    StringBuilder chain = new StringBuilder();
    cycle.stream().limit(SHOWN).forEach(f -> chain.append(name(f.unit())).append(" → "));
    chain.append(cycle.size() > SHOWN ? "… → " : "").append(name(closing.unit()));
    Diagnostic diagnostic =
        findings.at(
            PolicyCode.CYCLE,
            closing.place(),
            name(closing.unit()) + " needs itself: " + chain + ".");
    for (Frame frame : cycle.subList(1, Math.min(cycle.size(), SHOWN))) {
      diagnostic = diagnostic.withRelated(frame.place(), "needs " + name(frame.unit()));
    }
    return cycle.size() > 1
        ? diagnostic
        : diagnostic.withRelated(cycle.get(0).place(), "declared here");
  }

  private static String name(Unit unit) {
    return Quoted.of(unit.name());
  }
}
