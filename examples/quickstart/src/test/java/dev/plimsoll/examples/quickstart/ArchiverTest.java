package dev.plimsoll.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.HeldProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArchiverTest {
  @Test
  void unpacksWhatItPacked() {
    byte[] text = "load no further than what every water allows".getBytes(StandardCharsets.UTF_8);
    assertThat(Archiver.unpack(Archiver.pack(text), text.length)).isEqualTo(text);
  }

  @Test
  void aProgramIsStartedHeldToTheLine() throws Exception {
    HeldProcess process =
        ArchiverLine.Portable.start(
            List.of("/bin/sh", "-c", "case $PLIMSOLL_WORDS in 1/*:16=*) exit 7; esac"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
    assertThat(process.onExit().get()).isSameAs(process);
    assertThat(process.report().orElseThrow().masked()).isPositive();
  }

  @Test
  void thePlanSaysWhatHoldsEachFeature() {
    assertThat(ArchiverLine.Portable.plan().text()).contains("AT_HWCAP steers nothing");
    assertThat(ArchiverLine.Portable.plan().json()).contains("\"feature\": \"avx512f\"");
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
