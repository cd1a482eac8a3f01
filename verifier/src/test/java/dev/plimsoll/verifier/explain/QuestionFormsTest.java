package dev.plimsoll.verifier.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.seal.ResolvedSets;
import dev.plimsoll.dsl.source.SourceFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be asked besides features of baselines and rules. */
class QuestionFormsTest {
  private static final Policy POLICY =
      policy(
          """
          policy com.acme.Line;
          fleet production {
              node old { arch x86_64; cpu haswell; }
              node new { arch x86_64; cpu znver4; }
              node arm { arch aarch64; cpu neoverse-v1; }
          }
          baseline line { x86_64: common(production); aarch64: common(production); }
          baseline wide { x86_64: x86-64-v4; }
          hold line {
              knobs glibc, jvm;
              limit vector-length sve 128;
              accept losing bmi2 because "no knob";
              exec-32bit deny;
          }
          rules line {
              allow dispatch unknown in "org.x:*" because "measured" owner "team" until 2027-06-30;
          }
          """);

  @Test
  void theNodeThatCostsAFeatureIsNamed() {
    String answer =
        """
        common(production) on x86_64 lacks `avx512f`.
          line.plimsoll:2:1: 1 of 2 x86_64 nodes of fleet `production` lack it
              fleet production {
          line.plimsoll:3:5: node `old` lacks it
              node old { arch x86_64; cpu haswell; }
        """;
    assertThat(ask("why does common(production) lack avx512f?")).isEqualTo(answer);
    assertThat(ask("common( production ) has avx512f on amd64")).isEqualTo(answer);
    assertThat(ask("any(production) has avx512f")).contains("has `avx512f`", "node `new` has it");
    assertThat(ask("common(production) has avx2")).contains("all 2 x86_64 nodes");
    assertThat(ask("common(production) has aes"))
        .contains("on aarch64 has", "on x86_64 lacks", "may have it");
    assertThat(problem("common(production) lacks axv2")).contains("Did you mean `avx2`?");
    assertThat(problem("common(prod) lacks avx2")).contains("no fleet `prod`");
    assertThat(problem("common(production) lacks avx2 on riscv64")).contains("no node of riscv64");
  }

  @Test
  void aBaselineMayBeNamedAsInTests() {
    String answer = ask("wide lacks avx512f on x86_64");
    assertThat(answer).startsWith("Baseline `wide` on x86_64 has `avx512f`.\n");
    assertThat(ask("wide on x86_64 has avx512f")).isEqualTo(answer);
    assertThat(problem("wise on x86_64 has avx512f")).contains("no baseline `wise`");
  }

  @Test
  void whetherAFleetCarriesABaselineIsAnswered() {
    assertThat(ask("production carries line")).isEqualTo("Fleet `production` carries `line`.\n");
    assertThat(ask("production carries wide"))
        .startsWith("Not so that fleet `production` carries `wide`: ")
        .contains("line.plimsoll:3:5: node `old`");
    assertThat(problem("production carries nothing")).contains("no baseline `nothing`");
  }

  @Test
  void eachLineOfHoldOrItsDefaultIsNamed() {
    assertThat(ask("knobs"))
        .isEqualTo(
            """
            knobs, baseline line: glibc, jvm
              decided by line.plimsoll:10:5: knobs glibc, jvm;
            knobs, baseline wide: none
              decided by the default: knobs none
            """);
    assertThat(ask("limit vector-length sve"))
        .contains(
            "limit sve, baseline line: 128 bits\n",
            "line.plimsoll:11:5:",
            "default: limit sve none");
    assertThat(ask("accept losing bmi2"))
        .contains("line: accepted\n", "line.plimsoll:12:5:", "    because no knob\n");
    assertThat(ask("exec-32bit")).contains("line: deny\n", "13:5", "wide: allow\n");
    assertThat(ask("words")).contains("line: auto\n  decided by the default: words auto\n");
    assertThat(ask("residual")).contains("the default: residual warn");
    assertThat(ask("on-loss")).contains("the default: on-loss kill");
    assertThat(ask("hold").lines().filter(l -> l.startsWith("  decided by"))).hasSize(14);
  }

  @Test
  void exceptionsAndTheirLastDayAreListed() {
    assertThat(ask("waivers"))
        .contains("exception in org.x:* **, owner team, baseline line: holds until 2027-06-30, 220")
        .contains("line.plimsoll:16:5:", "because measured")
        .contains("Baseline `wide` has no exceptions.");
    assertThat(reply(LocalDate.parse("2027-06-30"), "waivers").text()).contains("which is today");
    assertThat(reply(LocalDate.parse("2027-07-01"), "waivers").text())
        .contains("ended on 2027-06-30; today is 2027-07-01");
  }

  @Test
  void aSealThatHoldsIsShown() {
    String open = "policy a.B;\nbaseline b { x86_64: x86-64-v3; }\n";
    Policy policy = policy(open);
    String digest = ResolvedSets.of(policy.baselines().get(0)).digest();
    Policy sealed = policy(open.replace("b {", "b sealed \"" + digest + "\" {"));
    String answer =
        new PolicyQuestions(sealed, sealed.baselines(), LocalDate.EPOCH)
            .ask(List.of("seals"))
            .text();
    assertThat(answer)
        .startsWith("Baseline `b` is sealed, and resolves to what was sealed.\n")
        .contains("line.plimsoll:2:19: the seal\n", digest);
  }

  @Test
  void sealsAreListed() {
    assertThat(ask("seals"))
        .containsPattern("Baseline `line` is not sealed; its seal would be [0-9a-f]{32}\\.");
  }

  @Test
  void anUnknownQuestionListsTheForms() {
    for (String question : List.of("what", "words of line", "limit a b c", "common(production)")) {
      assertThat(problem(question))
          .contains("Questions are:", "has FEATURE on ARCH", "waivers, seals", "common(FLEET)");
    }
  }

  private static Policy policy(String text) {
    return PolicyCompiler.compile(new SourceFile("line.plimsoll", text)).policy().orElseThrow();
  }

  private static String ask(String question) {
    PolicyQuestions.Reply reply = reply(LocalDate.parse("2026-11-22"), question);
    assertThat(reply.understood()).as(reply.text()).isTrue();
    return reply.text();
  }

  private static String problem(String question) {
    PolicyQuestions.Reply reply = reply(LocalDate.EPOCH, question);
    assertThat(reply.understood()).as(reply.text()).isFalse();
    return reply.text();
  }

  private static PolicyQuestions.Reply reply(LocalDate today, String question) {
    return new PolicyQuestions(POLICY, POLICY.baselines(), today).ask(List.of(question));
  }
}
