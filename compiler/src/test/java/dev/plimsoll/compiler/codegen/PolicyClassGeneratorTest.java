package dev.plimsoll.compiler.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.InMemoryClasses;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.plan.PolicyPlanner;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.sources.ImportLookup;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.runtime.enforce.HeldProcess;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.policy.Carried;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.Lacking;
import dev.plimsoll.runtime.policy.PolicyRule;
import dev.plimsoll.runtime.words.AuxType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyClassGeneratorTest {
  private static final String POLICY =
      """
      /// Load line of the archiver.
      policy com.acme.Line;

      fleet production {
          node a { arch x86_64;  cpu skylake-avx512; }
          node b { arch aarch64; cpu neoverse-v1; }
      }

      /// Everywhere.
      baseline portable {
          x86_64:  x86-64-v3;
          aarch64: armv8.2-a + { crc32, aes };
      }

      baseline migratable-now {
          x86_64: common(production) & portable - { bmi2 };
      }

      rules portable {
          warn dispatch unknown;
          on aarch64 { deny hint pauth because "a \\"signed\\" return address"; }
          allow dispatch unknown in "com.acme:*" "**/*.so"
              because "measured" owner "team" until 2027-01-31;
      }
      """;

  @Test
  void theClassCarriesWordsFeaturesAndRules() throws Exception {
    Class<?> portable = load(POLICY, "com.acme.Line$Portable");

    HeldBaseline baseline = (HeldBaseline) portable.getField("BASELINE").get(null);
    assertThat(baseline.name()).isEqualTo("portable");
    assertThat(baseline.on("x86_64").orElseThrow().features())
        .contains("avx2", "bmi2", "sse2")
        .doesNotContain("avx512f", "fsgsbase");
    assertThat(baseline.on("riscv64")).isEmpty();

    long hwcap = portable.getField("AARCH64_HWCAP").getLong(null);
    assertThat(hwcap & 1L << 3).as("HWCAP_AES").isNotZero();
    assertThat(hwcap & 1L << 22).as("HWCAP_SVE").isZero();
    assertThat(baseline.on("aarch64").orElseThrow().words().word(AuxType.AT_HWCAP))
        .isEqualTo(hwcap);
    long fsgsbase = 2;
    assertThat(portable.getField("X86_64_HWCAP2").getLong(null) & fsgsbase).isZero();

    @SuppressWarnings("unchecked")
    List<PolicyRule> rules = (List<PolicyRule>) portable.getField("RULES").get(null);
    assertThat(rules).hasSize(3);
    assertThat(rules.get(1).because()).hasValue("a \"signed\" return address");
    assertThat(rules.get(2).until()).hasValue("2027-01-31");
    assertThat(rules.get(2).line()).isEqualTo(22);
  }

  @Test
  void theClassTellsThePlan() throws Exception {
    String policy =
        POLICY
            + """
            hold portable {
                knobs glibc;
                limit vector-length sve 128;
                residual allow;
                on-loss continue;
            }
            """;
    Class<?> portable = load(policy, "com.acme.Line$Portable");
    Plan plan = (Plan) portable.getMethod("plan").invoke(null);
    Compilation compiled = PolicyCompiler.compile(new SourceFile("line.plimsoll", policy));
    Baseline baseline = compiled.policy().orElseThrow().baseline("portable").orElseThrow();

    assertThat(plan).isEqualTo(PolicyPlanner.plan(compiled.policy().orElseThrow(), baseline));
    assertThat(plan.text()).contains("x86_64", "GLIBC_TUNABLES", "limit vector-length sve 128");
    assertThat(plan.json()).contains("\"policy\": \"com.acme.Line\"", "\"avx512f\"");
    assertThat(portable.getMethod("start", List.class).getReturnType())
        .isEqualTo(HeldProcess.class);
  }

  @Test
  void aPlanWithAVeryLongReasonFitsIntoTheClass() throws Exception {
    String policy =
        """
        policy a.B;
        baseline b { x86_64: x86-64-v3; }
        hold b { knobs all; accept losing %s because "%s"; }
        """
            .formatted("bmi2", "\u00e9".repeat(100_000));
    assertThat(load(policy, "a.B$B_2").getMethod("plan").invoke(null)).isInstanceOf(Plan.class);
  }

  @Test
  void aBaselineThatTakesAwayTakesAwayInTheClass() throws Exception {
    Class<?> migratable = load(POLICY, "com.acme.Line$MigratableNow");
    HeldBaseline baseline = (HeldBaseline) migratable.getField("BASELINE").get(null);
    assertThat(baseline.on("x86_64").orElseThrow().features())
        .contains("avx2")
        .doesNotContain("bmi2");
  }

  @Test
  void theSameTextGivesTheSameBytesWhateverTheLocaleAndTimeZone() {
    String first = generate(POLICY);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(generate(POLICY)).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void noTextOfAPolicyBreaksOutOfTheClass() throws Exception {
    String hostile =
        """
        /// */ class Evil {} /* {@code } <b> & @param x \\u002a/ $L $T
        policy com.acme.Hostile;
        /// \\u002a\\u002f {@link
        baseline list { x86_64: x86-64-v2; }
        baseline string { x86_64: x86-64-v2; }
        baseline hwcap-words { x86_64: x86-64-v2; }
        baseline hwcap.words { x86_64: x86-64-v2; }
        baseline hostile { x86_64: x86-64-v2; }
        baseline 3dnow { x86_64: x86-64-v2; }
        rules list {
            deny dispatch unknown because "*/ \\\\u0022; } $S $L \\\\ \\"";
        }
        """;
    Class<?> type = load(hostile, "com.acme.Hostile");
    assertThat((List<?>) type.getMethod("baselines").invoke(null)).hasSize(6);
    assertThat(type.getDeclaredClasses()).hasSize(6);
  }

  @Test
  void aPolicyOutsideAnyPackageIsAClassOutsideAnyPackage() throws Exception {
    assertThat(load("policy Line; baseline b { x86_64: x86-64-v1; }", "Line$B")).isNotNull();
  }

  @Test
  void compilesWithThousandsOfRulesAndVeryLongNames() throws Exception {
    StringBuilder text = new StringBuilder("policy com.acme.Many;\n");
    String name = "b".repeat(300);
    text.append("baseline " + name + " { x86_64: x86-64-v2; }\nrules " + name + " {\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("allow dispatch cpuid in \"g:a" + i + "\" because \"r" + i + "\" owner \"o")
          .append(i + "\" until 2099-01-01;\n");
    }
    Class<?> type = load(text.append("}\n").toString(), "com.acme.Many");
    Class<?> baseline = type.getDeclaredClasses()[0];
    assertThat((List<?>) baseline.getField("RULES").get(null)).hasSize(2_000);
  }

  @Test
  void aBaselineMayBeCalledAsTheClassesOwnConstantsAre() throws Exception {
    String text =
        """
        policy com.acme.Constants;
        baseline POLICY { x86_64: x86-64-v2; }
        baseline policy { x86_64: x86-64-v2; }
        baseline BASELINE { x86_64: x86-64-v2; }
        """;
    Class<?> type = load(text, "com.acme.Constants");
    assertThat(type.getDeclaredClasses())
        .extracting(nested -> nested.getSimpleName().toLowerCase(Locale.ROOT))
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record",
        "a.var",
        "a.yield",
        "a.sealed",
        "a.permits",
        "a.dev",
        "java.lang.Line",
        "dev.plimsoll.runtime.words.Line"
      })
  void aNameThatNoClassCanHaveIsNotCompiled(String name) {
    String text = "policy " + name + "; baseline b { x86_64: x86-64-v2; }";
    assertThat(codes(text)).containsExactly("PLM-218");
  }

  @Test
  void halfOfASurrogatePairDoesNotLetTheNextEscapeThrough() throws Exception {
    // A char by its number, for javac misreads in this file what it misreads in a generated one.
    String text = (char) 0xD83D + "\\\\u0022 + 1 + \\\\u0022";
    String policy =
        "policy a.B; baseline b { x86_64: avx2; } rules b { deny unconditional because ";
    Class<?> type = load(policy + '"' + text + "\"; }", "a.B$B_2");
    PolicyRule rule = (PolicyRule) ((List<?>) type.getField("RULES").get(null)).get(0);
    assertThat(rule.because()).hasValue((char) 0xFFFD + "\\u0022 + 1 + \\u0022");
  }

  @Test
  void aNameThatNoFileCanHaveIsNotCompiled() {
    for (String name :
        List.of("a".repeat(101) + ".B", "a.B" + "b".repeat(100), "a.".repeat(600) + "B")) {
      assertThat(codes("policy " + name + "; baseline b { x86_64: x86-64-v2; }"))
          .containsExactly("PLM-218");
    }
  }

  @Test
  void whatNoClassFileCanHoldIsNotCompiled() {
    String head =
        "policy a.B; baseline b { x86_64: x86-64-v2; } hold b { knobs all; } rules b { deny ";
    assertThat(codes(head + "unconditional because \"" + "é".repeat(40_000) + "\"; }"))
        .containsExactly("PLM-223");
    assertThat(codes(head + "dispatch cpuid via " + "V".repeat(70_000) + "; }"))
        .contains("PLM-248");
    assertThat(codes("policy a.B; baseline " + "b".repeat(70_000) + " { x86_64: x86-64-v2; }"))
        .containsExactly("PLM-223");
  }

  @Test
  void baselinesOfAnImportCountAsSoonAsTheyAreGoverned() {
    StringBuilder library = new StringBuilder();
    StringBuilder policy = new StringBuilder("policy a.B; import \"i.plimsoll\";\n");
    for (int i = 0; i < 6_000; i++) {
      library.append("baseline b" + i + " { x86_64: avx2; }\n");
      policy.append("rules b" + i + " { deny unconditional; }\n");
    }
    PolicySource imported = PolicySource.alone(new SourceFile("i.plimsoll", library.toString()));
    PolicySource source = PolicySource.alone(new SourceFile("x.plimsoll", policy.toString()));
    assertThat(
            PolicyCompiler.compile(source, path -> new ImportLookup.Found(imported)).diagnostics())
        .extracting(d -> d.code().id())
        .containsExactly("PLM-223");
  }

  @Test
  void theClassOfAVeryLargeFleetLoadsAndAnswers() throws Exception {
    StringBuilder text = new StringBuilder("policy com.acme.Large;\nfleet f {\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(
          "node n" + i + " { arch x86_64; cpu " + (i % 2 == 0 ? "znver4" : "skylake-avx512"));
      text.append("; }\n");
    }
    text.append("}\nbaseline b { x86_64: common(f) & x86-64-v3; }\n");
    Class<?> type = load(text.toString(), "com.acme.Large$B");
    Method check = type.getMethod("check", Host.class);
    Method carries = type.getMethod("carries", Host.class);
    HeldBaseline baseline = (HeldBaseline) type.getField("BASELINE").get(null);
    List<String> features = baseline.on("x86_64").orElseThrow().features();
    Host able = host(new TreeSet<>(features));
    assertThat(carries.invoke(null, able)).isEqualTo(true);
    assertThat(check.invoke(null, able)).isInstanceOf(Carried.class);
    TreeSet<String> fewer = new TreeSet<>(features);
    assertThat(fewer.remove("avx2")).isTrue();
    assertThat(carries.invoke(null, host(fewer))).isEqualTo(false);
    assertThat(check.invoke(null, host(fewer)))
        .isInstanceOfSatisfying(
            Lacking.class, lacking -> assertThat(lacking.toString()).contains("avx2"));
  }

  private static Host host(SortedSet<String> features) {
    return new Host(
        "x86_64",
        Optional.of(features),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static List<String> codes(String text) {
    return PolicyCompiler.compile(new SourceFile("line.plimsoll", text)).diagnostics().stream()
        .map(d -> d.code().id())
        .toList();
  }

  private static String generate(String text) {
    return source(text).text();
  }

  private static GeneratedSource source(String text) {
    Compilation compilation = PolicyCompiler.compile(new SourceFile("line.plimsoll", text));
    assertThat(compilation.diagnostics()).isEmpty();
    return compilation.source().orElseThrow();
  }

  private static Class<?> load(String policy, String name) throws Exception {
    return InMemoryClasses.compile(List.of(source(policy))).loadClass(name);
  }
}
