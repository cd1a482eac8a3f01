package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecodersTest {

  @Test
  void takesCustomOpcodesForThoseOfTheVendorWhoseExtensionsAreDeclared() {
    assertThat(features("0b95c502", Set.of())).isEmpty();
    assertThat(features("0b95c502", Set.of("xtheadmac"))).containsExactly("xtheadba");
    assertThat(features("7be5c500", Set.of("xtheadba"))).isEmpty();
    assertThat(features("7be5c500", Set.of("xventanacondops"))).containsExactly("xventanacondops");
    assertThat(features("33a5c520", Set.of("xtheadba"))).containsExactly("zba");
  }

  private static List<String> features(String hex, Set<String> extensions) {
    Decoder decoder = Decoders.ofObjects("riscv64", extensions).get(0);
    byte[] code = HexFormat.of().parseHex(hex);
    int answer = decoder.decode(code, 0, code.length);
    return answer == Decoder.UNDECODED
        ? List.of()
        : decoder.classes().get(Decoder.classIndex(answer)).features();
  }

  @Test
  void everyListedArchitectureHasADecoderThatIsMadeOnce() {
    assertThat(Decoders.architectures())
        .containsExactly("aarch64", "i386", "loongarch64", "ppc64le", "riscv64", "s390x", "x86_64");
    for (String architecture : Decoders.architectures()) {
      Decoder decoder = Decoders.forArchitecture(architecture).orElseThrow();
      assertThat(decoder.classes()).isNotEmpty();
      assertThat(Decoders.forArchitecture(architecture).orElseThrow()).isSameAs(decoder);
    }
  }

  @Test
  void haveNoneForAnUnknownArchitecture() {
    assertThat(Decoders.forArchitecture("vax")).isEmpty();
  }

  @Test
  void haveOneForEachInstructionSetOfArm() {
    assertThat(Decoders.forArchitecture("arm")).isEmpty();
    assertThat(Decoders.modes("arm")).containsExactly("a32", "t32");
    assertThat(Decoders.forMode("arm", "a32").orElseThrow().unit()).isEqualTo(4);
    assertThat(Decoders.forMode("arm", "t32").orElseThrow().unit()).isEqualTo(2);
    assertThat(Decoders.forMode("arm", "a64")).isEmpty();
    assertThat(Decoders.forMode("aarch64", "a32")).isEmpty();
  }

  static Stream<Arguments> everyDecoder() {
    return Stream.concat(
        Decoders.architectures().stream()
            .map(name -> Arguments.of(name, Decoders.forArchitecture(name).orElseThrow())),
        Decoders.modes("arm").stream()
            .map(mode -> Arguments.of(mode, Decoders.forMode("arm", mode).orElseThrow())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyDecoder")
  void answerForAnyBytes(String name, Decoder decoder) {
    byte[] code = new byte[1 << 20];
    new Random(20261122).nextBytes(code);
    for (int offset = 0; offset <= code.length - decoder.unit(); offset += decoder.unit()) {
      int decoded = decoder.decode(code, offset, code.length);
      if (decoded != Decoder.UNDECODED) {
        assertThat(Decoder.length(decoded)).isPositive().isLessThanOrEqualTo(code.length - offset);
        assertThat(Decoder.classIndex(decoded)).isLessThan(decoder.classes().size());
      } else {
        assertThat(decoder.skip(code, offset, code.length))
            .isPositive()
            .isLessThanOrEqualTo(code.length - offset);
      }
    }
  }
}
