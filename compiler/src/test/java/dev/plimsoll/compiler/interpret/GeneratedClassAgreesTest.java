package dev.plimsoll.compiler.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.InMemoryClasses;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.policy.Carried;
import dev.plimsoll.runtime.policy.CheckOutcome;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HostCheck;
import dev.plimsoll.runtime.policy.Lacking;
import dev.plimsoll.runtime.policy.NotCovered;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random policies, compiled, generated, compiled by javac and loaded, answer for random machines as
 * the interpreter does. {@code -Dplimsoll.seed=N} repeats a run, {@code -Dplimsoll.pairs=N} takes
 * more pairs.
 */
class GeneratedClassAgreesTest {
  private static final int POLICIES = 120;
  private static final List<Integer> WORDS = List.of(16, 26, 29, 30);

  @Test
  void onEveryPairOfPolicyAndMachine() throws Exception {
    long seed = Long.getLong("plimsoll.seed", 20261122);
    int pairs = Integer.getInteger("plimsoll.pairs", 120_000);
    System.out.println("policies and machines by seed " + seed);
    Random random = new Random(seed);
    List<Compilation> compiled = policies(random);
    InMemoryClasses classes =
        InMemoryClasses.compile(compiled.stream().map(c -> c.source().orElseThrow()).toList());
    Map<Class<?>, Integer> outcomes = new TreeMap<>((a, b) -> a.getName().compareTo(b.getName()));
    int done = 0;
    for (Compilation compilation : compiled) {
      Policy policy = compilation.policy().orElseThrow();
      PolicyInterpreter interpreter = new PolicyInterpreter(policy);
      List<HeldBaseline> generated = baselines(classes.loadClass(policy.name()));
      for (int i = 0; i < pairs / compiled.size(); i++) {
        HeldBaseline baseline = generated.get(random.nextInt(generated.size()));
        Host host = host(random, policy, baseline.name());
        CheckOutcome expected = interpreter.check(baseline.name(), host);
        CheckOutcome actual = HostCheck.check(baseline, host);
        if (!actual.equals(expected)
            || HostCheck.carries(baseline, host) != expected.ok()
            || !remaining(baseline, host).equals(interpreter.remaining(baseline.name(), host))) {
          assertThat(actual)
              .as("seed %d, baseline %s, %s%n%s", seed, baseline, host, policy.source().text())
              .isEqualTo(expected);
          assertThat(remaining(baseline, host))
              .as("seed %d, baseline %s, %s%n%s", seed, baseline, host, policy.source().text())
              .isEqualTo(interpreter.remaining(baseline.name(), host));
          assertThat(HostCheck.carries(baseline, host)).isEqualTo(expected.ok());
        }
        outcomes.merge(expected.getClass(), 1, Integer::sum);
        done++;
      }
    }
    System.out.println(done + " pairs agree: " + outcomes);
    assertThat(done).isGreaterThanOrEqualTo(pairs - POLICIES);
    assertThat(outcomes.keySet()).containsOnly(Carried.class, Lacking.class, NotCovered.class);
    assertThat(outcomes.values()).allMatch(count -> count > 5000);
  }

  private static List<Compilation> policies(Random random) {
    RandomPolicies texts = new RandomPolicies(random);
    List<Compilation> compiled = new ArrayList<>();
    for (int attempt = 0; compiled.size() < POLICIES && attempt < POLICIES * 20; attempt++) {
      String text = texts.next("p" + compiled.size() + ".Line");
      Compilation compilation = PolicyCompiler.compile(new SourceFile("random.plimsoll", text));
      if (compilation.policy().isPresent()) {
        compiled.add(compilation);
      }
    }
    assertThat(compiled).hasSize(POLICIES);
    return compiled;
  }

  @SuppressWarnings("unchecked")
  private static List<HeldBaseline> baselines(Class<?> type) throws ReflectiveOperationException {
    return (List<HeldBaseline>) type.getMethod("baselines").invoke(null);
  }

  private static HwcapWords remaining(HeldBaseline baseline, Host host) {
    return baseline
        .on(host.architecture())
        .flatMap(on -> host.words().map(on.words()::and))
        .orElse(HwcapWords.NONE);
  }

  /** A machine close to what the baseline asks, so that both answers are frequent. */
  private static Host host(Random random, Policy policy, String baseline) {
    String[] architectures = {
      "x86_64", "aarch64", "x86_64", "aarch64", "riscv64", "ppc64le", "ppc64le"
    };
    String architecture = architectures[random.nextInt(architectures.length)];
    TreeSet<String> features = new TreeSet<>();
    Optional<FeatureSet> needed =
        Optional.ofNullable(policy.baseline(baseline).orElseThrow().sets().get(architecture));
    List<Feature> all = needed.map(set -> set.architecture().features()).orElse(List.of());
    needed.ifPresent(set -> set.features().forEach(f -> features.add(f.name())));
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      List<String> some = List.copyOf(features);
      if (!some.isEmpty()) {
        features.remove(some.get(random.nextInt(some.size())));
      }
    }
    for (int i = random.nextInt(6); i > 0 && !all.isEmpty(); i--) {
      features.add(all.get(random.nextInt(all.size())).name());
    }
    if (random.nextInt(4) == 0) {
      features.add("made-up-" + random.nextInt(50));
    }
    return new Host(
        architecture,
        random.nextInt(12) == 0 ? Optional.empty() : Optional.of(features),
        random.nextInt(6) == 0 ? Optional.empty() : Optional.of(words(random)),
        Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? Optional.empty() : Optional.of("Some CPU"),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static HwcapWords words(Random random) {
    TreeMap<Integer, Long> words = new TreeMap<>();
    for (int type : WORDS) {
      if (random.nextInt(4) > 0) {
        long sparse = random.nextLong() & random.nextLong() & random.nextLong() & random.nextLong();
        words.put(type, random.nextBoolean() ? ~sparse : ~(sparse & random.nextLong() << 40));
      }
    }
    return HwcapWords.of(words);
  }
}
