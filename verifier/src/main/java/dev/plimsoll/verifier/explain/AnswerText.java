package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Answers in text for a person. */
public final class AnswerText {
  private AnswerText() {}

  /** The answers one below the other; every line ends with a newline. */
  public static String print(List<Answer> answers) {
    List<String> lines = new ArrayList<>();
    for (Answer answer : answers) {
      lines.add(answer.sentence());
      if (answer instanceof Answer.Derived derived) {
        derived.reasons().forEach(reason -> add(lines, reason));
      } else {
        add(lines, (Answer.Decided) answer);
      }
    }
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(Quoted.visible(line)).append('\n'));
    return out.toString();
  }

  private static void add(List<String> lines, Reason reason) {
    lines.add("  " + reason);
    lines.add("      " + reason.file().line(reason.position().line()).strip());
  }

  private static void add(List<String> lines, Answer.Decided answer) {
    lines.add("  decided by " + answer.line().described());
    answer.line().because().ifPresent(because -> lines.add("    because " + because));
    if (!answer.others().isEmpty()) {
      lines.add("  and not by");
      answer.others().forEach(o -> lines.add("    " + o.line().described() + ": " + o.why()));
    }
  }
}
