package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first rule of the language, on random expressions, against sets of names that are closed and
 * opened one feature at a time.
 */
class RandomExpressionTest {
  private static final long SEED = 20261122;

  /** An expression's text, what it holds, and what goes where it is taken away. */
  private record Term(String text, Set<String> holds, Set<String> removes) {}

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void expressionsMeanWhatTheRuleSays(String name) {
    Model model = new Model(IsaCatalog.load().architecture(name).orElseThrow());
    Random random = new Random(SEED);
    for (int round = 0; round < 1_500; round++) {
      Term term = model.expression(random, 4);
      String text = "policy a.B; baseline b { " + name + ": " + term.text() + "; }";
      Analysis analysis = PolicyAnalyzer.analyze(new SourceFile("random.plimsoll", text));
      assertThat(analysis.policy()).as("seed %d: %s", SEED, text).isPresent();
      FeatureSet set = analysis.policy().orElseThrow().baseline("b").orElseThrow().sets().get(name);
      Set<String> expected = new TreeSet<>(term.holds());
      expected.addAll(model.base);
      assertThat(set.features())
          .as("seed %d: %s", SEED, text)
          .extracting(Feature::name)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static final class Model {
    private final Map<String, List<String>> needs = new TreeMap<>();
    private final Set<String> base;
    private final List<Level> levels;
    private final List<String> names;

    Model(Architecture architecture) {
      architecture.features().forEach(f -> needs.put(f.name(), f.prerequisites()));
      base = names(architecture.baseSet());
      levels = architecture.levels();
      names =
          architecture.features().stream()
              .filter(f -> f.kind() == Feature.Kind.USER && !f.inBase())
              .map(Feature::name)
              .toList();
    }

    Term expression(Random random, int depth) {
      Term left = product(random, depth);
      for (int i = random.nextInt(3); i > 0; i--) {
        Term right = product(random, depth);
        boolean plus = random.nextBoolean();
        Set<String> holds = plus ? union(left, right) : without(left.holds(), right.removes());
        // A sum is no longer a list of names once something was taken away by a set.
        left = new Term(left.text() + (plus ? " + " : " - ") + right.text(), holds, beyond(holds));
      }
      return left;
    }

    private Term product(Random random, int depth) {
      Term left = factor(random, depth);
      for (int i = random.nextInt(2); i > 0; i--) {
        Term right = factor(random, depth);
        Set<String> both = new TreeSet<>(left.holds());
        both.retainAll(right.holds());
        left = new Term(left.text() + " & " + right.text(), both, beyond(both));
      }
      return left;
    }

    private Term factor(Random random, int depth) {
      if (depth > 0 && random.nextInt(3) == 0) {
        Term inner = expression(random, depth - 1);
        // Taken away only as a whole set, which an intersection with itself makes of it.
        String whole = "(" + inner.text() + ")";
        return new Term("(" + whole + " & " + whole + ")", inner.holds(), beyond(inner.holds()));
      }
      if (random.nextInt(3) == 0) {
        Level level = levels.get(random.nextInt(levels.size()));
        return new Term(level.name(), names(level.set()), beyond(names(level.set())));
      }
      Set<String> listed = new TreeSet<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        listed.add(names.get(random.nextInt(names.size())));
      }
      return new Term("{ " + String.join(", ", listed) + " }", closed(listed), listed);
    }

    private static Set<String> union(Term left, Term right) {
      Set<String> all = new TreeSet<>(left.holds());
      all.addAll(right.holds());
      return all;
    }

    private Set<String> beyond(Set<String> set) {
      Set<String> rest = new TreeSet<>(set);
      rest.removeAll(base);
      return rest;
    }

    private Set<String> closed(Set<String> set) {
      Set<String> all = new TreeSet<>();
      set.forEach(name -> close(name, all));
      return all;
    }

    private void close(String name, Set<String> all) {
      if (all.add(name)) {
        needs.get(name).forEach(needed -> close(needed, all));
      }
    }

    /** Takes away what is to go and, as long as there is any, what needs something that went. */
    private Set<String> without(Set<String> set, Set<String> gone) {
      Set<String> rest = new TreeSet<>(set);
      rest.removeAll(gone);
      Set<String> lost = new TreeSet<>(gone);
      boolean changed = true;
      while (changed) {
        Set<String> next =
            rest.stream()
                .filter(name -> needs.get(name).stream().anyMatch(lost::contains))
                .collect(Collectors.toSet());
        lost.addAll(next);
        changed = rest.removeAll(next);
      }
      return rest;
    }

    private static Set<String> names(FeatureSet set) {
      return set.features().stream().map(Feature::name).collect(Collectors.toSet());
    }
  }
}
