package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the catalogue with the bits that a kernel's headers define. */
class HwcapSnapshotTest {
  @Test
  void everyBitOfTheHeadersIsInTheCatalogueWithTheSameValue() throws IOException {
    for (String[] bit : snapshot()) {
      for (List<WordBit> words : wordsOf(bit[0])) {
        assertThat(words)
            .as("%s of %s", bit[2], bit[0])
            .filteredOn(w -> w.name().equals(bit[2]))
            .singleElement()
            .satisfies(w -> assertThat(w.word()).isEqualTo(bit[1]))
            .satisfies(w -> assertThat(w.bit()).isEqualTo(Integer.parseInt(bit[3])))
            .satisfies(w -> assertThat(w.value()).isEqualTo(bit[4]))
            .satisfies(
                w ->
                    assertThat(w.mask())
                        .isEqualTo(Long.parseUnsignedLong(bit[4].substring(2), 16)));
      }
    }
  }

  @Test
  void theCatalogueInventsNoBit() throws IOException {
    Map<String, Long> known =
        snapshot().stream().collect(groupingBy(bit -> bit[0], TreeMap::new, counting()));
    known.forEach(
        (architecture, bits) -> {
          for (List<WordBit> words : wordsOf(architecture)) {
            assertThat(words.stream().filter(w -> w.source().startsWith("UAPI")))
                .as(architecture)
                .hasSize(bits.intValue());
          }
        });
  }

  @Test
  void everyArchitectureOfTheHeadersHasTables() throws IOException {
    assertThat(snapshot().stream().map(bit -> bit[0]).distinct())
        .containsExactlyInAnyOrder(
            "x86-64", "i386", "aarch64", "arm", "riscv64", "ppc64le", "s390x", "loongarch64")
        .allSatisfy(name -> assertThat(wordsOf(name)).as(name).isNotEmpty());
  }

  @Test
  void everyBitOfTheX86WordHasARule() {
    List<WordBit> bits =
        IsaCatalog.load().architecture("x86-64").orElseThrow().words().stream()
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

  /** The bits that programs of an architecture see: on its own kernel, and on one of 64 bits. */
  private static List<List<WordBit>> wordsOf(String architecture) {
    Stream<List<WordBit>> own =
        IsaCatalog.load().architecture(architecture).stream()
            .map(a -> a.words().stream().filter(WordBit::isNative).toList());
    Stream<List<WordBit>> compat =
        IsaCatalog.load().architectures().stream()
            .filter(a -> a.compat().filter(architecture::equals).isPresent())
            .map(a -> a.words().stream().filter(w -> !w.isNative()).toList());
    return Stream.concat(own, compat).toList();
  }

  private static List<String[]> snapshot() throws IOException {
    try (InputStream in = HwcapSnapshotTest.class.getResourceAsStream("hwcaps-7.3-rc7.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    }
  }
}
