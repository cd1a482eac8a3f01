package dev.plimsoll.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
import dev.plimsoll.compiler.codegen.GeneratedSource;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.AuxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A policy over all that the catalogue has. */
class EveryArchitectureTest {
  private static final List<Architecture> ARCHITECTURES = IsaCatalog.load().architectures();

  @Test
  void aBaselineOfEveryArchitectureBecomesConstants() throws Exception {
    String sets =
        ARCHITECTURES.stream()
            .map(a -> a.name() + ": " + highest(a).name() + " & common(every);")
            .collect(Collectors.joining(" "));
    String nodes =
        ARCHITECTURES.stream()
            .map(a -> "node n%d { arch %s; cpu %s; }".formatted(index(a), a.name(), newest(a)))
            .collect(Collectors.joining(" "));
    String text = "policy a.B; fleet every { %s } baseline all { %s }".formatted(nodes, sets);
    Compilation compiled = PolicyCompiler.compile(new SourceFile("B.plimsoll", text));
    assertThat(compiled.diagnostics()).isEmpty();

    List<GeneratedSource> source = List.of(compiled.source().orElseThrow());
    Class<?> all = InMemoryClasses.compile(source).loadClass("a.B$All");
    HeldBaseline baseline = (HeldBaseline) all.getField("BASELINE").get(null);
    for (Architecture architecture : ARCHITECTURES) {
      FeatureSet set =
          highest(architecture)
              .set()
              .and(architecture.cpu(newest(architecture)).orElseThrow().guaranteed());
      assertThat(baseline.on(architecture.name()).orElseThrow().features())
          .as(architecture.name())
          .hasSize(set.features().size());
      assertThat(HeldWords.parse(Optional.of(HeldWords.text(baseline)), architecture.name()))
          .isInstanceOfSatisfying(
              HeldWords.class, held -> assertThat(held.features()).hasSameSizeAs(set.features()));
      architecture
          .wordsOf(set)
          .forEach((type, value) -> assertThat(constant(all, architecture, type)).isEqualTo(value));
    }
  }

  private static long constant(Class<?> baseline, Architecture architecture, int type) {
    String name =
        architecture.name().toUpperCase(Locale.ROOT) + "_" + AuxType.name(type).substring(3);
    try {
      return baseline.getField(name).getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name, e);
    }
  }

  private static Level highest(Architecture architecture) {
    return architecture.levels().get(architecture.levels().size() - 1);
  }

  private static String newest(Architecture architecture) {
    return architecture.cpus().get(architecture.cpus().size() - 1).name();
  }

  private static int index(Architecture architecture) {
    return ARCHITECTURES.indexOf(architecture);
  }
}
