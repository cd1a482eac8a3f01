package dev.plimsoll.verifier.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.source.SourceFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyQuestionsTest {
  private static final Policy POLICY =
      PolicyCompiler.compile(
              new SourceFile(
                  "line.plimsoll",
                  """
                  policy com.acme.Line;
                  baseline line { x86_64: x86-64-v3; aarch64: armv8.2-a - { atomics }; }
                  rules line {
                      deny dispatch;
                      warn dispatch unknown;
                      on aarch64 { deny hint pauth because "a signature"; allow dispatch; }
                      allow dispatch cpuid via OPENSSL_ia32cap;
                      allow dispatch unknown in "org.x:*" "**/*.so"
                          because "measured" owner "team" until 2027-06-30;
                  }
                  """))
          .policy()
          .orElseThrow();

  @Test
  void namesTheRuleThatDecidesAndWhyOthersDoNot() {
    assertThat(ask("dispatch unknown on x86_64"))
        .isEqualTo(
            """
            dispatch unknown on x86_64, baseline line: warn
              decided by line.plimsoll:5:5: warn dispatch unknown;
              and not by
                line.plimsoll:8:5: allow dispatch unknown in "org.x:*" "**/*.so" because "measured" \
            owner "team" until 2027-06-30;: it speaks of one place only; ask with `in ARTIFACT PATH`
                line.plimsoll:6:57: allow dispatch;: it speaks of aarch64 only
                line.plimsoll:7:5: allow dispatch cpuid via OPENSSL_ia32cap;: it speaks of cpuid only
                line.plimsoll:4:5: deny dispatch;: the rule that decides names a member rather than \
            the family
                the default: deny dispatch: it holds only where no rule speaks
            """);
  }

  @Test
  void anArchitectureIsStrongerThanAMember() {
    assertThat(ask("dispatch unknown on arm64"))
        .startsWith("dispatch unknown on aarch64, baseline line: allow\n")
        .contains("decided by line.plimsoll:6:57", "decides stands in an `on` block");
  }

  @Test
  void aPlaceIsStrongerThanBothUntilItsLastDay() {
    String question = "dispatch unknown on aarch64 in org.x:zip linux/a.so";
    assertThat(ask(question)).contains(": allow", "decided by line.plimsoll:8:5", "has `in`");
    assertThat(ask("dispatch unknown on x86_64 in org.y:zip linux/a.so"))
        .contains(": warn", "its patterns do not match that place");
    assertThat(reply(LocalDate.parse("2027-07-01"), "dispatch unknown on x86_64 in org.x:zip a.so"))
        .contains(": warn", "it ended on 2027-06-30; today is 2027-07-01");
  }

  @Test
  void whereNoRuleSpeaksTheDefaultIsNamed() {
    assertThat(ask("missing-architecture"))
        .isEqualTo(
            """
            missing-architecture on aarch64, baseline line: warn
              decided by the default: warn missing-architecture
            missing-architecture on x86_64, baseline line: warn
              decided by the default: warn missing-architecture
            """);
    assertThat(ask("hint pauth on aarch64")).contains(": deny", "6:18", "because a signature");
    assertThat(ask("hint bti on aarch64")).contains(": allow", "it speaks of pauth only");
  }

  @Test
  void aFeatureIsFollowedToItsLine() {
    assertThat(ask("has lse on arm64"))
        .isEqualTo(
            """
            Baseline `line` on aarch64 lacks `atomics`.
              line.plimsoll:2:57: taken away here
                  baseline line { x86_64: x86-64-v3; aarch64: armv8.2-a - { atomics }; }
            """);
  }

  @Test
  void whatIsNoQuestionIsAnsweredWithOne() {
    for (String question :
        List.of(
            "",
            "has",
            "has axv2 on x86_64",
            "dispatch unknwon",
            "what",
            "dispatch unknown; deny hint",
            "dispatch unknown; } rules q {",
            "dispatch in",
            "has avx2 } on x86_64")) {
      PolicyQuestions.Reply reply = questions(LocalDate.EPOCH).ask(List.of(question));
      assertThat(reply.understood()).as(question).isFalse();
      assertThat(reply.text()).endsWith("\n").doesNotContain("Exception");
    }
    assertThat(questions(LocalDate.EPOCH).ask(List.of("has", "axv2", "on", "x86_64")).text())
        .contains("Did you mean `avx2`?");
  }

  private static String ask(String question) {
    return reply(LocalDate.parse("2026-11-22"), question);
  }

  private static String reply(LocalDate today, String question) {
    PolicyQuestions.Reply reply = questions(today).ask(List.of(question));
    assertThat(reply.understood()).as(reply.text()).isTrue();
    return reply.text();
  }

  private static PolicyQuestions questions(LocalDate today) {
    return new PolicyQuestions(POLICY, POLICY.baselines(), today);
  }
}
