package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a process is held to a baseline at run time.
 *
 * @param words how the AT_HWCAP words are held: {@code auto}, {@code off} or a mechanism's name
 * @param knobs the components whose own switches are set; the single entry {@code all} means every
 *     one
 * @param limits vector-length ceilings in bits by family
 * @param accepted features that may be lost beside what is withheld, with the reason
 * @param lines the lines that say so, by what they are about: {@code words}, {@code knobs}, {@code
 *     limit sve}, {@code accept bmi2}, {@code residual}, {@code on-loss}, {@code exec-32bit}; what
 *     has no line is so by default
 */
public record Hold(
    String baseline,
    String words,
    List<String> knobs,
    Map<String, Integer> limits,
    Map<String, String> accepted,
    Residual residual,
    OnLoss onLoss,
    Decision exec32Bit,
    Map<String, HoldLine> lines,
    Span span) {

  /** Words are held by the strongest mechanism that the host has. */
  public static final String DEFAULT_WORDS = "auto";

  /**
   * A residual is told, not refused: on x86-64 no word expresses what matters, so that refusing it
   * would start nothing there.
   */
  public static final Residual DEFAULT_RESIDUAL = Residual.WARN;

  public static final OnLoss DEFAULT_ON_LOSS = OnLoss.KILL;

  public static final Decision DEFAULT_EXEC_32BIT = Decision.ALLOW;

  public Hold {
    knobs = List.copyOf(knobs);
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    lines = Collections.unmodifiableMap(new TreeMap<>(lines));
    accepted = Collections.unmodifiableMap(new TreeMap<>(accepted));
  }

  /** How a baseline is held of which the policy says nothing. */
  public static Hold byDefault(Baseline baseline) {
    return new Hold(
        baseline.name(),
        DEFAULT_WORDS,
        List.of(),
        Map.of(),
        Map.of(),
        DEFAULT_RESIDUAL,
        DEFAULT_ON_LOSS,
        DEFAULT_EXEC_32BIT,
        Map.of(),
        baseline.span());
  }

  /** What to do when something withheld is not reached by any mechanism. */
  public enum Residual {
    ALLOW,
    WARN,
    DENY
  }

  /** What becomes of the processes when their supervision is lost. */
  public enum OnLoss {
    KILL,
    CONTINUE
  }
}
