package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the catalogue with the bits that a kernel's headers define. */
class HwcapSnapshotTest {
  @Test
  void everyBitOfTheHeadersIsInTheCatalogueWithTheSameValue() throws IOException {
    for (String[] bit : snapshot()) {
      String abi = bit[0].equals("arm") ? "compat" : "native";
      assertThat(architecture(bit[0]).words())
          .as("%s of %s", bit[2], bit[0])
          .filteredOn(w -> w.abi().equals(abi) && w.name().equals(bit[2]))
          .singleElement()
          .satisfies(w -> assertThat(w.word()).isEqualTo(bit[1]))
          .satisfies(w -> assertThat(w.bit()).isEqualTo(Integer.parseInt(bit[3])))
          .satisfies(w -> assertThat(w.value()).isEqualTo(bit[4]))
          .satisfies(
              w -> assertThat(w.mask()).isEqualTo(Long.parseUnsignedLong(bit[4].substring(2), 16)));
    }
  }

  @Test
  void theCatalogueInventsNoBit() throws IOException {
    List<String[]> snapshot = snapshot();
    for (String arch : List.of("aarch64", "arm")) {
      long known = snapshot.stream().filter(bit -> bit[0].equals(arch)).count();
      String abi = arch.equals("arm") ? "compat" : "native";
      assertThat(architecture(arch).words().stream().filter(w -> w.abi().equals(abi)))
          .hasSize((int) known);
    }
  }

  @Test
  void everyBitOfTheX86WordHasARule() {
    List<WordBit> bits =
        architecture("x86-64").words().stream()
            .filter(w -> w.isNative() && w.word().equals("AT_HWCAP"))
            .toList();
    assertThat(bits)
        .extracting(WordBit::bit)
        .containsExactlyElementsOf(IntStream.range(0, 32).boxed().toList());
    assertThat(bits)
        .filteredOn(w -> w.rule() == WordBit.Rule.BASE)
        .extracting(w -> w.feature().orElseThrow())
        .containsExactly("fpu", "cx8", "cmov", "mmx", "fxsr", "sse", "sse2");
    assertThat(bits).filteredOn(w -> w.rule() == WordBit.Rule.FEATURE).isEmpty();
  }

  private static Architecture architecture(String arch) {
    String name = arch.equals("x86-64") ? "x86_64" : "aarch64";
    return IsaCatalog.load().architecture(name).orElseThrow();
  }

  private static List<String[]> snapshot() throws IOException {
    try (InputStream in = HwcapSnapshotTest.class.getResourceAsStream("hwcaps-7.3-rc7.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    }
  }
}
