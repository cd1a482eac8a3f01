package dev.plimsoll.compiler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostDetails;
import dev.plimsoll.runtime.host.HostJson;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.host.HostReading;
import dev.plimsoll.runtime.host.RiscvHwprobe;
import dev.plimsoll.runtime.host.XsaveArea;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeReaderTest {
  private static final long SEED = 20270214;
  private static final Path LAB = Path.of("src/test/fixtures/roots/probes/lab-1.json");

  @Test
  void readsBackWhatProbePrints() {
    Host all =
        new Host(
            "aarch64",
            Optional.of(new TreeSet<>(java.util.List.of("aes", "a \"quoted\" \u0001 name"))),
            Optional.of(HwcapWords.of(Map.of(16, -1L, 26, 3L))),
            Optional.of("6.8"),
            Optional.of("0x41"),
            Optional.of("model"),
            OptionalInt.of(64),
            OptionalInt.of(32),
            new HostDetails(
                OptionalInt.of(64),
                OptionalInt.of(65536),
                OptionalInt.of(9000),
                Optional.of(
                    new XsaveArea(
                        832, new TreeMap<>(Map.of(2, new XsaveArea.Component(576, 256))))),
                Optional.of("KVM/Linux"),
                Optional.of(
                    new RiscvHwprobe(
                        new TreeMap<>(Map.of(0, -1L, 3, 1L, 5, 3L, 6, 64L, 8, -7L, 9, 9L))))));
    assertThat(ProbeReader.read(HostJson.print(all))).isEqualTo(all);
    Host none = Host.ofArchitecture("riscv64");
    assertThat(ProbeReader.read(HostJson.print(none))).isEqualTo(none);
    Host here = HostReader.read();
    assertThat(ProbeReader.read(HostJson.print(here))).isEqualTo(here);
  }

  @Test
  void passesOverFieldsOfALaterVersion() {
    String text =
        "{\"schema\": 1, \"later\": {\"deep\": [1, {\"x\": null}]}, \"architecture\": \"x86_64\"}";
    assertThat(ProbeReader.read(text)).isEqualTo(Host.ofArchitecture("x86_64"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "|no JSON object",
        "[]|no JSON object",
        "{|no JSON document",
        "{} {}|behind the end",
        "{}|schema",
        "{\"schema\": 2, \"architecture\": \"x86_64\"}|schema",
        "{\"schema\": 1}|which architecture",
        "{\"schema\": 1, \"xsave\": 7}|`xsave`",
        "{\"schema\": 1, \"xsave\": {}}|no `bytes`",
        "{\"schema\": 1, \"xsave\": {\"bytes\": 9, \"components\": {\"2\": {}}}}|`xsave`",
        "{\"schema\": 1, \"xsave\": {\"bytes\": 9, \"components\": {\"x\": {\"offset\": 1, \"bytes\": 1}}}}|`xsave`",
        "{\"schema\": 1, \"riscvHwprobe\": 7}|`riscvHwprobe`",
        "{\"schema\": 1, \"riscvHwprobe\": {\"MVENDORID\": 7}}|`riscvHwprobe`",
        "{\"schema\": 1, \"riscvHwprobe\": {\"MVENDORID\": \"fast\"}}|`riscvHwprobe`",
        "{\"schema\": 1, \"architecture\": 7}|`architecture`",
        "{\"schema\": 1, \"schema\": 1, \"architecture\": \"x\"}|no JSON document",
        "{\"schema\": 99999999999, \"architecture\": \"x\"}|out of range",
        "{\"schema\": 1, \"architecture\": \"x\", \"processors\": -1}|out of range",
        "{\"schema\": 1, \"architecture\": \"x\", \"features\": [1]}|a list of strings",
        "{\"schema\": 1, \"architecture\": \"x\", \"features\": {\"a\": 1}}|a list of strings",
        "{\"schema\": 1, \"architecture\": \"x\", \"words\": {\"15\": \"0x1\"}}|hexadecimal",
        "{\"schema\": 1, \"architecture\": \"x\", \"words\": {\"16\": 1}}|hexadecimal",
        "{\"schema\": 1, \"architecture\": \"x\", \"words\": {\"16\": \"-1\"}}|hexadecimal"
      })
  void saysWhatIsWrong(String text, String reason) {
    HostReading reading = ProbeReader.read(text == null ? "" : text);
    assertThat(reading).isInstanceOf(HostReading.Unreadable.class);
    assertThat(((HostReading.Unreadable) reading).reason()).contains(reason);
  }

  @Test
  void boundsWhatItReads() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(ProbeReader.read(deep)).isInstanceOf(HostReading.Unreadable.class);
    String longName = "{\"schema\": 1, \"architecture\": \"" + "x".repeat(100_000) + "\"}";
    assertThat(ProbeReader.read(longName)).isInstanceOf(HostReading.Unreadable.class);
    String longNumber = "{\"schema\": " + "1".repeat(100_000) + "}";
    assertThat(ProbeReader.read(longNumber)).isInstanceOf(HostReading.Unreadable.class);
  }

  @Test
  void survivesDamage() throws IOException {
    String text = Files.readString(LAB);
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.setCharAt(at, "{}[],:\"\\0x\u0000 e-\ud800".charAt(random.nextInt(14)));
          case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
          default -> damaged.insert(at, damaged.substring(0, random.nextInt(at + 1)));
        }
        damaged.append(' ');
      }
      assertThat(ProbeReader.read(damaged.toString())).as("seed %d, %d", SEED, i).isNotNull();
    }
  }
}
