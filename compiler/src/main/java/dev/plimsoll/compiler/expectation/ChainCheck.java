package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.WordBit;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.compiler.policy.Expectation.Chain;
import dev.plimsoll.compiler.policy.Expectation.Step;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.inheritance.Abi;
import dev.plimsoll.runtime.inheritance.View;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what the last program of a chain sees against what it is expected to see. */
final class ChainCheck {
  private final Policy policy;
  private final Chain chain;
  private final Architecture architecture;
  private final ChainRun run;

  private ChainCheck(Policy policy, Chain chain) {
    this.policy = policy;
    this.chain = chain;
    this.architecture = IsaCatalog.load().architecture(chain.architecture()).orElseThrow();
    this.run = ChainRun.of(policy, chain, architecture);
  }

  /**
   * What is wrong.
   *
   * @param expected what should be so
   * @param actual what is so instead
   * @param reasons the steps that decided
   */
  record Difference(String expected, String actual, List<Reason> reasons) {}

  /** What is wrong with the expectation; empty if it is met. */
  static Optional<Difference> check(Policy policy, Chain chain) {
    return new ChainCheck(policy, chain).difference();
  }

  private Optional<Difference> difference() {
    View last = run.last();
    HwcapWords expected = run.expected(last.abi());
    String wanted =
        "the last program, a %s one, to see %s words: %s"
            .formatted(width(last.abi()), chain.words().orElse("default"), expected);
    Optional<ChainRun.Played> failed = run.failed();
    if (failed.isPresent()) {
      Step step = failed.get().step();
      String errno = failed.get().outcome().errno().map(Enum::name).orElse("its death");
      return Optional.of(
          new Difference(
              wanted, "a step fails before", List.of(reason(step, "fails with " + errno))));
    }
    HwcapWords more = last.stack().minus(expected);
    HwcapWords fewer = expected.minus(last.stack());
    if (more.isEmpty() && fewer.isEmpty()) {
      return Optional.empty();
    }
    List<Reason> reasons =
        run.deciding().stream().map(p -> reason(p.step(), run.clause(p))).toList();
    return Optional.of(
        new Difference(
            wanted,
            "it sees "
                + (last.stack().equals(run.hardware(last.abi())) ? "default words: " : "")
                + last.stack()
                + bits("; more: ", more, last.abi())
                + bits("; fewer: ", fewer, last.abi()),
            reasons.isEmpty()
                ? List.of(new Reason(policy.source(), chain.span(), "no step starts a program"))
                : reasons));
  }

  private Reason reason(Step step, String clause) {
    String text = policy.source().text(step.span()).replaceAll("\\s*;$", "");
    return new Reason(
        policy.source(), step.span(), "`" + text.replaceAll("\\s+", " ") + "`: " + clause);
  }

  private static String width(Abi abi) {
    return abi == Abi.NATIVE ? "native" : "32-bit";
  }

  private String bits(String title, HwcapWords words, Abi abi) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<Integer, Long> word : words.asMap().entrySet()) {
      for (long rest = word.getValue(); rest != 0; rest &= rest - 1) {
        names.add(name(word.getKey(), Long.numberOfTrailingZeros(rest), abi));
      }
    }
    return names.isEmpty() ? "" : title + TestRunner.names(names);
  }

  private String name(int type, int bit, Abi abi) {
    return architecture.words().stream()
        .filter(b -> b.isNative() == (abi == Abi.NATIVE))
        .filter(b -> b.auxType() == type && b.bit() == bit)
        .map(WordBit::name)
        .findFirst()
        .orElse("bit " + bit + " of " + AuxType.name(type));
  }
}
