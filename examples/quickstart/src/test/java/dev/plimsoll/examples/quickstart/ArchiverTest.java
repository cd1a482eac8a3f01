package dev.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArchiverTest {
  @Test
  void unpacksWhatItPacked() {
    byte[] text = "load no further than what every water allows".getBytes(StandardCharsets.UTF_8);
    assertThat(Archiver.unpack(Archiver.pack(text), text.length)).isEqualTo(text);
  }

  @Test
  void theGeneratedClassKnowsWhatThePolicyWithholds() {
    assertThat(ArchiverLine.Portable.BASELINE.on("x86_64").orElseThrow().features())
        .contains("avx2", "bmi2")
        .doesNotContain("avx512f");
    assertThat(ArchiverLine.Portable.BASELINE.on("aarch64").orElseThrow().features())
        .contains("atomics", "crc32")
        .doesNotContain("sve");
    assertThat(ArchiverLine.Portable.AARCH64_HWCAP & (1L << 22)).as("HWCAP_SVE").isZero();
    assertThat(ArchiverLine.Portable.AARCH64_HWCAP & (1L << 8)).as("HWCAP_ATOMICS").isNotZero();
  }
}
