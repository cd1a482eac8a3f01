package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsaCatalogTest {
  private static final Architecture X86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
  private static final Architecture ARM = IsaCatalog.load().architecture("aarch64").orElseThrow();

  static List<Architecture> architectures() {
    return IsaCatalog.load().architectures();
  }

  @Test
  void architecturesHaveAliases() {
    assertThat(IsaCatalog.load().architecture("amd64")).hasValue(X86);
    assertThat(IsaCatalog.load().architecture("arm64")).hasValue(ARM);
    assertThat(IsaCatalog.load().architecture("vax")).isEmpty();
    assertThat(X86.compat()).hasValue("i386");
    assertThat(X86.bits()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, lzcnt, abm",
    "x86_64, sse4.2, sse4_2",
    "x86_64, sse3, pni",
    "x86_64, sha, sha_ni",
    "x86_64, prfchw, 3dnowprefetch",
    "x86_64, HWCAP2_FSGSBASE, fsgsbase",
    "x86_64, ospke, pku",
    "x86_64, apxf, apx_f",
    "x86_64, shstk, user_shstk",
    "x86_64, 3dnow, 3dnow",
    "aarch64, lse, atomics",
    "aarch64, FEAT_LSE, atomics",
    "aarch64, HWCAP_ATOMICS, atomics",
    "aarch64, asimdhp, fphp",
    "aarch64, fp16, fphp",
    "aarch64, FEAT_PAuth, paca",
    "aarch64, memtag, mte",
    "aarch64, simd, asimd",
    "aarch64, HWCAP2_SVEI8MM, svei8mm",
    "aarch64, sve2-aes, sveaes",
    "aarch64, HWCAP3_SME_LUT6, sme2p3",
    "riscv64, Zba, zba",
    "riscv64, COMPAT_HWCAP_ISA_V, v",
    "riscv64, RISCV_HWPROBE_IMA_FD, d",
    "riscv64, experimental-zicfilp, zicfilp",
    "loongarch64, HWCAP_LOONGARCH_LSX, lsx",
    "loongarch64, lam-bh, lam_bh",
    "loongarch64, d, fpu",
    "ppc64le, PPC_FEATURE2_HAS_IEEE128, ieee128",
    "ppc64le, power9-vector, arch_3_00",
    "ppc64le, crypto, vcrypto",
    "s390x, transactional-execution, te",
    "s390x, vector-enhancements-1, vxe",
    "s390x, HWCAP_VXRS, vx",
    "arm, hwdiv-arm, idiva",
    "arm, FEAT_FP16, fphp",
    "arm, HWCAP_ASIMDHP, fphp",
    "i386, sse4.2, sse4_2"
  })
  void namesOfTheFieldMeanTheKernelsFeature(String architecture, String name, String canonical) {
    Architecture known = IsaCatalog.load().architecture(architecture).orElseThrow();
    assertThat(known.feature(name)).map(Feature::name).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x86_64:bmi2",
        "x86_64:fsgsbase",
        "x86_64:pku",
        "aarch64:sve",
        "aarch64:paca",
        "aarch64:pacg",
        "aarch64:crc32",
        "aarch64:aes",
        "aarch64:sha2",
        "aarch64:atomics",
        "aarch64:sve2"
      })
  void theNamesOfTheLanguageTourAreFeatures(String name) {
    String[] parts = name.split(":");
    assertThat(IsaCatalog.load().architecture(parts[0]).orElseThrow().feature(parts[1]))
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyFactHasASource(Architecture architecture) {
    assertThat(architecture.features())
        .allSatisfy(f -> assertThat(f.source()).as(f.name()).isNotBlank());
    assertThat(architecture.words()).allSatisfy(w -> assertThat(w.source()).isNotBlank());
    assertThat(architecture.levels()).allSatisfy(l -> assertThat(l.source()).isNotBlank());
    assertThat(architecture.cpus()).allSatisfy(c -> assertThat(c.source()).isNotBlank());
    assertThat(architecture.hints()).allSatisfy(h -> assertThat(h.source()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void noNameIsAFeatureAndALevelOrACpuModel(Architecture architecture) {
    Set<String> names = new HashSet<>();
    architecture.features().forEach(f -> addAll(names, f.name(), f.aliases()));
    architecture.levels().forEach(l -> addAll(names, l.name(), l.aliases()));
    architecture.cpus().forEach(c -> addAll(names, c.name(), c.aliases()));
  }

  private static void addAll(Set<String> names, String name, List<String> aliases) {
    Stream.concat(Stream.of(name), aliases.stream())
        .forEach(n -> assertThat(names.add(n)).as("%s once only", n).isTrue());
  }

  @Test
  void aFeatureThatLinuxShowsIsShownUnderItsOwnName() {
    for (Architecture architecture : architectures()) {
      assertThat(architecture.features())
          .filteredOn(f -> !f.shownAs().isEmpty())
          .allSatisfy(f -> assertThat(f.shownAs()).contains(f.name()))
          .allSatisfy(
              f ->
                  assertThat(f.shownAs())
                      .allSatisfy(shown -> assertThat(architecture.feature(shown)).hasValue(f)));
    }
    assertThat(architectures().stream().flatMap(a -> a.features().stream()))
        .anyMatch(f -> f.shownAs().size() > 1);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void noLevelDemandsAFeatureBeforeOneCanHaveIt(Architecture architecture) {
    List<Level> levels = architecture.levels();
    for (Feature feature : architecture.features()) {
      Optional<Level> first = feature.since().map(n -> architecture.level(n).orElseThrow());
      architecture
          .mandatoryFrom(feature)
          .ifPresent(
              level ->
                  assertThat(levels.indexOf(first.orElseThrow()))
                      .as(feature.name())
                      .isLessThanOrEqualTo(levels.indexOf(level)));
    }
    assertThat(architecture.features()).anyMatch(f -> architecture.mandatoryFrom(f).isPresent());
  }

  @Test
  void compatWordsHaveTheBitsOfTheOtherArchitecturesOwn() {
    int compared = 0;
    for (Architecture architecture : architectures()) {
      for (Architecture other : architectures()) {
        if (architecture.compat().filter(other.name()::equals).isPresent()) {
          List<List<Object>> own = bits(other, true);
          assertThat(bits(architecture, false)).containsExactlyInAnyOrderElementsOf(own);
          compared += own.size();
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static List<List<Object>> bits(Architecture architecture, boolean ofItsOwn) {
    return architecture.words().stream()
        .filter(w -> w.isNative() == ofItsOwn)
        .map(w -> List.<Object>of(w.word(), w.bit(), w.name(), w.value()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aLevelDemandsOnlyWhatProgramsCanUse(Architecture architecture) {
    assertThat(architecture.levels())
        .isNotEmpty()
        .allSatisfy(
            l ->
                assertThat(l.set().minimal())
                    .allSatisfy(f -> assertThat(f.kind()).isEqualTo(Feature.Kind.USER)));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theBaseKeepsItsBitsAndNothingElseOfOptionalFeatures(Architecture architecture) {
    SortedMap<Integer, Long> words = architecture.wordsOf(architecture.baseSet());
    Set<WordBit.Rule> always = Set.of(WordBit.Rule.BASE, WordBit.Rule.KERNEL);
    assertThat(words).isNotEmpty();
    for (WordBit bit : architecture.words()) {
      if (bit.isNative()) {
        boolean kept = (words.get(bit.auxType()) & bit.mask()) != 0;
        assertThat(kept).as(bit.name()).isEqualTo(always.contains(bit.rule()));
        assertThat(bit.bit()).as(bit.name()).isLessThan(architecture.bits());
      }
    }
  }

  @Test
  void baseSetsAreTheOnesOfTheCommandLine() {
    assertThat(architectures().stream().flatMap(a -> a.levels().stream()).filter(Level::base))
        .extracting(Level::name)
        .contains("x86-64", "armv8.0-a", "rv64gc", "la64v1.0", "power8", "z10", "armv7-a");
    assertThat(ARM.baseSet().features()).extracting(Feature::name).containsExactly("asimd", "fp");
    assertThat(X86.baseSet().features())
        .extracting(Feature::name)
        .containsExactly("cmov", "cx8", "fpu", "fxsr", "mmx", "sse", "sse2", "syscall");
  }

  @Test
  void levelsHoldTheLevelsBelow() {
    assertRising(X86, "x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4");
    assertRising(
        ARM,
        "armv8.0-a",
        "armv8.1-a",
        "armv8.2-a",
        "armv8.3-a",
        "armv8.4-a",
        "armv8.5-a",
        "armv8.6-a",
        "armv8.7-a",
        "armv8.8-a",
        "armv8.9-a");
    assertRising(
        ARM,
        "armv9.0-a",
        "armv9.1-a",
        "armv9.2-a",
        "armv9.3-a",
        "armv9.4-a",
        "armv9.5-a",
        "armv9.6-a");
    Architecture riscv = IsaCatalog.load().architecture("riscv64").orElseThrow();
    assertRising(riscv, "rv64gc", "rva20u64", "rva22u64", "rva23u64");
    assertRising(riscv, "rva20u64", "rvb23u64", "rva23u64");
    assertRising(
        IsaCatalog.load().architecture("loongarch64").orElseThrow(), "la64v1.0", "la64v1.1");
    for (int n = 0; n < 5; n++) {
      assertRising(ARM, "armv8." + (n + 5) + "-a", "armv9." + n + "-a");
    }
  }

  private static void assertRising(Architecture architecture, String... names) {
    for (int i = 1; i < names.length; i++) {
      FeatureSet lower = architecture.level(names[i - 1]).orElseThrow().set();
      FeatureSet higher = architecture.level(names[i]).orElseThrow().set();
      assertThat(higher.containsAll(lower) && !lower.containsAll(higher))
          .as("%s is more than %s", names[i], names[i - 1])
          .isTrue();
    }
  }

  @Test
  void levelsOfOtherArchitecturesRise() {
    assertRising("ppc64le", "power8", "power9", "power10");
    assertRising("s390x", "z10", "z196", "zEC12", "z13", "z14", "z15", "z16", "z17");
    assertRising("arm", "armv7-a", "armhf", "armv8-a", "armv8.1-a", "armv8.3-a", "armv8.5-a");
    assertRising("arm", "armv7ve", "armv8-a");
    assertRising("arm", "armv8.5-a", "armv9-a", "armv9.4-a");
    assertRising("i386", "i486", "i586", "i686");
  }

  private static void assertRising(String architecture, String... names) {
    assertRising(IsaCatalog.load().architecture(architecture).orElseThrow(), names);
  }

  @Test
  void whatAnOwnerOrHypervisorCanWithholdIsNoPartOfALevel() {
    Architecture z = IsaCatalog.load().architecture("s390x").orElseThrow();
    FeatureSet z17 = z.level("z17").orElseThrow().set();
    assertThat(List.of("te", "sort", "dflt", "nnpa")).noneMatch(z17::contains);
    CpuModel part = z.cpu("machine-9175").orElseThrow();
    assertThat(List.of("te", "sort", "dflt", "nnpa"))
        .noneMatch(part.guaranteed()::contains)
        .allMatch(part.possible()::contains);
    Architecture power = IsaCatalog.load().architecture("ppc64le").orElseThrow();
    assertThat(power.baseSet().contains("htm")).isFalse();
    assertThat(power.cpu("POWER9").orElseThrow().possible().contains("htm")).isTrue();
    assertThat(power.cpu("POWER10").orElseThrow().possible().contains("htm")).isFalse();
  }

  @Test
  void aBitThatNoKernelSetsIsInNoWord() {
    Architecture power = IsaCatalog.load().architecture("ppc64le").orElseThrow();
    long cell = 0x10000;
    assertThat(power.wordsOf(power.set(power.features())).get(16) & cell).isZero();
  }

  @Test
  void x86LevelsAreThePsAbis() {
    FeatureSet v1 = X86.baseSet();
    FeatureSet v2 = X86.level("x86-64-v2").orElseThrow().set();
    FeatureSet v3 = X86.level("x86-64-v3").orElseThrow().set();
    FeatureSet v4 = X86.level("x86-64-v4").orElseThrow().set();
    assertThat(v2.beyond(v1))
        .extracting(Feature::name)
        .containsExactly("cx16", "lahf_lm", "pni", "popcnt", "sse4_1", "sse4_2", "ssse3");
    assertThat(v3.beyond(v2))
        .extracting(Feature::name)
        .containsExactly("abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave");
    assertThat(v4.beyond(v3))
        .extracting(Feature::name)
        .containsExactly("avx512bw", "avx512cd", "avx512dq", "avx512f", "avx512vl");
    assertThat(X86.level("x86-64-v1")).hasValue(X86.level("x86-64").orElseThrow());
    assertThat(X86.level("v3")).as("GOAMD64").hasValue(X86.level("x86-64-v3").orElseThrow());
    assertThat(ARM.level("v8.2")).as("GOARM64").hasValue(ARM.level("armv8.2-a").orElseThrow());
  }

  @Test
  void anArmLevelIsWhatTheArchitectureDemandsAndNotWhatCompilersTurnOn() {
    FeatureSet v8 = ARM.level("armv8.2-a").orElseThrow().set();
    assertThat(v8.contains("atomics") && v8.contains("crc32") && v8.contains("dcpop")).isTrue();
    assertThat(v8.contains("fphp") || v8.contains("aes") || v8.contains("sve")).isFalse();
    FeatureSet v9 = ARM.level("armv9-a").orElseThrow().set();
    assertThat(v9.contains("fphp") && v9.contains("bti") && v9.contains("pacg")).isTrue();
    assertThat(v9.contains("sve2")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aCpuModelGuaranteesTheBaseAndNoMoreThanIsPossible(Architecture architecture) {
    assertThat(architecture.cpus())
        .isNotEmpty()
        .allSatisfy(
            cpu -> {
              assertThat(cpu.possible().containsAll(cpu.guaranteed())).isTrue();
              assertThat(cpu.guaranteed().containsAll(architecture.baseSet())).isTrue();
              assertThat(cpu.possible().minimal())
                  .allSatisfy(f -> assertThat(f.kind()).isEqualTo(Feature.Kind.USER));
            });
  }

  @Test
  void cloudNamesAreCpuModels() {
    assertThat(ARM.cpu("graviton2").orElseThrow().name()).isEqualTo("neoverse-n1");
    assertThat(ARM.cpu("graviton3").orElseThrow().name()).isEqualTo("neoverse-v1");
    assertThat(ARM.cpu("graviton4")).isEqualTo(ARM.cpu("axion")).isPresent();
    assertThat(ARM.cpu("cobalt")).isEqualTo(ARM.cpu("cobalt-100")).isPresent();
    assertThat(ARM.cpu("grace")).isPresent();
    assertThat(ARM.cpu("graviton5")).isEqualTo(ARM.cpu("cobalt-200")).isPresent();
    assertThat(ARM.cpu("yitian")).isEqualTo(ARM.cpu("neoverse-n2")).isPresent();
    assertThat(ARM.cpu("ampere-altra")).isEqualTo(ARM.cpu("graviton2"));
    assertThat(ARM.cpu("kunpeng-920").orElseThrow().name()).isEqualTo("tsv110");
    assertThat(X86.cpu("genoa").orElseThrow().name()).isEqualTo("znver4");
    assertThat(X86.cpu("vax")).isEmpty();
  }

  @Test
  void scalableVectorsOfNeoverse() {
    CpuModel v1 = ARM.cpu("neoverse-v1").orElseThrow();
    assertThat(v1.guaranteed().contains("sve")).isTrue();
    assertThat(v1.possible().contains("sve2")).isFalse();
    CpuModel v2 = ARM.cpu("neoverse-v2").orElseThrow();
    assertThat(v2.guaranteed().contains("sve2") && v2.guaranteed().contains("aes")).isTrue();
    assertThat(ARM.cpu("neoverse-n1").orElseThrow().possible().contains("sve")).isFalse();
  }

  @Test
  void x86ServersStandOnTheirLevels() {
    for (String name : List.of("haswell", "broadwell", "znver1", "znver2", "znver3")) {
      assertThat(guaranteed(name).containsAll(X86.level("x86-64-v3").orElseThrow().set()))
          .as(name)
          .isTrue();
    }
    for (String name :
        List.of(
            "skylake-avx512",
            "cascadelake",
            "icelake-server",
            "sapphirerapids",
            "graniterapids",
            "znver4",
            "znver5")) {
      assertThat(guaranteed(name).containsAll(X86.level("x86-64-v4").orElseThrow().set()))
          .as(name)
          .isTrue();
    }
    assertThat(guaranteed("nehalem").containsAll(X86.level("x86-64-v2").orElseThrow().set()))
        .isTrue();
    assertThat(guaranteed("sandybridge").contains("avx2")).isFalse();
    assertThat(guaranteed("sapphirerapids").contains("amx_bf16")).isTrue();
    assertThat(guaranteed("sapphirerapids").contains("pku")).isTrue();
    assertThat(guaranteed("skylake-avx512").contains("rtm")).isFalse();
  }

  private static FeatureSet guaranteed(String cpu) {
    return X86.cpu(cpu).orElseThrow().guaranteed();
  }

  @Test
  void patternsMatchCanonicalNames() {
    assertThat(X86.match("avx512_v*"))
        .extracting(Feature::name)
        .containsExactly("avx512_vbmi2", "avx512_vnni", "avx512_vp2intersect", "avx512_vpopcntdq");
    assertThat(X86.match("sse4.*")).isEmpty();
    assertThat(ARM.match("lse*")).extracting(Feature::name).containsExactly("lse128");
    assertThat(ARM.match("sve")).extracting(Feature::name).containsExactly("sve");
  }

  @Test
  void wordsKeepTheBitsOfTheSet() {
    FeatureSet v1 = ARM.cpu("neoverse-v1").orElseThrow().guaranteed();
    long hwcap = ARM.wordsOf(v1).get(16);
    assertThat(hwcap & 1L << 22).as("HWCAP_SVE").isNotZero();
    FeatureSet without = v1.minus(List.of(ARM.feature("sve").orElseThrow()));
    assertThat(ARM.wordsOf(without).get(16)).isEqualTo(hwcap & ~(1L << 22));
    long sveBits = 1L << 9 | 1L << 12; // HWCAP2_SVEI8MM, HWCAP2_SVEBF16
    assertThat(ARM.wordsOf(without).get(26)).isEqualTo(ARM.wordsOf(v1).get(26) & ~sveBits);
    assertThat(ARM.wordsOf(without).get(29)).isZero();
  }

  @Test
  void bitsOfNoOptionalFeatureStay() {
    assertThat(ARM.wordsOf(ARM.baseSet()))
        .containsExactly(
            entry(16, 1L | 2 | 4 | 1 << 11),
            entry(26, 0L),
            entry(29, 0L)); // FP ASIMD EVTSTRM CPUID
    assertThat(X86.wordsOf(X86.baseSet())).containsExactly(entry(16, 0xffffffffL), entry(26, 0L));
    assertThat(X86.wordsOf(X86.set(X86.features()))).containsEntry(26, 3L);
  }

  @Test
  void oneFeatureCanHaveTwoBits() {
    FeatureSet half = ARM.set(List.of(ARM.feature("fphp").orElseThrow()));
    assertThat(ARM.wordsOf(half).get(16) & 0x600).isEqualTo(0x600);
  }

  @Test
  void whatWordsCannotSayIsTold() {
    FeatureSet v3 = X86.level("x86-64-v3").orElseThrow().set();
    assertThat(X86.withoutWord(v3))
        .extracting(Feature::name)
        .contains("avx2", "bmi2")
        .doesNotContain("sse2");
    assertThat(v3.unseen()).isEmpty();
    FeatureSet hidden = X86.set(List.of(X86.feature("sha512").orElseThrow()));
    assertThat(hidden.unseen()).extracting(Feature::name).containsExactly("sha512");
    assertThat(ARM.level("armv8.1-a").orElseThrow().set().unseen())
        .extracting(Feature::name)
        .containsExactly("lor");
  }

  @Test
  void prerequisitesAreWhatAnInstructionNeeds() {
    assertThat(X86.set(List.of(X86.feature("avx512vl").orElseThrow())).features())
        .extracting(Feature::name)
        .contains("avx512f", "avx2", "fma", "f16c", "avx", "xsave", "sse4_2");
    assertThat(ARM.set(List.of(ARM.feature("sve2").orElseThrow())).features())
        .extracting(Feature::name)
        .containsExactly("asimd", "fcma", "fp", "fphp", "sve", "sve2");
    assertThat(ARM.set(List.of(ARM.feature("bti").orElseThrow())).features()).hasSize(1);
  }
}
