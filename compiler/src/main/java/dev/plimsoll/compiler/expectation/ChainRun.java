package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Expectation.Chain;
import dev.plimsoll.compiler.policy.Expectation.Step;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.inheritance.Abi;
import dev.plimsoll.runtime.inheritance.Checkpoint;
import dev.plimsoll.runtime.inheritance.Clone;
import dev.plimsoll.runtime.inheritance.Exec;
import dev.plimsoll.runtime.inheritance.Machine;
import dev.plimsoll.runtime.inheritance.MachineArchitecture;
import dev.plimsoll.runtime.inheritance.Operation;
import dev.plimsoll.runtime.inheritance.Outcome;
import dev.plimsoll.runtime.inheritance.Restore;
import dev.plimsoll.runtime.inheritance.Semantics;
import dev.plimsoll.runtime.inheritance.SetMap;
import dev.plimsoll.runtime.inheritance.UserBuffer;
import dev.plimsoll.runtime.inheritance.View;
import dev.plimsoll.runtime.inheritance.WordOrigin;
import dev.plimsoll.runtime.inheritance.World;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chain played on the model, on a machine that has every bit which the catalogue knows: what a
 * program sees there differs from what another machine shows only by bits that this other one
 * lacks.
 */
final class ChainRun {
  /** Where words come from if what was held is lost. */
  private static final Set<WordOrigin> LOSING =
      EnumSet.of(WordOrigin.ABI_CHANGE, WordOrigin.UNREADABLE, WordOrigin.MISREAD);

  private final Policy policy;
  private final Chain chain;
  private final Architecture architecture;
  private final Machine machine;
  private final List<Played> played = new ArrayList<>();
  private World world;

  /** A step and what came of it. */
  record Played(Step step, Outcome outcome) {
    Optional<WordOrigin> origin() {
      return outcome.origin();
    }

    boolean is(String operation) {
      return step.operation().equals(operation);
    }
  }

  private ChainRun(Policy policy, Chain chain, Architecture architecture) {
    this.policy = policy;
    this.chain = chain;
    this.architecture = architecture;
    this.machine = machine(architecture);
    this.world = World.boot(machine, Semantics.named(chain.semantics()).orElseThrow());
  }

  /** Plays a chain up to its first step that fails. */
  static ChainRun of(Policy policy, Chain chain, Architecture architecture) {
    ChainRun run = new ChainRun(policy, chain, architecture);
    for (Step step : chain.steps()) {
      if (run.failed().isEmpty()) {
        run.play(step);
      }
    }
    return run;
  }

  private static Machine machine(Architecture architecture) {
    FeatureSet all = architecture.set(architecture.features());
    Machine machine =
        Machine.of(
            MachineArchitecture.named(architecture.name()).orElseThrow(),
            HwcapWords.of(architecture.wordsOf(all)));
    HwcapWords compat = HwcapWords.of(architecture.compatWordsOf(all));
    return compat.isEmpty() ? machine : machine.withCompat(compat);
  }

  private void play(Step step) {
    boolean restore = step.operation().equals("restore");
    int task = (restore ? world.imaged() : world.newest()).orElseThrow();
    Outcome outcome = world.apply(task, operation(step, task));
    world = outcome.world();
    played.add(new Played(step, outcome));
  }

  private Operation operation(Step step, int task) {
    return switch (step.operation()) {
      case "hold" -> hold(step.argument().orElseThrow(), world.view(task).abi());
      case "fork" -> Clone.FORK;
      case "vfork", "clone" -> Clone.VFORK;
      case "exec" ->
          Exec.of(step.argument().filter("compat"::equals).isPresent() ? Abi.COMPAT : Abi.NATIVE);
      case "checkpoint" -> new Checkpoint();
      case "restore" -> new Restore(Optional.empty(), true);
      default -> throw new IllegalStateException("no step of a chain: " + step.operation());
    };
  }

  /** What arms a kernel that inherits words, and needs no privilege. */
  private SetMap hold(String baseline, Abi abi) {
    return SetMap.of(
        UserBuffer.of(
            wordsOf(baseline, abi).asMap().entrySet().stream()
                .map(word -> new Entry(word.getKey(), word.getValue()))
                .toList()));
  }

  private HwcapWords wordsOf(String baseline, Abi abi) {
    FeatureSet set =
        Optional.ofNullable(policy.baseline(baseline).orElseThrow().sets().get(architecture.name()))
            .orElseThrow();
    return HwcapWords.of(
        abi == Abi.NATIVE ? architecture.wordsOf(set) : architecture.compatWordsOf(set));
  }

  /** The step that failed, if one did. */
  Optional<Played> failed() {
    return played.stream().filter(p -> !p.outcome().succeeded()).findFirst();
  }

  /** What the last program sees. */
  View last() {
    return world.view(world.newest().orElseThrow());
  }

  /** The words that the chain is expected to end with, for a program of that width. */
  HwcapWords expected(Abi abi) {
    return chain
        .words()
        .map(baseline -> wordsOf(baseline, abi))
        .orElseGet(() -> machine.words(abi));
  }

  /** All bits of the words for a program of that width. */
  HwcapWords hardware(Abi abi) {
    return machine.words(abi);
  }

  /**
   * The steps that decided what the last program sees, in their order: the exec that gave it its
   * words, before it the step that settled what this exec took, after it what came too late.
   */
  List<Played> deciding() {
    int last = lastExec();
    List<Played> deciding = new ArrayList<>();
    for (int i = last - 1; i >= 0 && deciding.isEmpty(); i--) {
      Played before = played.get(i);
      if (before.is("hold") || before.is("restore") || settles(before)) {
        deciding.add(before);
      }
    }
    if (last >= 0) {
      deciding.add(played.get(last));
    }
    played.subList(last + 1, played.size()).stream()
        .filter(p -> p.is("hold"))
        .forEach(deciding::add);
    return deciding;
  }

  private static boolean settles(Played exec) {
    return exec.origin().filter(LOSING::contains).isPresent();
  }

  private int lastExec() {
    for (int i = played.size() - 1; i >= 0; i--) {
      if (played.get(i).origin().isPresent()) {
        return i;
      }
    }
    return -1;
  }

  /** What a deciding step did, in one clause. */
  String clause(Played step) {
    if (step.origin().isPresent()) {
      return step.origin().get().toString();
    }
    if (played.indexOf(step) > lastExec()) {
      return "no exec follows, and only an exec gives words to a program";
    }
    boolean armed = step.outcome().view().flag();
    return armed
        ? "arms inheritance with the words of " + step.step().argument().orElse("the image")
        : "changes what /proc shows, not what an exec gives";
  }
}
