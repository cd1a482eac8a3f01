package dev.plimsoll.compiler.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.seal.PolicyDifference.Item;
import dev.plimsoll.compiler.seal.PolicyDifference.Kind;
import dev.plimsoll.compiler.seal.PolicyDifference.OfPart;
import dev.plimsoll.compiler.seal.SetsDifference.Change;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDifferenceTest {
  private static final String POLICY =
      """
      policy a.B;
      fleet f {
          node old { arch x86_64; cpu haswell; }
          node new { arch x86_64; cpu znver4; kernel "6.8"; }
      }
      baseline b { x86_64: x86-64-v2; }
      hold b { knobs glibc, jvm; words auto; }
      rules b { deny hint { bti, pauth }; warn dispatch; }
      test "t" { expect b on x86_64 has popcnt; }
      """;

  @Test
  void howSomethingIsWrittenMakesNoDifference() {
    PolicyDifference difference =
        to(
            POLICY
                .replace(
                    "{ deny hint { bti, pauth }; warn dispatch; }",
                    "{ warn dispatch; deny hint pauth; deny hint bti; }")
                .replace("knobs glibc, jvm; words auto;", "knobs jvm, glibc; on-loss kill;")
                .replace("x86-64-v2", "{ } + x86-64-v2")
                .replace("has popcnt", "has   popcnt"));
    assertThat(difference.isEmpty()).as(difference.toString()).isTrue();
  }

  @Test
  void aNodeThatGoesGivesFeaturesBackToTheFleet() {
    PolicyDifference difference =
        to(
            POLICY
                .replace("    node old { arch x86_64; cpu haswell; }\n", "")
                .replace("6.8", "6.9"));
    OfPart fleet = only(difference, Kind.FLEET);
    assertThat(fleet.name()).isEqualTo("f");
    assertThat(item(fleet, "node old").change()).isEqualTo(Change.REMOVED);
    assertThat(item(fleet, "node old").removed()).containsExactly("arch x86_64");
    assertThat(item(fleet, "node new"))
        .isEqualTo(
            new Item("node new", Change.CHANGED, List.of("kernel 6.9"), List.of("kernel 6.8")));
    assertThat(item(fleet, "common on x86_64").added()).contains("avx512f");
    assertThat(item(fleet, "common on x86_64").removed()).isEmpty();
  }

  @Test
  void holdIsComparedWithItsDefaults() {
    OfPart hold = only(to(POLICY.replace("knobs glibc, jvm;", "residual deny;")), Kind.HOLD);
    assertThat(hold.items())
        .containsExactly(
            new Item("knobs", Change.CHANGED, List.of(), List.of("glibc", "jvm")),
            new Item("residual", Change.CHANGED, List.of("deny"), List.of("warn")));
  }

  @Test
  void rulesAreComparedMemberByMember() {
    OfPart rules = only(to(POLICY.replace("{ bti, pauth }", "bti because \"x\"")), Kind.RULES);
    assertThat(rules.items())
        .containsExactly(
            new Item(
                "",
                Change.CHANGED,
                List.of("deny hint bti because x"),
                List.of("deny hint bti", "deny hint pauth")));
  }

  @Test
  void testsAreComparedByTitle() {
    assertThat(only(to(POLICY.replace("has popcnt", "lacks avx")), Kind.TEST).items())
        .containsExactly(
            new Item(
                "",
                Change.CHANGED,
                List.of("expect b on x86_64 lacks avx;"),
                List.of("expect b on x86_64 has popcnt;")));
    assertThat(to(POLICY.replace("\"t\"", "\"u\"")).parts().get(Kind.TEST))
        .extracting(OfPart::change)
        .containsExactly(Change.REMOVED, Change.ADDED);
  }

  private static OfPart only(PolicyDifference difference, Kind kind) {
    assertThat(difference.baselines()).isEmpty();
    for (Kind other : Kind.values()) {
      assertThat(difference.parts().get(other)).hasSize(other == kind ? 1 : 0);
    }
    return difference.parts().get(kind).get(0);
  }

  private static Item item(OfPart part, String subject) {
    return part.items().stream().filter(i -> i.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static PolicyDifference to(String changed) {
    return PolicyDifference.between(policy(POLICY), policy(changed));
  }

  private static Policy policy(String text) {
    return PolicyCompiler.compile(new SourceFile("x.plimsoll", text)).policy().orElseThrow();
  }
}
