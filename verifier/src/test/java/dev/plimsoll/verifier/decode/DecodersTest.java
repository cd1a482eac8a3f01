package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodersTest {
  @Test
  void everyListedArchitectureHasADecoderThatIsMadeOnce() {
    assertThat(Decoders.architectures()).contains("x86_64", "i386");
    for (String architecture : Decoders.architectures()) {
      Decoder decoder = Decoders.forArchitecture(architecture).orElseThrow();
      assertThat(decoder.classes()).isNotEmpty();
      assertThat(Decoders.forArchitecture(architecture).orElseThrow()).isSameAs(decoder);
    }
  }

  @Test
  void anUnknownArchitectureHasNone() {
    assertThat(Decoders.forArchitecture("m68k")).isEmpty();
  }
}
