package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Decision;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as more specific: the order of the language's rule 5. */
class RulebookTest {
  private static final Subject UNKNOWN = Subject.of("dispatch", "unknown", "x86_64");
  private static final Place ZIP = new Place(Optional.of("org.x:zip"), "zip.jar!/linux/a.so");

  @Test
  void fallsBackToTheStatedDefaults() {
    Policies none = Policies.of("x86_64 x86-64-v2");

    assertThat(decide(none, UNKNOWN)).isEqualTo(Decision.DENY);
    assertThat(decide(none, Subject.of("unconditional", "x86_64"))).isEqualTo(Decision.DENY);
    assertThat(decide(none, Subject.of("hint", "bti", "aarch64"))).isEqualTo(Decision.ALLOW);
    assertThat(decide(none, Subject.of("not-analysed", "x86_64"))).isEqualTo(Decision.WARN);
    assertThat(decide(none, Subject.of("missing-architecture", "x86_64"))).isEqualTo(Decision.WARN);
  }

  @Test
  void prefersAMemberToItsFamily() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2").rule("warn dispatch unknown").rule("deny dispatch");

    assertThat(decide(policies, UNKNOWN)).isEqualTo(Decision.WARN);
    assertThat(decide(policies, Subject.of("dispatch", "hwcap", "x86_64")))
        .isEqualTo(Decision.DENY);
  }

  @Test
  void prefersAnArchitectureToAMember() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2")
            .rule("on x86_64 allow dispatch")
            .rule("deny dispatch unknown");

    assertThat(decide(policies, UNKNOWN)).isEqualTo(Decision.ALLOW);
    assertThat(decide(policies, Subject.of("dispatch", "unknown", "aarch64")))
        .isEqualTo(Decision.DENY);
  }

  @Test
  void prefersAPlaceToEverything() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2")
            .rule("on x86_64 deny dispatch unknown")
            .waiver("warn dispatch", "org.x:*", "**", "2027-01-01");

    assertThat(decide(policies, UNKNOWN)).isEqualTo(Decision.WARN);
  }

  @Test
  void takesTheStricterOfTwoPlacesThatBothMatch() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2")
            .waiver("deny dispatch unknown", "org.x:zip", "linux/**", "2027-01-01")
            .waiver("allow dispatch unknown", "org.x:*", "**", "2027-01-01");

    assertThat(decide(policies, UNKNOWN)).isEqualTo(Decision.DENY);
  }

  @Test
  void ignoresKnobsThatNobodyHasShownToWork() {
    Policies policies = Policies.of("x86_64 x86-64-v2").rule("allow dispatch unknown via GLIBC");

    assertThat(decide(policies, UNKNOWN)).isEqualTo(Decision.DENY);
  }

  @Test
  void callsNothingAnExemptionThatIsNoMilder() {
    Policies policies =
        Policies.of("x86_64 x86-64-v2")
            .rule("allow dispatch")
            .waiver("allow dispatch unknown", "org.x:zip", "**", "2027-01-01");

    Ruling ruling = rulebook(policies).decide(UNKNOWN, ZIP);

    assertThat(ruling.decision()).isEqualTo(Decision.ALLOW);
    assertThat(ruling.exemption()).isEmpty();
  }

  private static Decision decide(Policies policies, Subject subject) {
    return rulebook(policies).decide(subject, ZIP).decision();
  }

  private static Rulebook rulebook(Policies policies) {
    return new Rulebook(policies.build(), "line", LocalDate.of(2026, 11, 22));
  }
}
