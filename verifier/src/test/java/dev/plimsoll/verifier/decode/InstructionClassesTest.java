package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.HintFamily;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoders' tables and the catalogue are derived apart and must speak of the same things. */
class InstructionClassesTest {

  static Stream<Architecture> architectures() {
    return IsaCatalog.load().architectures().stream()
        .filter(architecture -> decoders(architecture.name()).findAny().isPresent());
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void nameFeaturesMinimallyAndBeyondTheBase(Architecture architecture) {
    for (InstructionClass found : classes(architecture)) {
      for (List<String> alternative : found.alternatives()) {
        assertThat(alternative).isSorted();
        List<Feature> features =
            alternative.stream().map(architecture::feature).flatMap(Optional::stream).toList();
        assertThat(features).extracting(Feature::name).isEqualTo(alternative);
        assertThat(architecture.set(features).minimal()).isEqualTo(features);
        assertThat(features).noneMatch(architecture.baseSet()::contains);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void nameHintFamiliesOfTheCatalogue(Architecture architecture) {
    List<String> families = architecture.hints().stream().map(HintFamily::name).toList();
    assertThat(classes(architecture).stream().map(InstructionClass::hint).flatMap(Optional::stream))
        .isNotEmpty()
        .isSubsetOf(families);
  }

  private static List<InstructionClass> classes(Architecture architecture) {
    return decoders(architecture.name()).flatMap(decoder -> decoder.classes().stream()).toList();
  }

  private static Stream<Decoder> decoders(String architecture) {
    return Stream.concat(
        Decoders.forArchitecture(architecture).stream(),
        Decoders.modes(architecture).stream()
            .flatMap(mode -> Decoders.forMode(architecture, mode).stream()));
  }
}
