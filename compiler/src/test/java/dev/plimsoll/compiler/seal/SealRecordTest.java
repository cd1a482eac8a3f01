package dev.plimsoll.compiler.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.seal.ResolvedSets.OnArchitecture;
import dev.plimsoll.compiler.seal.SetsDifference.Change;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SealRecordTest {
  private static final ResolvedSets OLD =
      new ResolvedSets(
          new TreeMap<>(
              Map.of(
                  "x86_64", on(Map.of(26, 2L), "avx", "bmi2"),
                  "aarch64", on(Map.of(16, 0xffL, 26, 0L), "aes"),
                  "pdp11", on(Map.of(16, 1L)))));

  private static final ResolvedSets NEW =
      new ResolvedSets(
          new TreeMap<>(
              Map.of(
                  "x86_64", on(Map.of(26, 0L), "avx", "adx"),
                  "aarch64", on(Map.of(16, 0xffL, 26, 0L), "aes"),
                  "riscv64", on(Map.of(16, 1L), "c"))));

  @Test
  void givesBackWhatWasSealed() {
    String text = SealRecord.of(List.of(OLD, NEW)).print();
    SealRecord record = SealRecord.read(text);
    assertThat(record.find(OLD.digest())).contains(OLD);
    assertThat(record.find(NEW.digest())).contains(NEW);
    assertThat(record.print()).isEqualTo(text);
    assertThat(SealRecord.of(List.of(NEW, OLD)).print()).isEqualTo(text);
    assertThat(SealRecord.read(text.replace("\n", "\r\n")).find(OLD.digest())).contains(OLD);
  }

  @Test
  void passesOverWhatDoesNotGiveItsDigest() {
    String text = SealRecord.of(List.of(OLD)).print();
    assertThat(SealRecord.read(text.replace("bmi2", "bmi1")).isEmpty()).isTrue();
    assertThat(SealRecord.read(text.replace("0xff", "0xfe")).isEmpty()).isTrue();
    assertThat(SealRecord.read("seal\nseal \nx\nx y\n\u0000\nseal " + OLD.digest()).isEmpty())
        .isTrue();
  }

  @Test
  void theDigestDependsOnSetsAndWords() {
    assertThat(OLD.digest()).matches("[0-9a-f]{32}").isNotEqualTo(NEW.digest());
    ResolvedSets other =
        new ResolvedSets(new TreeMap<>(Map.of("x86_64", on(Map.of(26, 2L), "avx"))));
    ResolvedSets word =
        new ResolvedSets(new TreeMap<>(Map.of("x86_64", on(Map.of(26, 0L), "avx"))));
    assertThat(other.digest()).isNotEqualTo(word.digest());
  }

  @Test
  void theDifferenceNamesFeaturesWordsAndBits() {
    SetsDifference difference = SetsDifference.between(OLD, NEW);
    assertThat(difference.architectures())
        .extracting(
            SetsDifference.OnArchitecture::architecture, SetsDifference.OnArchitecture::change)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("pdp11", Change.REMOVED),
            org.assertj.core.groups.Tuple.tuple("riscv64", Change.ADDED),
            org.assertj.core.groups.Tuple.tuple("x86_64", Change.CHANGED));
    assertThat(difference.sentence())
        .isEqualTo(
            "pdp11 is gone; riscv64 is new; x86_64 loses bmi2 and gains adx;"
                + " AT_HWCAP2 of x86_64 was 0x2 and is 0x0: loses HWCAP2_FSGSBASE");
    assertThat(SetsDifference.between(OLD, OLD).isEmpty()).isTrue();
    assertThat(difference.architectures().get(0).words().get(0).removed()).containsExactly("bit 0");
  }

  private static OnArchitecture on(Map<Integer, Long> words, String... features) {
    return new OnArchitecture(new TreeSet<>(List.of(features)), HwcapWords.of(words));
  }
}
