package dev.plimsoll.verifier.verdict;

import static dev.plimsoll.verifier.verdict.Objects.object;
import static dev.plimsoll.verifier.verdict.Objects.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.ScanReport;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildCheckTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Test
  void passesWhatTheBaselineHas() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v3"),
            object("a.jar!/x.so", "x86_64").uses("avx2", 10).uses("bmi2", 1));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.PASS);
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void deniesWhatTheBaselineLacksUnlessARuleSaysOtherwise() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2"),
            object("a.jar!/x.so", "x86_64")
                .uses("avx2", 310)
                .uses("bmi2", 1)
                .asks("cpuid")
                .function("late", 0x300, "avx2")
                .function("early", 0x100, "avx2", "bmi2"));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.FAIL);
    assertThat(verdict.breaksBuild()).isTrue();
    assertThat(verdict.findings())
        .extracting(f -> f.feature().orElseThrow())
        .containsExactly("avx2", "bmi2");
    Finding avx2 = verdict.findings().get(0);
    assertThat(avx2.code()).isEqualTo(FindingCode.DISPATCH);
    assertThat(avx2.severity()).isEqualTo(Severity.ERROR);
    assertThat(avx2.evidence()).isEqualTo(new Finding.Evidence(310, 4, List.of("early", "late")));
    assertThat(avx2.message())
        .isEqualTo(
            "310 instructions in 4 functions need `avx2` that `line` lacks; it asks for features"
                + " by cpuid, and whether a test guards this code is not analysed.");
    assertThat(avx2.decider().orElseThrow().describe())
        .isEqualTo("no rule on dispatch unknown, and the default is deny dispatch");
    assertThat(avx2.mend())
        .isEqualTo(
            "Add what it needs to the baseline if every node has it, or ship a build without it.");
    assertThat(avx2.allowWith())
        .contains(
            "allow dispatch unknown in \"a.jar\" \"x.so\" because \"…\" owner \"…\" until YYYY-MM-DD;");
  }

  @Test
  void showsAddressesWhereNoFunctionIsListed() {
    Verdict verdict =
        check(Policies.of("x86_64 x86-64-v2"), object("a.jar!/x.so", "x86_64").uses("avx2", 1));

    assertThat(verdict.findings().get(0).evidence().places()).containsExactly("0x1000", "0x2000");
  }

  @Test
  void letsAnyAlternativeSuffice() {
    Objects object = object("a.jar!/x.so", "aarch64").uses("sve2|atomics", 5);

    assertThat(check(Policies.of("aarch64 armv8.1-a"), object).findings()).isEmpty();
    assertThat(check(Policies.of("aarch64 armv8.0-a"), object).findings())
        .extracting(f -> f.feature().orElseThrow())
        .containsExactly("sve2");
  }

  @Test
  void namesOnlyTheFeaturesThatAreMissing() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v3"), object("a.jar!/x.so", "x86_64").uses("avx2+vaes", 2));

    assertThat(verdict.findings())
        .extracting(f -> f.feature().orElseThrow())
        .containsExactly("vaes");
  }

  @Test
  void doesNotJudgeArchitecturesThatNobodyNames() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2"),
            object("x.so", "x86_64"),
            object("y.so", "s390x").notAnalysed("there is no decoder for s390x"),
            object("z.so", "aarch64").uses("sve", 9));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.objects()).isEqualTo(new Verdict.Objects(3, 2, 2));
  }

  @Test
  void warnsOfObjectsForAFleetThatTheBaselineForgets() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2").fleet("aarch64"),
            object("z.so", "aarch64").uses("sve", 9));

    assertThat(verdict.findings()).hasSize(1);
    assertThat(verdict.findings().get(0).code()).isEqualTo(FindingCode.NOT_ANALYSED);
    assertThat(verdict.findings().get(0).message()).contains("`line` has no set for aarch64");
    assertThat(verdict.status()).isEqualTo(VerdictStatus.PASS);
  }

  @Test
  void warnsOfWhatWasNotAnalysed() {
    ScanReport scan =
        new ScanReport(
            List.of(
                object("a.so", "x86_64").notAnalysed("the section headers are damaged").build(),
                object("b.so", "x86_64").problem("section 3 is cut off").build(),
                object("c.so", "x86_64").undecoded(501).build(),
                object("d.so", "x86_64").undecoded(500).build(),
                object("e.so", "x86_64").unreferenced("avx512f", 3).build()),
            List.of(),
            List.of(new ScanError("f.jar", "the archive is damaged")));
    Policy policy = Policies.of("x86_64 x86-64-v2").build();

    Verdict verdict = check(scan, policy, FailOn.ERROR);

    assertThat(verdict.status()).isEqualTo(VerdictStatus.PASS);
    assertThat(verdict.judged())
        .extracting(Verdict.Judged::path)
        .containsExactly("b.so", "c.so", "d.so", "e.so");
    assertThat(verdict.findings())
        .extracting(f -> f.code().id() + " " + f.severity() + " " + f.path() + ": " + f.message())
        .containsExactly(
            "PLM-340 WARNING a.so: What it needs is not known: the section headers are damaged.",
            "PLM-341 WARNING b.so: It may need more than was found: section 3 is cut off.",
            "PLM-341 WARNING c.so: It may need more than was found: 501 of 10000 bytes of code do"
                + " not decode.",
            "PLM-341 WARNING e.so: It may need more than was found: bytes outside all known"
                + " functions would need avx512f if they are code.",
            "PLM-340 WARNING f.jar: It could not be read: the archive is damaged.");
    assertThat(check(scan, policy, FailOn.WARNING).status()).isEqualTo(VerdictStatus.FAIL);
  }

  @Test
  void judgesHintsByHintRulesOnly() {
    Objects object = object("x.so", "aarch64").hint("bti", 4).hint("pauth", 1);

    assertThat(check(Policies.of("aarch64 armv8.0-a").rule("deny dispatch"), object).findings())
        .isEmpty();
    Verdict denied =
        check(Policies.of("aarch64 armv8.0-a").rule("on aarch64 deny hint pauth"), object);
    assertThat(denied.findings()).hasSize(1);
    assertThat(denied.findings().get(0).code()).isEqualTo(FindingCode.HINT);
    assertThat(denied.findings().get(0).message())
        .isEqualTo(
            "1 instruction of the hint family `pauth`, which does nothing where its feature is"
                + " missing.");
  }

  @Test
  void warnsOfArchivesWithoutNativesForAWantedArchitecture() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2", "aarch64 armv8.0-a"),
            object("both.jar!/a.so", "x86_64"),
            object("both.jar!/b.so", "aarch64"),
            object("one.jar!/a.so", "x86_64"),
            object("one.jar!/b.so", "s390x"),
            object("loose.so", "x86_64"));

    assertThat(verdict.findings()).hasSize(1);
    Finding missing = verdict.findings().get(0);
    assertThat(missing.code()).isEqualTo(FindingCode.MISSING_ARCHITECTURE);
    assertThat(missing.path()).isEqualTo("one.jar");
    assertThat(missing.architecture()).contains("aarch64");
    assertThat(missing.message())
        .isEqualTo("It has natives for s390x, x86_64 and none for aarch64.");
    assertThat(missing.allowWith())
        .contains(
            "allow missing-architecture in \"one.jar\" \"**\" because \"…\" owner \"…\" until YYYY-MM-DD;");
  }

  @Test
  void takesTheClassifiersOfAnArtifactTogether() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2", "aarch64 armv8.0-a"),
            object("blas-linux-x86_64.jar!/a.so", "x86_64").artifact("org.x:blas:linux-x86_64"),
            object("blas-linux-arm64.jar!/a.so", "aarch64").artifact("org.x:blas:linux-arm64"));

    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void missesArchitecturesOfTheFleetToo() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2").fleet("aarch64").rule("deny missing-architecture"),
            object("one.jar!/a.so", "x86_64"));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.FAIL);
  }

  @Test
  void passesWithExemptionsWhereAWaiverDecides() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2")
                .waiver("allow dispatch unknown", "org.x:zip", "linux/**", "2026-11-22"),
            object("zip.jar!/linux/a.so", "x86_64").artifact("org.x:zip").uses("bmi2", 7));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.PASS_WITH_EXEMPTIONS);
    assertThat(verdict.exemptionCount()).isEqualTo(1);
    Finding exempted = verdict.findings().get(0);
    assertThat(exempted.severity()).isEqualTo(Severity.NOTE);
    assertThat(exempted.exemption().orElseThrow().owner()).isEqualTo("storage-team");
    assertThat(exempted.decider().orElseThrow().describe())
        .startsWith("allow dispatch unknown in \"org.x:zip\" \"linux/**\" because")
        .endsWith("(app.plimsoll:1)");
  }

  @Test
  void failsTheDayAfterAWaiverEnds() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2")
                .rule("deny not-analysed")
                .waiver("allow dispatch unknown", "org.x:zip", "linux/**", "2026-11-21"),
            object("zip.jar!/linux/a.so", "x86_64").artifact("org.x:zip").uses("bmi2", 7));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.FAIL);
    assertThat(verdict.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.EXPIRED_WAIVER, FindingCode.DISPATCH);
    assertThat(verdict.findings().get(0).path()).isEqualTo("app.plimsoll:2:1");
    assertThat(verdict.findings().get(0).message())
        .isEqualTo(
            "The waiver for `org.x:zip` `linux/**` of storage-team ended on 2026-11-21; today is"
                + " 2026-11-22.");
  }

  @Test
  void warnsOfAWaiverThatDecidesNothing() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2")
                .waiver("allow dispatch unknown", "org.x:zap", "**", "2027-01-01"),
            object("zip.jar!/linux/a.so", "x86_64").artifact("org.x:zip"));

    assertThat(verdict.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.UNUSED_WAIVER);
    assertThat(verdict.findings().get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.status()).isEqualTo(VerdictStatus.PASS);
  }

  @Test
  void sortsBySeverityThenPlace() {
    Verdict verdict =
        check(
            Policies.of("x86_64 x86-64-v2").rule("warn hint"),
            object("b.so", "x86_64").uses("avx2", 1),
            object("a.so", "x86_64").hint("ibt", 1).uses("bmi2", 1).uses("avx", 1));

    assertThat(verdict.findings())
        .extracting(f -> f.severity() + " " + f.path() + " " + f.feature().orElseThrow())
        .containsExactly(
            "ERROR a.so avx", "ERROR a.so bmi2", "ERROR b.so avx2", "WARNING a.so ibt");
  }

  @Test
  void tellsTheTruthThoughNobodyIsToActOnIt() {
    ScanReport scan = scan(object("x.so", "x86_64").uses("avx2", 1));

    Verdict verdict = check(scan, Policies.of("x86_64 x86-64-v2").build(), FailOn.NEVER);

    assertThat(verdict.status()).isEqualTo(VerdictStatus.FAIL);
    assertThat(verdict.breaksBuild()).isFalse();
  }

  private static Verdict check(Policies policies, Objects... objects) {
    return check(scan(objects), policies.build(), FailOn.ERROR);
  }

  private static Verdict check(ScanReport scan, Policy policy, FailOn failOn) {
    return BuildCheck.check(
        scan, policy, policy.baseline("line").orElseThrow(), new VerdictOptions(TODAY, failOn));
  }
}
