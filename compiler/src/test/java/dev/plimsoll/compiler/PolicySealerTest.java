package dev.plimsoll.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicySealer.Sealing;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.compiler.sources.ProbeLookup;
import dev.plimsoll.compiler.sources.Surroundings;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySealerTest {
  private static final String TWO =
      """
      policy a.B;   // kept as it is
      baseline one {x86_64:x86-64-v3;}
      \t/// about two
      baseline two // why
      { x86_64: one + aes; }
      """;

  @Test
  void sealsAllWhereNoneIsSealedAndChangesNothingElse() throws IOException {
    Sealing sealing = seal(TWO, Optional.empty());
    assertThat(sealing.sealed()).containsExactly("one", "two");
    String text = sealing.text().orElseThrow();
    assertThat(text).containsPattern("baseline one sealed \"[0-9a-f]{32}\" \\{x86");
    assertThat(text).containsPattern("baseline two sealed \"[0-9a-f]{32}\" // why\n");
    assertThat(text.replaceAll(" sealed \"[0-9a-f]{32}\"", "")).isEqualTo(TWO);
    assertThat(compile(text, sealing.record()).diagnostics()).isEmpty();
  }

  @Test
  void keepsByteOrderMarkLineEndsAndComments() throws IOException {
    String text = "\ufeffpolicy a.B;\t// é\r\nbaseline one // 1\r\n{ x86_64:avx; }\r\n";
    String sealed = seal(text, Optional.empty()).text().orElseThrow();
    assertThat(sealed).contains("baseline one sealed \"");
    assertThat(sealed.replaceAll(" sealed \"[0-9a-f]{32}\"", "")).isEqualTo(text);
  }

  @Test
  void isIdempotent() throws IOException {
    Sealing once = seal(TWO, Optional.empty());
    Sealing twice = seal(once.text().orElseThrow(), once.record());
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void aChangeBreaksTheSealOfEveryBaselineItReaches() throws IOException {
    Sealing sealing = seal(TWO, Optional.empty());
    String edited = sealing.text().orElseThrow().replace("x86-64-v3", "x86-64-v3 - { bmi2 }");
    Compilation broken = compile(edited, sealing.record());
    assertThat(broken.policy()).isEmpty();
    assertThat(broken.diagnostics())
        .extracting(d -> d.code().id())
        .containsExactly("PLM-236", "PLM-236");
    assertThat(broken.diagnostics().get(0).message()).contains("x86_64 loses bmi2");
    Sealing again = seal(edited, sealing.record());
    assertThat(compile(again.text().orElseThrow(), again.record()).diagnostics()).isEmpty();
  }

  @Test
  void anotherWayToWriteTheSameSetKeepsTheSeal() throws IOException {
    Sealing sealing = seal(TWO, Optional.empty());
    String rewritten = sealing.text().orElseThrow().replace("one + aes", "{ aes } + x86-64-v3");
    assertThat(compile(rewritten, sealing.record()).diagnostics()).isEmpty();
  }

  @Test
  void sealsAgainOnlyWhatIsSealedOrNamed() throws IOException {
    String one = TWO.replace("baseline one", "baseline one sealed \"\"");
    Sealing sealing = seal(one, Optional.empty());
    assertThat(sealing.sealed()).containsExactly("one");
    assertThat(sealing.text().orElseThrow()).contains("baseline two // why");
    Sealing named =
        PolicySealer.seal(
            source(sealing.text().orElseThrow(), sealing.record()),
            PolicySources.NONE,
            Set.of("two"));
    assertThat(named.sealed()).containsExactly("two");
    assertThat(named.record().orElseThrow())
        .startsWith(sealing.record().orElseThrow().substring(0, 20));
    assertThat(named.record().orElseThrow().lines().filter(l -> l.startsWith("seal "))).hasSize(2);
  }

  @Test
  void aPolicyWithAMistakeIsNotSealed() throws IOException {
    Sealing sealing = seal(TWO.replace("aes", "eas"), Optional.empty());
    assertThat(sealing.text()).isEmpty();
    assertThat(sealing.diagnostics()).hasSize(1);
  }

  private static Sealing seal(String text, Optional<String> record) throws IOException {
    return PolicySealer.seal(source(text, record), PolicySources.NONE, Set.of());
  }

  private static Compilation compile(String text, Optional<String> record) {
    return PolicyCompiler.compile(source(text, record), PolicySources.NONE);
  }

  private static PolicySource source(String text, Optional<String> record) {
    Surroundings around =
        new Surroundings() {
          @Override
          public ProbeLookup probes(String pattern) {
            return new ProbeLookup.Found("", List.of());
          }

          @Override
          public Optional<String> sealRecord() {
            return record;
          }
        };
    return new PolicySource(new SourceFile("x.plimsoll", text), around);
  }
}
