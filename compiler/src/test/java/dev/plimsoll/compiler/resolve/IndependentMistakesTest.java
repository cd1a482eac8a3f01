package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mistake of a set that do not touch each other is reported once, and nothing else is. */
class IndependentMistakesTest {
  private static final long SEED = 20261122;

  private static final String GOOD =
      """
      policy com.acme.Good;
      fleet production {
          node m7i { arch x86_64; cpu sapphirerapids - { pku }; }
          node m7a { arch x86_64; cpu znver4; kernel "6.8"; }
          node c7g { arch aarch64; cpu neoverse-v1; vector-length sve 256; }
      }
      fleet lab {
          node old { arch x86_64; cpu znver2; }
      }
      baseline portable {
          x86_64: x86-64-v3 + { aes };
          aarch64: armv8.2-a + { aes, sha2 };
      }
      baseline migratable {
          x86_64: common(production) & portable;
          aarch64: common(production) - { sve };
      }
      baseline small {
          x86_64: any(lab) - avx2;
      }
      hold migratable {
          words auto;
          knobs glibc, openssl;
          limit vector-length sve 128;
          accept losing bmi2 because "no knob";
          residual deny;
      }
      rules migratable {
          deny unconditional;
          deny dispatch cpuid;
          warn dispatch unknown;
          on aarch64 {
              deny hint pauth;
          }
          on x86_64 {
              deny xsave-area > 2696 bytes;
          }
          allow dispatch cpuid in "a:b" "c" because "x" owner "y" until 2027-06-30;
      }
      """;

  private record Mistake(String good, String bad, String code) {}

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake("policy com.acme.Good;", "policy com.acme.Good", "PLM-102"),
          new Mistake("cpu znver4;", "cpu znver4", "PLM-102"),
          new Mistake("sapphirerapids", "saphirerapids", "PLM-201"),
          new Mistake("kernel \"6.8\"", "kernel \"six\"", "PLM-222"),
          new Mistake("kernel \"6.8\"", "kernel \"6.8", "PLM-106"),
          new Mistake("sve 256", "sve 200", "PLM-220"),
          new Mistake("vector-length sve 256", "vektor-length sve 256", "PLM-103"),
          new Mistake("node old {", "nod old {", "PLM-103"),
          new Mistake("node old { arch x86_64;", "node old { arch x86;", "PLM-203"),
          new Mistake("cpu znver2; }\n}", "cpu znver2; }\n", "PLM-104"),
          new Mistake("cpu znver2;", "cpu neoverse-n1;", "PLM-202"),
          new Mistake("cpu znver2;", "cpu ;", "PLM-101"),
          new Mistake("cpu znver2;", "", "PLM-212"),
          new Mistake("x86-64-v3 + { aes }", "x86-64-v3 + { aes", "PLM-102"),
          new Mistake("{ aes, sha2 }", "{ aes; sha2 }", "PLM-101"),
          new Mistake("x86-64-v3 +", "x86-64-v3 | +", "PLM-107"),
          new Mistake("armv8.2-a +", "armv8.2--a +", "PLM-108"),
          new Mistake("{ aes, sha2 }", "{ aes, sha22 }", "PLM-201"),
          new Mistake("{ aes, sha2 }", "{ aes, avx }", "PLM-202"),
          new Mistake("{ aes, sha2 }", "{ aes sha2 }", "PLM-101"),
          new Mistake("common(production) & portable", "common(prodution) & portable", "PLM-204"),
          new Mistake("common(production) & portable", "common(production & portable", "PLM-102"),
          new Mistake("common(production) & portable", "migratable & portable", "PLM-210"),
          new Mistake("- { sve }", "-{ sve }", "PLM-109"),
          new Mistake("- { sve }", "- { fp }", "PLM-213"),
          new Mistake("any(lab) - avx2", "any(lab) - avx2*x", "PLM-101"),
          new Mistake("any(lab) - avx2", "any(lab) - avx9*", "PLM-207"),
          new Mistake("aarch64: common(production) -", "aarch64: common(lab) + sve -", "PLM-209"),
          new Mistake("baseline small", "baseline portable", "PLM-211"),
          new Mistake("words auto;", "words auto auto;", "PLM-101"),
          new Mistake("words auto;", "words otto;", "PLM-214"),
          new Mistake("glibc, openssl", "glibc, opensl", "PLM-214"),
          new Mistake("limit vector-length sve 128", "limit sve 128", "PLM-101"),
          new Mistake("bmi2 because \"no knob\"", "bmi2", "PLM-215"),
          new Mistake("hold migratable", "hold migrateable", "PLM-205"),
          new Mistake("residual deny;\n}", "residual deny;\n}}", "PLM-105"),
          new Mistake("rules migratable {", "rules migratable x {", "PLM-101"),
          new Mistake("deny unconditional", "deny uncoditional", "PLM-101"),
          new Mistake("deny dispatch cpuid;", "deny dispatch cpui;", "PLM-214"),
          new Mistake("warn dispatch unknown;", "warn dispatch cpuid;", "PLM-217"),
          new Mistake("warn dispatch unknown;", "warm dispatch unknown;", "PLM-103"),
          new Mistake("deny hint pauth;", "deny hint pauthx;", "PLM-214"),
          new Mistake("on aarch64 {", "on aarch46 {", "PLM-203"),
          new Mistake("2696 bytes", "2696", "PLM-101"),
          new Mistake("2696 bytes", "99999999999 bytes", "PLM-111"),
          new Mistake("until 2027-06-30", "until 2027-06-31", "PLM-216"),
          new Mistake("owner \"y\" until 2027-06-30", "", "PLM-215"),
          new Mistake("because \"x\"", "because \"x\" because \"z\"", "PLM-117"),
          new Mistake("in \"a:b\" \"c\" ", "", "PLM-221"));

  @Test
  void theGoodPolicyIsGood() {
    assertThat(analyze(GOOD)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> eachMistakeAloneIsReportedAlone() {
    return MISTAKES.stream()
        .map(m -> DynamicTest.dynamicTest(m.good() + " → " + m.bad(), () -> check(List.of(m))));
  }

  @Test
  void everyPairOfMistakesOnDifferentLinesIsTwoDiagnostics() {
    for (Mistake one : MISTAKES) {
      for (Mistake other : MISTAKES) {
        if (line(one) < line(other) && !meet(one, other)) {
          check(List.of(one, other));
        }
      }
    }
  }

  @Test
  void fiveRandomMistakesAreFiveDiagnostics() {
    Random random = new Random(SEED);
    for (int round = 0; round < 400; round++) {
      List<Mistake> shuffled = new ArrayList<>(MISTAKES);
      Collections.shuffle(shuffled, random);
      List<Mistake> chosen = new ArrayList<>();
      for (Mistake mistake : shuffled) {
        boolean free = chosen.stream().noneMatch(c -> line(c) == line(mistake) || meet(c, mistake));
        if (free && chosen.size() < 5) {
          chosen.add(mistake);
        }
      }
      check(chosen);
    }
  }

  @Test
  void aWordTooManyOrTooFewIsAtMostTwoDiagnostics() {
    Matcher words = Pattern.compile("\"[^\"]*\"|[\\w.][\\w.-]*|[^\\s\\w]").matcher(GOOD);
    while (words.find()) {
      String before = GOOD.substring(0, words.start());
      String after = GOOD.substring(words.end());
      for (String word : List.of("", words.group() + " " + words.group())) {
        List<Diagnostic> found = analyze(before + word + after);
        assertThat(found)
            .as(() -> DiagnosticPrinter.plain().print(found))
            .hasSizeLessThanOrEqualTo(2);
      }
    }
  }

  /** Some mistakes hide or excuse what the other one would have been found with. */
  private static boolean meet(Mistake one, Mistake other) {
    return (one.bad().contains("cpui;") && other.code().equals("PLM-217"))
        || (other.bad().contains("cpui;") && one.code().equals("PLM-217"))
        || (one.code().equals("PLM-209") && other.good().matches("(?s).*(old|znver2).*"))
        || (other.code().equals("PLM-209") && one.good().matches("(?s).*(old|znver2).*"));
  }

  private static void check(List<Mistake> mistakes) {
    String text = GOOD;
    for (Mistake mistake : mistakes) {
      assertThat(text).contains(mistake.good());
      text = text.replace(mistake.good(), mistake.bad());
    }
    List<Diagnostic> found = analyze(text);
    assertThat(found)
        .as("seed %d, %s%n%s%n%s", SEED, mistakes, text, DiagnosticPrinter.plain().print(found))
        .extracting(d -> d.code().id())
        .containsExactlyInAnyOrderElementsOf(mistakes.stream().map(Mistake::code).toList());
  }

  private static long line(Mistake mistake) {
    return GOOD.substring(0, GOOD.indexOf(mistake.good())).lines().count();
  }

  private static List<Diagnostic> analyze(String text) {
    return PolicyAnalyzer.analyze(new SourceFile("mistakes.plimsoll", text)).diagnostics();
  }
}
