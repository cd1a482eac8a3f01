package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.HintFamily;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the names in decoders' tables with the catalogue, which is derived separately. */
class CanonicalNamesTest {
  @ParameterizedTest
  @CsvSource({"x86_64, x86_64", "i386, i386", "aarch64, aarch64"})
  void everyAlternativeIsAMinimalSetOfKnownFeaturesBeyondTheBase(String decoder, String known) {
    Architecture architecture = IsaCatalog.load().architecture(known).orElseThrow();
    for (InstructionClass instructions : classes(decoder)) {
      for (List<String> alternative : instructions.alternatives()) {
        assertThat(alternative).allSatisfy(f -> assertThat(name(architecture, f)).isEqualTo(f));
        FeatureSet set =
            architecture.set(
                alternative.stream().map(f -> architecture.feature(f).orElseThrow()).toList());
        assertThat(set.minimal()).extracting(Feature::name).containsAll(alternative);
        assertThat(alternative).noneMatch(architecture.baseSet()::contains).isSorted();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"x86_64, x86_64", "i386, i386", "aarch64, aarch64"})
  void everyHintFamilyIsInTheCatalogue(String decoder, String known) {
    Architecture architecture = IsaCatalog.load().architecture(known).orElseThrow();
    Set<String> families =
        architecture.hints().stream().map(HintFamily::name).collect(Collectors.toSet());
    assertThat(classes(decoder))
        .flatExtracting(instructions -> instructions.hint().stream().toList())
        .isNotEmpty()
        .allSatisfy(hint -> assertThat(families).contains(hint));
  }

  private static String name(Architecture architecture, String feature) {
    return architecture.feature(feature).map(Feature::name).orElse("unknown");
  }

  private static List<InstructionClass> classes(String decoder) {
    return Decoders.forArchitecture(decoder).orElseThrow().classes();
  }
}
