package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.SmallMachines.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Walks through worlds and holds every move against the invariants. */
final class Explorer {
  private final List<Move> moves;
  private final int mostTasks;
  private final Map<String, String> counterexamples = new TreeMap<>();
  private final Map<String, Long> checked = new TreeMap<>();
  private long transitions;
  private long states;

  Explorer(List<Move> moves, int mostTasks) {
    this.moves = moves;
    this.mostTasks = mostTasks;
  }

  private record Node(World world, History history, Optional<Node> parent, String move, int depth) {
    String trace() {
      String last = move;
      return parent
          .filter(p -> p.parent().isPresent())
          .map(p -> p.trace() + "; " + last)
          .orElse(last);
    }
  }

  /**
   * Every state within some moves, nearer ones first: the first counterexample is a shortest one.
   */
  Explorer exhaust(World start, int depth) {
    ArrayDeque<Node> open = new ArrayDeque<>();
    Set<Object> known = new HashSet<>();
    Node root = new Node(start, History.of(start), Optional.empty(), "", 0);
    known.add(key(root));
    open.add(root);
    while (!open.isEmpty()) {
      Node node = open.poll();
      states++;
      if (node.depth() < depth) {
        for (Node next : successors(node)) {
          if (known.add(key(next))) {
            open.add(next);
          }
        }
      }
    }
    return this;
  }

  /** A path of random moves. */
  Explorer walk(World start, int length, Random random) {
    Node node = new Node(start, History.of(start), Optional.empty(), "", 0);
    for (int i = 0; i < length; i++) {
      List<Node> next = successors(node);
      if (next.isEmpty()) {
        return this;
      }
      Node chosen = next.get(random.nextInt(next.size()));
      node = new Node(chosen.world(), chosen.history(), Optional.of(node), chosen.move(), 0);
      states++;
    }
    return this;
  }

  private List<Node> successors(Node node) {
    List<Node> next = new ArrayList<>();
    World world = node.world();
    for (int task = 1; task <= world.tasks(); task++) {
      for (Move move : moves) {
        boolean able =
            move.operation() instanceof Restore ? world.hasImage(task) : world.isAlive(task);
        boolean births = move.operation() instanceof Clone || move.operation() instanceof Restore;
        if (able && (!births || world.tasks() < mostTasks)) {
          next.add(step(node, task, move));
        }
      }
    }
    return next;
  }

  private Node step(Node node, int task, Move move) {
    Outcome outcome = node.world().apply(task, move.operation());
    Transition transition =
        new Transition(node.world(), node.history(), task, move.operation(), outcome);
    String name = task == 1 ? move.name() : move.name() + " by " + task;
    Node next =
        new Node(
            outcome.world(),
            node.history().then(transition),
            Optional.of(node),
            name,
            node.depth() + 1);
    transitions++;
    Invariants.ALL.forEach((id, invariant) -> check(id, invariant, transition, next));
    return next;
  }

  private void check(String id, Invariants.Invariant invariant, Transition move, Node next) {
    if (invariant.concerns().test(move)) {
      checked.merge(id, 1L, Long::sum);
      Predicate<Transition> holds = invariant.holds();
      if (!holds.test(move)) {
        counterexamples.putIfAbsent(id, next.trace());
      }
    }
  }

  /** Equal for states that nothing can tell apart, now or later. */
  private static Object key(Node node) {
    return List.of(Worlds.key(node.world()), node.history().key());
  }

  Map<String, String> counterexamples() {
    return counterexamples;
  }

  /** How many moves each invariant was concerned with. */
  Map<String, Long> checked() {
    return checked;
  }

  long transitions() {
    return transitions;
  }

  long states() {
    return states;
  }
}
