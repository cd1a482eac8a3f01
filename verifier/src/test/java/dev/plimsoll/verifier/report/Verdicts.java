package dev.plimsoll.verifier.report;

import static dev.plimsoll.verifier.verdict.Objects.object;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.SkippedObject;
import dev.plimsoll.verifier.verdict.BuildCheck;
import dev.plimsoll.verifier.verdict.FailOn;
import dev.plimsoll.verifier.verdict.Objects;
import dev.plimsoll.verifier.verdict.Policies;
import dev.plimsoll.verifier.verdict.Verdict;
import dev.plimsoll.verifier.verdict.VerdictOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Verdicts for tests of reports. */
final class Verdicts {
  private Verdicts() {}

  /** Errors, warnings, an exemption, skipped and unreadable files. */
  static Verdict mixed() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2", "aarch64 armv8.2-a")
            .rule("deny dispatch unknown")
            .rule("on aarch64 warn hint pauth")
            .waiver("allow dispatch unknown", "org.x:zip", "linux/**", "2027-06-30");
    ScanReport scan =
        new ScanReport(
            List.of(
                object("crypto.jar!/linux/x86_64.so", "x86_64")
                    .artifact("org.x:crypto")
                    .uses("avx2", 1204)
                    .uses("adx", 30)
                    .function("rsaz_1024_mul_avx2", 0x100, "avx2")
                    .function("poly1305_avx2", 0x900, "adx", "avx2")
                    .build(),
                object("crypto.jar!/linux/aarch64.so", "aarch64")
                    .artifact("org.x:crypto")
                    .hint("pauth", 2)
                    .build(),
                object("zip.jar!/linux/x86_64.so", "x86_64")
                    .artifact("org.x:zip")
                    .uses("bmi2", 7)
                    .build(),
                object("zip.jar!/linux/s390x.so", "s390x")
                    .artifact("org.x:zip")
                    .notAnalysed("there is no decoder for s390x")
                    .build()),
            List.of(
                new SkippedObject("zip.jar!/win/zip.dll", "PE"),
                new SkippedObject("zip.jar!/mac/a.dylib", "Mach-O"),
                new SkippedObject("zip.jar!/mac/b.dylib", "Mach-O")),
            List.of(new ScanError("odd.jar", "the archive is damaged")));
    return check(policies.build(), scan);
  }

  /** What {@link #mixed} looks like. */
  static String expected(String resource) throws IOException {
    try (InputStream stream = Verdicts.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Verdict of(Policies policies, Objects... objects) {
    List<Objects> all = Arrays.asList(objects);
    return check(
        policies.build(),
        new ScanReport(all.stream().map(Objects::build).toList(), List.of(), List.of()));
  }

  private static Verdict check(Policy policy, ScanReport scan) {
    return BuildCheck.check(
        scan,
        policy,
        policy.baseline("line").orElseThrow(),
        new VerdictOptions(LocalDate.of(2026, 11, 22), FailOn.ERROR));
  }
}
