package dev.plimsoll.compiler.knob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.KnobComponent;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.knob.Residual.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KnobPlannerTest {
  private static final KnobPlanner PLANNER = new KnobPlanner(KnobCatalog.load());

  /** Values that were shown to work: what a baseline withholds, component, version, value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avx512f | glibc | 2.36 | GLIBC_TUNABLES | glibc.cpu.hwcaps="
            + "-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-AVX512ER,-AVX512PF",
        "avx512f | glibc | 2.31 | GLIBC_TUNABLES | glibc.cpu.hwcaps="
            + "-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-AVX512ER,-AVX512PF,"
            + "-AVX512F_Usable,-AVX512DQ_Usable",
        "avx | glibc | 2.36 | GLIBC_TUNABLES | glibc.cpu.hwcaps="
            + "-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-AVX512ER,-AVX512PF,"
            + "-AVX2,-AVX,-AVX_Fast_Unaligned_Load,-FMA,-FMA4",
        "bmi2 | glibc | 2.27 | GLIBC_TUNABLES | glibc.tune.hwcaps=-BMI2",
        "aes | openssl | 3.0.22 | OPENSSL_ia32cap |"
            + " ~0x200000000000000:~0x20000000000:~0x0:~0x0:~0x0",
        "sha_ni | openssl | 3.5.7 | OPENSSL_ia32cap | ~0x0:~0x20000000:~0x0:~0x0:~0x0",
        "pclmulqdq | openssl | 3.5.7 | OPENSSL_ia32cap |"
            + " ~0x200000000:~0x40000000000:~0x0:~0x0:~0x0",
        "avx512f | jvm | 25 | _JAVA_OPTIONS | -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=2",
        "avx2 | jvm | 21 | _JAVA_OPTIONS | -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=1",
        "aes | jvm | 17 | _JAVA_OPTIONS |" + " -XX:+IgnoreUnrecognizedVMOptions -XX:-UseAES",
        "avx512f | numpy | 2.4.6 | NPY_DISABLE_CPU_FEATURES | X86_V4 AVX512_ICL AVX512_SPR",
        "avx512f | openblas | 0.3.21 | OPENBLAS_CORETYPE | Haswell",
        "avx512f | simdutf | 3.12 | SIMDUTF_FORCE_IMPLEMENTATION | haswell",
        "avx512f | onednn | 3.7.2 | ONEDNN_MAX_CPU_ISA | AVX2",
        "avx512f | pytorch | 2.6 | ATEN_CPU_CAPABILITY | avx2",
        "avx | go | 1.19 | GODEBUG | cpu.avx=off,cpu.avx2=off,cpu.fma=off",
        "avx512f | go | 1.24 | GODEBUG | cpu.avx512f=off,cpu.avx512bw=off,cpu.avx512vl=off",
        "avx512f | go | 1.26 | GODEBUG | cpu.avx512f=off,cpu.avx512cd=off,cpu.avx512bw=off,"
            + "cpu.avx512dq=off,cpu.avx512vl=off",
        "aes | gnutls | 3.7.9 | GNUTLS_CPUID_OVERRIDE | 0x3c",
        "aes | nettle | 3.8 | NETTLE_FAT_OVERRIDE | sha_ni,pclmul",
        "aes | nss | 3.87 | NSS_DISABLE_HW_AES | 1",
        "avx2 | libjpeg-turbo | 2.1 | JSIMD_FORCESSE2 | 1",
        "sse4_2 | libvpx | 1.12 | VPX_SIMD_CAPS_MASK | 0x3f",
        "avx | node | 20 | --no-enable-* | --no-enable-avx --no-enable-avx2 --no-enable-fma3",
        "avx | node | 18 | --no-enable-* | --no-enable-avx --no-enable-avx2 --no-enable-fma3",
        "xop | ffmpeg | 5.1 | -cpuflags | -cpuflags -xop",
      })
  void writesWhatWasShownToWork(
      String withheld, String component, String version, String name, String value) {
    KnobPlan plan = plan(without("x86_64", withheld), Map.of(component, version), component);
    assertThat(plan.settings())
        .extracting(KnobSetting::name, KnobSetting::value)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(name, value));
  }

  @Test
  void readyMasksOfOpensslAreContained() {
    assertThat(words("avx2")[1] & 0x20).isEqualTo(0x20);
    assertThat(words("avx512f")[1] & 0xd0230000L).isEqualTo(0xd0230000L);
    assertThat(words("avx")[0] & 0x1000000000000000L).isEqualTo(0x1000000000000000L);
    assertThat(words("avx")[1] & 0x600d0230020L).isEqualTo(0x600d0230020L);
    assertThat(words("avx512f")[1] & 0x20000028L).isZero();
  }

  private static long[] words(String withheld) {
    KnobPlan plan = plan(without("x86_64", withheld), Map.of("openssl", "3.5"), "openssl");
    return Stream.of(plan.settings().get(0).value().split(":", -1))
        .mapToLong(word -> Long.parseUnsignedLong(word.substring(3), 16))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "s390x, vx, glibc, 2.41, AT_HWCAP words",
    "ppc64le, arch_3_1, glibc, 2.41, AT_HWCAP words",
    "aarch64, sve, glibc, 2.41, AT_HWCAP words",
    "aarch64, atomics, jvm, 25, AT_HWCAP words",
    "aarch64, aes, openssl, 3.5, AT_HWCAP words",
    "loongarch64, lasx, glibc, 2.41, GLIBC_TUNABLES",
    "riscv64, v, jvm, 25, _JAVA_OPTIONS",
    "riscv64, zbb, openssl, 3.5, OPENSSL_riscvcap",
    "ppc64le, arch_3_1, jvm, 25, _JAVA_OPTIONS",
    "arm, vfpv4, go, 1.26, GODEBUG",
    "i386, avx2, glibc, 2.36, GLIBC_TUNABLES",
  })
  void everyArchitectureHasWhatHolds(
      String architecture, String withheld, String component, String version, String how) {
    KnobPlan plan = plan(without(architecture, withheld), Map.of(component, version), component);
    assertThat(plan.holdings())
        .filteredOn(h -> h.features().contains(withheld))
        .extracting(Holding::how)
        .containsExactly(how);
  }

  @Test
  void wordsThatAreLeftAloneAreReplacedByKnobs() {
    FeatureSet set = without("aarch64", "aes");
    KnobPlan plan = PLANNER.plan(set, hold("off", Map.of(), "openssl"), Map.of("openssl", "3.5"));
    assertThat(plan.settings())
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.name()).isEqualTo("OPENSSL_armcap");
              assertThat(setting.value()).isEqualTo("0x6f5b");
              assertThat(setting.presupposes()).contains("sve2", "rng").doesNotContain("aes");
            });
  }

  @Test
  void everyDependentIsWithheldWhateverTheMachineHas() {
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      for (Feature feature : architecture.features()) {
        if (feature.kind() == Feature.Kind.USER && !feature.inBase()) {
          Set<String> withheld = KnobPlanner.withheld(without(architecture, feature.name()));
          for (Feature other : architecture.features()) {
            if (other.kind() == Feature.Kind.USER
                && architecture.set(List.of(other)).contains(feature)) {
              assertThat(withheld).contains(other.name());
            }
          }
        }
      }
    }
  }

  static Stream<Architecture> architectures() {
    return IsaCatalog.load().architectures().stream();
  }

  /** Over every level and many single features, each withheld feature has one fate in a part. */
  @ParameterizedTest
  @MethodSource("architectures")
  void everyWithheldFeatureHasAFateInEveryComponent(Architecture architecture) {
    List<FeatureSet> sets = new ArrayList<>();
    architecture.levels().forEach(level -> sets.add(level.set()));
    List<Feature> features = architecture.features();
    for (int i = 0; i < features.size(); i += 7) {
      if (features.get(i).kind() == Feature.Kind.USER && !features.get(i).inBase()) {
        sets.add(without(architecture, features.get(i).name()));
      }
    }
    for (FeatureSet set : sets) {
      KnobPlan plan = plan(set, Map.of(), "all");
      for (KnobComponent component : KnobCatalog.load().components()) {
        if (KnobCatalog.load().of(component.name(), architecture).stream()
            .allMatch(k -> k.kind() == dev.plimsoll.compiler.catalog.Knob.Kind.OUTSIDE)) {
          continue;
        }
        Set<String> fates = new TreeSet<>();
        plan.holdings().stream()
            .filter(h -> h.component().equals(component.name()))
            .forEach(h -> fates.addAll(h.features()));
        plan.unused().stream()
            .filter(h -> h.component().equals(component.name()))
            .forEach(h -> fates.addAll(h.features()));
        plan.residual().stream()
            .filter(r -> r.component().equals(component.name()))
            .forEach(r -> fates.addAll(r.features()));
        assertThat(fates).as(component.name() + " under " + set).isEqualTo(withheldOf(plan));
      }
    }
  }

  private static Set<String> withheldOf(KnobPlan plan) {
    return new TreeSet<>(plan.withheld());
  }

  /** What is held is off in the value, for every level of every architecture. */
  @ParameterizedTest
  @MethodSource("architectures")
  void valuesTurnOffNothingThatThePolicyLeaves(Architecture architecture) {
    architecture
        .levels()
        .forEach(
            level -> {
              KnobPlan plan = plan(level.set(), Map.of(), "all");
              assertThat(plan.collateral())
                  .as(level.name())
                  .allMatch(lost -> lost.because().startsWith("its code requires "));
              for (KnobSetting setting : plan.settings()) {
                assertThat(setting.presupposes()).noneMatch(plan.withheld()::contains);
              }
            });
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    FeatureSet set = without("x86_64", "avx2");
    assertThat(plan(set, Map.of(), "all")).isEqualTo(plan(set, Map.of(), "all"));
    assertThat(plan(set, Map.of(), "go", "glibc")).isEqualTo(plan(set, Map.of(), "glibc", "go"));
  }

  @Test
  void aLeakIsToldUnlessItsCauseIsOffOrMayBe() {
    FeatureSet noBmi2 = without("x86_64", "bmi2");
    Map<String, String> jdk25 = Map.of("jvm", "25");
    assertThat(plan(noBmi2, jdk25, "jvm").residual())
        .filteredOn(r -> r.features().contains("bmi2"))
        .singleElement()
        .satisfies(
            residual -> {
              assertThat(residual.reason()).isEqualTo(Reason.LEAK);
              assertThat(residual.detail()).contains("bzhi").contains("UseAVX=3 and UseSHA");
            });
    // Nothing is left to leak where AVX2 is withheld as well.
    FeatureSet lower = noBmi2.minus(List.of(feature("x86_64", "avx2")));
    assertThat(plan(lower, jdk25, "jvm").residual()).noneMatch(r -> r.features().contains("bmi2"));
    // The policy may give up what closes it.
    Map<String, String> accepted = new TreeMap<>();
    architecture("x86_64").features().stream()
        .filter(f -> architecture("x86_64").set(List.of(f)).contains("avx512f"))
        .forEach(f -> accepted.put(f.name(), "not used"));
    accepted.put("vaes", "not used");
    accepted.put("vpclmulqdq", "not used");
    accepted.put("sha_ni", "not used");
    KnobPlan consented = PLANNER.plan(noBmi2, hold("auto", accepted, "jvm"), jdk25);
    assertThat(consented.residual()).noneMatch(r -> r.features().contains("bmi2"));
    assertThat(consented.settings().get(0).value())
        .contains("-XX:-UseBMI2Instructions")
        .contains("-XX:-UseSHA")
        .contains("-XX:UseAVX=2");
    assertThat(consented.collateral())
        .contains(new KnobPlan.Collateral("jvm", "sha_ni", "UseSHA", "not used"));
  }

  @Test
  void aKnobThatTakesMoreNeedsConsent() {
    FeatureSet noVnni = without("x86_64", "avx512_vnni");
    KnobPlan refused = plan(noVnni, Map.of("jvm", "25"), "jvm");
    assertThat(refused.settings()).isEmpty();
    assertThat(refused.residual())
        .filteredOn(r -> r.features().contains("avx512_vnni"))
        .singleElement()
        .satisfies(
            residual -> {
              assertThat(residual.reason()).isEqualTo(Reason.COLLATERAL_NOT_ACCEPTED);
              assertThat(residual.detail())
                  .startsWith("without UseAVX=3 it loses ")
                  .contains("avx512f");
            });
    Map<String, String> accepted = new TreeMap<>();
    architecture("x86_64").features().stream()
        .filter(f -> architecture("x86_64").set(List.of(f)).contains("avx512f"))
        .forEach(f -> accepted.put(f.name(), "all nodes clock down for it"));
    KnobPlan taken = PLANNER.plan(noVnni, hold("auto", accepted, "jvm"), Map.of("jvm", "25"));
    assertThat(taken.settings())
        .extracting(KnobSetting::value)
        .containsExactly("-XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=2");
    assertThat(taken.collateral())
        .contains(
            new KnobPlan.Collateral("jvm", "avx512f", "UseAVX=3", "all nodes clock down for it"));
    assertThat(taken.residual()).noneMatch(r -> r.features().contains("avx512_vnni"));
  }

  @Test
  void codeThatRequiresSomethingWithheldIsNoLoss() {
    KnobPlan plan = plan(without("x86_64", "bmi2"), Map.of("numpy", "2.4"), "numpy");
    assertThat(plan.settings()).extracting(KnobSetting::value).containsExactly("X86_V3");
    assertThat(plan.collateral())
        .contains(
            new KnobPlan.Collateral(
                "numpy", "avx2", "X86_V3", "its code requires bmi2, which is withheld"));
    assertThat(plan.residual()).isEmpty();
  }

  @Test
  void theLeastRungCannotBeLeft() {
    FeatureSet noSse3 = without("x86_64", "pni");
    assertThat(plan(noSse3, Map.of("openblas", "0.3"), "openblas").residual())
        .filteredOn(r -> r.features().contains("pni"))
        .extracting(Residual::reason)
        .containsExactly(Reason.FLOOR);
  }

  @Test
  void anUnknownVersionIsToldInTheWordsOfAll() {
    FeatureSet noAvx512 = without("x86_64", "avx512f");
    KnobPlan unknown = plan(noAvx512, Map.of(), "glibc", "numpy");
    assertThat(unknown.settings())
        .extracting(KnobSetting::value)
        .containsExactly(
            "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-AVX512ER,"
                + "-AVX512PF,-AVX512F_Usable,-AVX512DQ_Usable",
            "glibc.tune.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-AVX512ER,"
                + "-AVX512PF,-AVX512F_Usable,-AVX512DQ_Usable",
            "X86_V4 AVX512_ICL AVX512_SPR AVX512F AVX512CD AVX512_KNL AVX512_KNM AVX512_SKX"
                + " AVX512_CLX AVX512_CNL");
    assertThat(unknown.holdings()).isNotEmpty().allMatch(Holding::unverified);
    assertThat(unknown.residual()).isEmpty();
  }

  @Test
  void anUnknownVersionTakesTheNewestAndSaysWhatDependsOnIt() {
    FeatureSet noAvx512 = without("x86_64", "avx512f");
    // Go writes a line for each token that it does not know.
    KnobPlan unknown = plan(noAvx512, Map.of(), "go");
    assertThat(unknown.settings()).singleElement();
    assertThat(unknown.holdings()).allMatch(Holding::unverified);
    assertThat(unknown.residual()).extracting(Residual::reason).contains(Reason.UNKNOWN_VERSION);
    KnobPlan known = plan(noAvx512, Map.of("numpy", "1.24"), "numpy");
    assertThat(known.holdings()).noneMatch(Holding::unverified);
    assertThat(known.residual()).isEmpty();
    // One variable, one meaning in all versions: nothing depends on it.
    assertThat(plan(noAvx512, Map.of(), "openssl").residual()).isEmpty();
    // A wrong name would end the program.
    assertThat(
            plan(noAvx512.minus(List.of(feature("x86_64", "avx"))), Map.of("node", "12"), "node"))
        .satisfies(plan -> assertThat(plan.settings()).isEmpty())
        .satisfies(
            plan ->
                assertThat(plan.residual())
                    .extracting(Residual::reason)
                    .containsExactly(Reason.UNKNOWN_VERSION));
  }

  @Test
  void componentsWithoutKnobsAreTheHonestList() {
    KnobPlan plan = plan(without("x86_64", "avx2"), Map.of(), "libgcc", "zstd", "nginx");
    assertThat(plan.settings()).isEmpty();
    assertThat(plan.residual())
        .extracting(Residual::component, Residual::reason)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("libgcc", Reason.NO_KNOB),
            org.assertj.core.groups.Tuple.tuple("zstd", Reason.NO_KNOB));
    assertThat(plan.unused()).extracting(Holding::component).containsExactly("nginx");
    // Who asks for it by name hears that nothing is known of it there.
    assertThat(plan(without("riscv64", "v"), Map.of(), "nss").residual())
        .extracting(Residual::reason)
        .containsExactly(Reason.NOT_STATED);
    assertThat(plan(without("riscv64", "v"), Map.of(), "all").residual())
        .noneMatch(r -> r.component().equals("nss"));
  }

  @Test
  void aFileOfTheWholeMachineIsNoPropertyOfAProcess() {
    KnobPlan plan = plan(without("x86_64", "avx2"), Map.of("libgcrypt", "1.11"), "libgcrypt");
    assertThat(plan.settings())
        .extracting(KnobSetting::name)
        .containsExactly("/etc/gcrypt/hwf.deny");
    assertThat(plan.holdings()).isEmpty();
    assertThat(plan.residual()).extracting(Residual::reason).containsExactly(Reason.LIMITS);
  }

  @Test
  void onlyShownCodeCountsAsEnforced() {
    KnobPlan plan =
        plan(without("x86_64", "avx512f"), Map.of("glibc", "2.36", "mkl", "1"), "glibc", "mkl");
    assertThat(plan.holdings())
        .filteredOn(h -> h.component().equals("glibc") && h.features().contains("avx512f"))
        .allMatch(h -> h.evidence() == Evidence.ACCOUNTED && h.evidence().enforces());
    assertThat(plan.holdings())
        .filteredOn(h -> h.component().equals("mkl"))
        .isNotEmpty()
        .allMatch(h -> h.evidence() == Evidence.DOCUMENTED && !h.evidence().enforces());
  }

  @Test
  void onX86TheKnobsDoTheWork() {
    assertThat(plan(without("x86_64", "avx2"), Map.of()).notes())
        .containsExactly(
            "AT_HWCAP steers nothing on x86-64: programs ask CPUID, and the knobs do the work.");
  }

  @Test
  void oneVariableOfSeveralComponentsKeepsWhatAnyOfThemNeeds() {
    KnobPlan plan = plan(without("x86_64", "avx512f"), Map.of(), "openssl", "aws-lc");
    assertThat(plan.settings()).extracting(KnobSetting::encoder).containsOnly(Encoder.DENY_WORDS);
    assertThat(plan.settings()).extracting(KnobSetting::name).containsOnly("OPENSSL_ia32cap");
  }

  private static FeatureSet without(String architecture, String feature) {
    return without(architecture(architecture), feature);
  }

  /** Everything that is known but a feature and what needs it. */
  private static FeatureSet without(Architecture architecture, String feature) {
    return architecture
        .set(architecture.features().stream().filter(f -> f.kind() == Feature.Kind.USER).toList())
        .minus(List.of(architecture.feature(feature).orElseThrow()));
  }

  private static Architecture architecture(String name) {
    return IsaCatalog.load().architecture(name).orElseThrow();
  }

  private static Feature feature(String architecture, String name) {
    return architecture(architecture).feature(name).orElseThrow();
  }

  private static KnobPlan plan(FeatureSet set, Map<String, String> versions, String... knobs) {
    return PLANNER.plan(set, hold(Hold.DEFAULT_WORDS, Map.of(), knobs), versions);
  }

  private static Hold hold(String words, Map<String, String> accepted, String... knobs) {
    return new Hold(
        "b",
        words,
        List.of(knobs),
        Map.of(),
        accepted,
        Hold.Residual.WARN,
        Hold.OnLoss.KILL,
        Decision.ALLOW,
        Map.of(),
        new Span(0, 1));
  }
}
