package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.verifier.scan.ScanInput;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanProgress;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Judges the natives of zstd-jni, which choose BMI2 code at run time. */
class RealArtifactTest {
  private static ScanReport scan = new ScanReport(List.of(), List.of(), List.of());

  @BeforeAll
  static void scanOnce() throws Exception {
    Path jar = Path.of(Zstd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    scan =
        Scanner.scan(
            List.of(new ScanInput(jar, "zstd-jni.jar", Optional.of("com.github.luben:zstd-jni"))),
            ScanOptions.defaults().withFunctions(true),
            ScanProgress.NONE);
  }

  @Test
  void failsAgainstAnOldBaseline() {
    Verdict verdict = check(Policies.of("x86_64 x86-64-v2", "aarch64 armv8.0-a"));

    assertThat(verdict.status()).isEqualTo(VerdictStatus.FAIL);
    assertThat(verdict.objects().analysed()).isGreaterThanOrEqualTo(2);
    Finding bmi2 =
        verdict.findings().stream()
            .filter(f -> f.feature().filter("bmi2"::equals).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(bmi2.severity()).isEqualTo(Severity.ERROR);
    assertThat(bmi2.path()).matches("zstd-jni.jar!/.*/amd64/.*so");
    assertThat(bmi2.evidence().places()).hasSize(3);
    assertThat(verdict.findings()).noneMatch(f -> f.code() == FindingCode.MISSING_ARCHITECTURE);
  }

  @Test
  void passesAgainstANewOneAndByAWaiver() {
    assertThat(check(Policies.of("x86_64 x86-64-v3", "aarch64 armv8.0-a")).errorCount()).isZero();
    assertThat(
            check(
                    Policies.of("x86_64 x86-64-v2")
                        .waiver(
                            "allow dispatch unknown",
                            "com.github.luben:*",
                            "*/amd64/*.so",
                            "2027-01-01"))
                .status())
        .isEqualTo(VerdictStatus.PASS_WITH_EXEMPTIONS);
  }

  private static Verdict check(Policies policies) {
    return BuildCheck.check(
        scan,
        policies.build(),
        policies.build().baseline("line").orElseThrow(),
        new VerdictOptions(LocalDate.of(2026, 11, 22), FailOn.ERROR));
  }
}
