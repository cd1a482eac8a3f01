package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.source.Position;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import java.util.Optional;

/** One answer to a question. A question about several baselines or architectures has several. */
public sealed interface Answer {

  /** What it says, on one line. */
  String sentence();

  /**
   * What follows from several parts of a policy.
   *
   * @param reasons the chain that leads there; what decided comes last
   */
  record Derived(String sentence, List<Reason> reasons) implements Answer {
    public Derived {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What one line decides, or the default.
   *
   * @param subject what was asked about, such as {@code dispatch unknown on x86_64}
   * @param baseline the baseline for which it is so
   * @param value what was decided
   * @param others what else spoke of it; what came closest first
   */
  record Decided(String subject, String baseline, String value, Line line, List<Passed> others)
      implements Answer {
    public Decided {
      others = List.copyOf(others);
    }

    @Override
    public String sentence() {
      return subject + ", baseline " + baseline + ": " + value;
    }
  }

  /**
   * A line of a policy, or a default that stands in none.
   *
   * @param place where it stands; empty for a default
   * @param text the line itself
   * @param because the reason that it gives
   */
  record Line(Optional<Place> place, String text, Optional<String> because) {

    static Line byDefault(String text) {
      return new Line(Optional.empty(), text, Optional.empty());
    }

    /** In one line, with its place. */
    public String described() {
      return place.map(at -> at.file().name() + ":" + at.position()).orElse("the default")
          + ": "
          + text;
    }
  }

  /** Where a line begins. */
  record Place(SourceFile file, Position position) {}

  /**
   * A line that did not decide.
   *
   * @param why what kept it from deciding
   */
  record Passed(Line line, String why) {}
}
