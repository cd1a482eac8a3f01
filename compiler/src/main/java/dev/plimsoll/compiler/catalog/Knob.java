package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Switch;
import dev.plimsoll.runtime.knob.Switchboard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One record of the knob table: how one part of a component is kept from features, on one
 * architecture and in some versions; or that nothing does.
 *
 * @param id {@code slot@version}: records of one slot are versions of one another
 * @param part the code of the component that it steers; several slots of a part are alternatives
 * @param kind by what it holds
 * @param way how it is set; present iff the kind is {@link Kind#SETTING}
 * @param switches what becomes of each feature
 * @param othersUnused whether a feature that no switch names is known not to be used
 * @param behaviour how it takes what is odd
 * @param proofs what was shown of it
 * @param note a clause about it; may be empty
 */
public record Knob(
    String id,
    String component,
    Architecture architecture,
    String part,
    KnobVersions versions,
    Kind kind,
    Optional<Way> way,
    List<KnobSwitch> switches,
    boolean othersUnused,
    List<KnobLeak> leaks,
    Behaviour behaviour,
    List<KnobProof> proofs,
    String note,
    String source) {

  public Knob {
    switches = List.copyOf(switches);
    leaks = List.copyOf(leaks);
    proofs = List.copyOf(proofs);
  }

  /** By what a feature is withheld. */
  public enum Kind {
    /** Something that is set for a process. */
    SETTING,
    /** The words of the auxiliary vector, which the component obeys. */
    WORDS,
    /** Nothing. */
    NONE,
    /** Something that is no property of a process: another machine, the kernel's command line. */
    OUTSIDE
  }

  /**
   * How a knob is set.
   *
   * @param name the variable or file; of switches with a variable each, what their names begin with
   * @param argument what the encoder needs
   * @param programs whose argument it is
   * @param reads other variables of the same kind that it reads
   * @param forces whether the component uses what the value leaves without asking the machine
   */
  public record Way(
      Carrier carrier,
      String name,
      Encoder encoder,
      String argument,
      List<String> programs,
      List<String> reads,
      boolean forces) {
    public Way {
      programs = List.copyOf(programs);
      reads = List.copyOf(reads);
    }
  }

  /**
   * How a component takes what is odd.
   *
   * @param unknownToken {@code ignored}, {@code warned}, {@code fatal}, {@code breaks}, {@code
   *     disables-all} or empty if not known
   * @param emptyValue {@code noop}, {@code disables-all}, {@code breaks} or empty if not known
   * @param secureExec {@code ignored} or {@code honoured} by set-user-id programs, or empty if not
   *     known
   */
  public record Behaviour(String unknownToken, String emptyValue, String secureExec) {}

  /** The part of the id before the version. */
  public String slot() {
    return id.substring(0, id.indexOf('@'));
  }

  /** The switches alone. */
  public Switchboard board() {
    return new Switchboard(
        way.map(Way::argument).orElse(""),
        switches.stream().flatMap(s -> s.key().stream()).toList());
  }

  /** The switch of an id. */
  public Optional<KnobSwitch> byId(String id) {
    return switches.stream()
        .filter(s -> s.key().map(Switch::id).filter(id::equals).isPresent())
        .findFirst();
  }

  /** How well it is shown that a feature is withheld. */
  public Evidence evidence(String feature) {
    return proofs.stream()
        .filter(p -> p.features().isEmpty() || p.features().contains(feature))
        .map(KnobProof::level)
        .max(Evidence::compareTo)
        .orElse(Evidence.DOCUMENTED);
  }

  /** What is said of a feature. */
  public List<KnobSwitch> about(String feature) {
    return switches.stream().filter(s -> s.isAbout(feature)).toList();
  }

  /** The best that was shown of any feature. */
  public Evidence evidence() {
    return proofs.stream()
        .map(KnobProof::level)
        .max(Evidence::compareTo)
        .orElse(Evidence.DOCUMENTED);
  }

  /** The features that are in a state, by name. */
  public List<String> features(KnobSwitch.State... states) {
    return switches.stream()
        .filter(s -> List.of(states).contains(s.state()))
        .flatMap(s -> s.features().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The cells of {@code catalog knobs}. */
  List<String> row() {
    return List.of(
        architecture.name(),
        component,
        id,
        part,
        versions.toString(),
        kind.name().toLowerCase(Locale.ROOT),
        way.map(w -> w.carrier().name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse(""),
        way.map(Way::name).orElse(""),
        way.map(w -> w.encoder().title()).orElse(""),
        way.map(Way::argument).orElse(""),
        String.join(",", board().ids()),
        String.join(",", features(KnobSwitch.State.SWITCH, KnobSwitch.State.WORDS)),
        String.join(",", features(KnobSwitch.State.NONE)),
        String.join(",", features(KnobSwitch.State.FLOOR)),
        leaks.stream()
            .flatMap(leak -> leak.features().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")),
        othersUnused ? "unused" : "not-stated",
        evidence().title(),
        proofs.stream().map(KnobProof::version).distinct().collect(Collectors.joining(",")),
        behaviour.unknownToken(),
        behaviour.emptyValue(),
        behaviour.secureExec(),
        way.map(w -> String.join(",", w.programs())).orElse(""),
        way.map(w -> String.join(",", w.reads())).orElse(""),
        note,
        source);
  }
}
