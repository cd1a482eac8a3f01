package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.HoldLine;
import dev.plimsoll.compiler.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Which line of a {@code hold} block decides how a process is held, or which default. */
final class HoldLines {
  private static final Map<String, Function<Hold, String>> SCALARS =
      Map.of(
          "words", Hold::words,
          "knobs", hold -> hold.knobs().isEmpty() ? "none" : String.join(", ", hold.knobs()),
          "residual", hold -> lower(hold.residual()),
          "on-loss", hold -> lower(hold.onLoss()),
          "exec-32bit", hold -> lower(hold.exec32Bit()));

  private static final List<String> ORDER =
      List.of("words", "knobs", "limit", "accept", "residual", "on-loss", "exec-32bit");

  /** What these lines hold between their keyword and the name. */
  private static final Map<String, String> FILLERS =
      Map.of("limit", "vector-length", "accept", "losing");

  private static final Map<String, String> NOTHING = Map.of("limit", "none", "accept", "no loss");

  private HoldLines() {}

  /** Whether a question begins with the keyword of such a line. */
  static boolean isSubject(List<String> words) {
    boolean scalar = words.size() == 1 && SCALARS.containsKey(words.get(0));
    return scalar || (!words.isEmpty() && FILLERS.containsKey(words.get(0)) && words.size() <= 3);
  }

  /** What is asked about in the words of {@link Hold#lines()}: {@code limit sve}. */
  static List<String> subject(List<String> words) {
    Set<String> fillers = Set.copyOf(FILLERS.values());
    return words.stream().filter(word -> !fillers.contains(word)).toList();
  }

  /** The answers for one baseline. */
  static List<Answer> answers(Policy policy, Hold hold, List<String> subject) {
    List<Answer> answers = new ArrayList<>();
    for (String key : subject.isEmpty() ? ORDER : subject.subList(0, 1)) {
      if (SCALARS.containsKey(key)) {
        answers.add(answer(policy, hold, key, SCALARS.get(key).apply(hold)));
      } else {
        answers.addAll(entries(policy, hold, key, subject));
      }
    }
    return answers;
  }

  /** The lines of one kind of which there may be several. */
  private static List<Answer> entries(Policy policy, Hold hold, String key, List<String> subject) {
    Map<String, String> values = new TreeMap<>();
    if (key.equals("limit")) {
      hold.limits().forEach((family, bits) -> values.put(family, bits + " bits"));
    } else {
      hold.accepted().keySet().forEach(feature -> values.put(feature, "accepted"));
    }
    if (subject.size() > 1) {
      values.keySet().retainAll(Set.of(subject.get(1)));
    }
    if (values.isEmpty()) {
      String asked = subject.size() > 1 ? key + " " + subject.get(1) : key;
      return List.of(answer(policy, hold, asked, NOTHING.getOrDefault(key, "none")));
    }
    List<Answer> answers = new ArrayList<>();
    values.forEach((name, value) -> answers.add(answer(policy, hold, key + " " + name, value)));
    return answers;
  }

  private static Answer answer(Policy policy, Hold hold, String subject, String value) {
    HoldLine line = hold.lines().get(subject);
    Answer.Line decider =
        line == null
            ? Answer.Line.byDefault(subject + " " + value)
            : PolicyQuestions.line(policy.source(), line.span(), line.because());
    return new Answer.Decided(subject, hold.baseline(), value, decider, List.of());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
