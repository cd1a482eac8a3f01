package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.plimsoll.runtime.host.RiscvHwprobe;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares profiles with the documents that define them, and hwprobe's names with the kernel's. */
class RiscvProfilesTest {
  private static final Architecture RISCV = IsaCatalog.load().architecture("riscv64").orElseThrow();

  /** RVA23 Profile, version 1.0, "RVA23U64 Mandatory Extensions", in the order of the document. */
  private static final String RVA23U64 =
      "m a f d c b zicsr zicntr zihpm ziccif ziccrse ziccamoa zicclsm za64rs zihintpause zic64b"
          + " zicbom zicbop zicboz zfhmin zkt v zvfhmin zvbb zvkt zihintntl zicond zimop zcmop zcb"
          + " zfa zawrs supm";

  /** RVA22 Profile, version 1.0, "RVA22U64 Mandatory Extensions". */
  private static final String RVA22U64 =
      "m a f d c zicsr zicntr zihpm ziccif ziccrse ziccamoa zicclsm za64rs zihintpause zba zbb zbs"
          + " zic64b zicbom zicbop zicboz zfhmin zkt";

  /** Only on processors of 32 bits, where {@code C} and {@code F} leave room for them. */
  private static final Set<String> NOT_OF_64_BITS = Set.of("zcf", "zilsd", "zclsd");

  @Test
  void aProfileIsWhatItsDocumentMakesMandatory() {
    assertThat(level("rva23u64")).isEqualTo(documented(RVA23U64));
    assertThat(level("rva22u64")).isEqualTo(documented(RVA22U64 + " b"));
    assertThat(level("rvi20u64")).isEqualTo(RISCV.baseSet());
  }

  @Test
  void aServerProfileAddsNothingForProgramsExceptFenceI() {
    for (String profile : List.of("rva20", "rva22", "rva23", "rvb23")) {
      assertThat(level(profile + "s64")).isEqualTo(level(profile + "u64"));
    }
    assertThat(RISCV.baseSet().contains("zifencei")).isTrue();
  }

  @Test
  void vectorsAreMandatoryInRva23Alone() {
    assertThat(level("rva22u64").contains("v")).isFalse();
    assertThat(level("rvb23u64").contains("v")).isFalse();
    assertThat(level("rvb23u64").contains("zfhmin")).isFalse();
    assertThat(level("rva23u64").containsAll(level("rvb23u64"))).isTrue();
  }

  @Test
  void partsSoldAsRva22HaveIt() {
    assertThat(guaranteed("spacemit-k1").containsAll(level("rva22u64"))).isTrue();
    assertThat(possible("xt-c910v2").containsAll(level("rva22u64"))).isTrue();
  }

  @Test
  void partsSoldAsRva23HaveIt() {
    assertThat(guaranteed("spacemit-k3").containsAll(level("rva23u64"))).isTrue();
    assertThat(guaranteed("tt-ascalon-x").containsAll(level("rva23u64"))).isTrue();
    assertThat(possible("xiangshan-kunminghu").containsAll(level("rva23u64"))).isTrue();
  }

  @Test
  void draftVectorsAreNoVectors() {
    assertThat(guaranteed("sg2042").contains("xtheadvector")).isTrue();
    assertThat(possible("sg2042").contains("v")).isFalse();
    assertThat(guaranteed("sg2044").contains("v")).isTrue();
  }

  @Test
  void theOneWordSaysWhetherThereAreVectors() {
    long gc = 1 | 1 << 2 | 1 << 3 | 1 << 5 | 1 << 8 | 1 << 12; // A C D F I M
    assertThat(RISCV.wordsOf(RISCV.baseSet())).containsExactly(entry(16, gc));
    assertThat(RISCV.wordsOf(level("rva22u64"))).containsExactly(entry(16, gc));
    assertThat(RISCV.wordsOf(level("rva23u64"))).containsExactly(entry(16, gc | 1 << 21));
    assertThat(RISCV.withoutWord(level("rva23u64"))).extracting(Feature::name).contains("zba");
  }

  @Test
  void everyNameOfHwprobeMeansItsExtension() throws IOException {
    List<String[]> bits = hwprobe();
    assertThat(bits).hasSizeGreaterThan(60);
    for (String[] bit : bits) {
      String[] extensions = bit[2].split(",");
      String last = extensions[extensions.length - 1];
      assertThat(RISCV.feature(bit[0]).map(Feature::name))
          .as(bit[0])
          .isEqualTo(
              Stream.of(last).filter(extension -> !NOT_OF_64_BITS.contains(extension)).findAny());
    }
  }

  /** The runtime has no catalogue; what it knows of hwprobe must be what the kernel says. */
  @Test
  void whatTheRuntimeReadsIsWhatTheKernelWrites() throws IOException {
    Map<String, Set<String>> bits = new TreeMap<>();
    Map<String, String> keys = new TreeMap<>();
    for (String[] row : rows(RiscvHwprobe.class, "riscv-hwprobe.tsv")) {
      if (row[2].equals("bit")) {
        String macro = "RISCV_HWPROBE_" + row[1] + " " + keys.get(row[0]) + " " + row[3];
        bits.put(macro, Set.of(row[4].split(",")));
        assertThat(row[4].split(","))
            .as(macro)
            .allMatch(name -> NOT_OF_64_BITS.contains(name) || RISCV.feature(name).isPresent());
      } else if (!row[2].equals("value")) {
        keys.put(row[0], "KEY_" + row[1]);
      }
    }
    for (String[] bit : hwprobe()) {
      String macro = bit[0] + " " + bit[1];
      assertThat(bits.get(macro)).as(macro).isEqualTo(Set.of(bit[2].split(",")));
    }
  }

  private static FeatureSet level(String name) {
    return RISCV.level(name).orElseThrow().set();
  }

  private static FeatureSet guaranteed(String cpu) {
    return RISCV.cpu(cpu).orElseThrow().guaranteed();
  }

  private static FeatureSet possible(String cpu) {
    return RISCV.cpu(cpu).orElseThrow().possible();
  }

  private static FeatureSet documented(String names) {
    List<Feature> features =
        Stream.of(names.split(" ")).map(n -> RISCV.feature(n).orElseThrow()).toList();
    return RISCV.set(features).plus(RISCV.baseSet());
  }

  private static List<String[]> hwprobe() throws IOException {
    return rows(RiscvProfilesTest.class, "hwprobe-7.3-rc7.tsv");
  }

  private static List<String[]> rows(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    }
  }
}
