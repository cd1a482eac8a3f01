package dev.plimsoll.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalNamesTest {
  private static final NameMapping NAMES =
      new NameMapping() {
        private final Map<String, String> features =
            Map.of(
                "arm64 lse",
                "atomics",
                "arm64 aes",
                "aes",
                "amd64 lzcnt",
                "abm",
                "arm64 imported",
                "aes");

        @Override
        public Optional<String> architecture(String name) {
          return Optional.ofNullable(Map.of("arm64", "aarch64", "amd64", "x86_64").get(name));
        }

        @Override
        public Optional<String> member(String architecture, String name) {
          return Optional.ofNullable(features.get(architecture + " " + name));
        }

        @Override
        public Optional<String> feature(String name) {
          return member("amd64", name);
        }

        @Override
        public boolean isImported(String name) {
          return name.equals("imported");
        }
      };

  @Test
  void rewritesNamesWhereverTheyReferToTheCatalogue() {
    assertThat(
            canonical(
                """
                policy a.B;
                fleet lse { node lzcnt { arch arm64; cpu aes + { lse, lzcnt, lse* } - (lse & aes); } }
                baseline b { arm64: common(lse) + lse; amd64: lse + lzcnt; }
                hold b { accept losing lzcnt, lse because "lzcnt"; }
                rules b { on amd64 { allow hint lzcnt; } }
                test "lse" { expect b on arm64 has lse, other; expect words of b on arm64 lack lse; }
                """))
        .isEqualTo(
            """
            policy a.B;

            fleet lse {
                node lzcnt { arch aarch64; cpu aes + { atomics, lzcnt, lse* } - (atomics & aes); }
            }

            baseline b {
                aarch64: common(lse) + atomics;
                x86_64:  lse + abm;
            }

            hold b {
                accept losing abm, lse because "lzcnt";
            }

            rules b {
                on x86_64 { allow hint lzcnt; }
            }

            test "lse" {
                expect b on aarch64 has atomics, other;
                expect words of b on aarch64 lack lse;
            }
            """);
  }

  @Test
  void leavesAloneWhatABaselineHides() {
    String policy =
        """
        policy a.B;

        baseline lse {
            aarch64: aes;
        }

        baseline abm {
            aarch64: lse;
            x86_64:  lzcnt;
        }
        """;
    assertThat(canonical(policy.replace("aarch64", "arm64").replace("x86_64: ", "amd64: ")))
        .isEqualTo(policy);
  }

  @Test
  void leavesAloneWhatAnImportMayHide() {
    String policy =
        """
        policy a.B;

        import "b.plimsoll";

        baseline b {
            aarch64: imported + atomics;
        }
        """;
    String written = policy.replace("aarch64", "arm64").replace("atomics", "lse");
    assertThat(canonical(written)).isEqualTo(policy);
  }

  @Test
  void formatsAliasesAsWritten() {
    String policy = "policy a.B;\n\nbaseline b {\n    arm64: lse;\n}\n";
    assertThat(Formatted.checked("aliases", policy)).isEqualTo(policy);
  }

  private static String canonical(String text) {
    return PolicyFormatter.formatCanonical(new SourceFile("x.plimsoll", text), NAMES)
        .text()
        .orElseThrow();
  }
}
