package dev.plimsoll.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldWordsTest {
  private static final HeldBaseline BASELINE =
      HeldBaseline.named("b")
          .on("x86_64", HwcapWords.of(16, 0x78bfbffL, 26, 2), List.of("sse2", "avx2"), List.of())
          .on("aarch64", HwcapWords.of(16, 0x887L, 26, Long.MIN_VALUE), List.of("aes"), List.of())
          .build();

  @Test
  void itsTextSaysTheSameAsTheBaseline() {
    String text = HeldWords.text(BASELINE);

    assertThat(text)
        .isEqualTo(
            "1/aarch64:16=0x887,26=0x8000000000000000:aes/x86_64:16=0x78bfbff,26=0x2:avx2,sse2");
    assertThat(HeldWords.parse(Optional.of(text), "aarch64"))
        .isEqualTo(
            new HeldWords(
                "aarch64",
                HwcapWords.of(16, 0x887L, 26, Long.MIN_VALUE),
                new TreeSet<>(List.of("aes"))));
  }

  @Test
  void grantsWhatTheBaselineHasAndNothingElse() {
    HeldWords held = (HeldWords) HeldWords.parse(Optional.of(HeldWords.text(BASELINE)), "aarch64");

    assertThat(held.grants(AuxType.AT_HWCAP, 0x880)).isTrue();
    assertThat(held.grants(AuxType.AT_HWCAP, 0x881 | 1L << 22)).isFalse();
    assertThat(held.grants(AuxType.AT_HWCAP2, Long.MIN_VALUE)).isTrue();
    assertThat(held.grants(AuxType.AT_HWCAP3, 1)).isFalse();
    assertThat(held.grants("aes")).isTrue();
    assertThat(held.grants("sve")).isFalse();
  }

  @Test
  void aProcessThatNobodyHoldsSaysSo() {
    assertThat(HeldWords.parse(Optional.empty(), "x86_64"))
        .isInstanceOf(WordsReading.NotHeld.class);
    assertThat(HeldWords.parse(Optional.of(HeldWords.text(BASELINE)), "riscv64"))
        .isEqualTo(new WordsReading.NotHeld("PLIMSOLL_WORDS says nothing of riscv64 programs"));
    assertThat(HeldWords.read()).isInstanceOf(WordsReading.NotHeld.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x78bfbff",
        "2/x86_64:16=0x1:",
        "1/",
        "1/x86_64",
        "1/x86_64:16=0x1",
        "1/x86_64:16=0x1:a:b",
        "1/x86_64:16=1:",
        "1/x86_64:16=0x:",
        "1/x86_64:16=0x10000000000000000:",
        "1/x86_64:16=-0x1:",
        "1/x86_64:6=0x1000:",
        "1/x86_64:16=0x1,16=0x2:",
        "1/x86_64:16=0x1,:",
        "1/x86_64:16=0x1:avx2,",
        "1/x86_64:16=0x1:avx2 sse2",
        "1/x86_64:16=0x1:/x86_64:26=0x1:",
        "1/x86_64:16=0x1:\u001b[31m\n",
        "1/x86_64:99999999999=0x1:",
      })
  void whatIsNotUnderstoodIsToldInOnePrintableSentence(String value) {
    WordsReading reading = HeldWords.parse(Optional.of(value), "x86_64");

    assertThat(reading)
        .isInstanceOfSatisfying(
            WordsReading.Malformed.class,
            malformed ->
                assertThat(malformed.reason())
                    .startsWith("PLIMSOLL_WORDS is not understood: ")
                    .contains("plimsoll run")
                    .matches("[ -~…]*"));
  }

  @Test
  void aVeryLongValueIsRefusedAtOnce() {
    assertThat(HeldWords.parse(Optional.of("1/" + "x".repeat(1 << 20)), "x86_64"))
        .isInstanceOfSatisfying(
            WordsReading.Malformed.class,
            malformed -> assertThat(malformed.reason()).hasSizeLessThan(250));
  }

  @Test
  void noDamageOfAValueIsAnException() {
    Random random = new Random(42);
    String text = HeldWords.text(BASELINE);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged.setCharAt(
            random.nextInt(damaged.length()), ":/,=0x1\u0000\u00e9 ".charAt(random.nextInt(10)));
      }
      assertThat(HeldWords.parse(Optional.of(damaged.toString()), "x86_64")).isNotNull();
    }
  }
}
