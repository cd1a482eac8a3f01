package dev.plimsoll.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HostCheckTest {
  private static final HeldBaseline BASELINE =
      HeldBaseline.named("service")
          .on(
              "x86_64",
              HwcapWords.of(16, 0x3ffL, 26, 2),
              List.of("sse2", "popcnt", "avx", "osxsave"),
              List.of("avx", "popcnt"),
              List.of("osxsave"))
          .on("aarch64", HwcapWords.of(16, 0x103), List.of("asimd", "atomics"), List.of("atomics"))
          .build();

  private static Host host(String architecture, String... features) {
    return new Host(
        architecture,
        Optional.of(new TreeSet<>(List.of(features))),
        Optional.of(HwcapWords.of(16, 0x1ffL, 26, 2)),
        Optional.empty(),
        Optional.empty(),
        Optional.of("Some CPU"),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  @Test
  void aMachineWithAllFeaturesCarriesTheBaseline() {
    CheckOutcome outcome =
        HostCheck.check(BASELINE, host("x86_64", "sse2", "popcnt", "avx", "avx2"));

    assertThat(outcome).isEqualTo(new Carried("service", "x86_64", List.of("osxsave")));
    assertThat(outcome.ok()).isTrue();
    assertThat(outcome.message())
        .isEqualTo(
            "this x86_64 host carries the baseline service, as far as it tells; it does not show"
                + " osxsave");
  }

  @Test
  void whatIsMissingIsNamedWithTheMachineAndTheMend() {
    CheckOutcome outcome = HostCheck.check(BASELINE, host("x86_64", "sse2"));

    assertThat(outcome)
        .isEqualTo(
            new Lacking(
                "service",
                "Some CPU (x86_64)",
                List.of("avx", "popcnt"),
                HwcapWords.of(16, 0x200),
                List.of("osxsave")));
    assertThat(outcome.ok()).isFalse();
    assertThat(outcome.message())
        .isEqualTo(
            "Some CPU (x86_64) lacks avx, popcnt of the baseline service; run on a node that has"
                + " them or lower the baseline in the policy");
  }

  @Test
  void wordBitsAloneDoNotMakeAMachineLack() {
    assertThat(HostCheck.check(BASELINE, host("aarch64", "asimd", "atomics")).ok()).isTrue();
  }

  @Test
  void anArchitectureThatTheBaselineDoesNotNameIsNotCovered() {
    CheckOutcome outcome = HostCheck.check(BASELINE, host("riscv64", "v"));

    assertThat(outcome.ok()).isFalse();
    assertThat(outcome.message())
        .isEqualTo(
            "the baseline service says nothing about riscv64, only about aarch64, x86_64; add"
                + " \"on riscv64\" to it in the policy or run on another architecture");
  }

  @Test
  void aMachineThatTellsNothingIsUnknownRatherThanLacking() {
    CheckOutcome outcome = HostCheck.check(BASELINE, Host.ofArchitecture("aarch64"));

    assertThat(outcome).isEqualTo(new Carried("service", "aarch64", List.of("asimd", "atomics")));
  }

  @Test
  void aFeatureThatOnlyAWordShowsIsDecidedByTheWord() {
    HeldBaseline baseline =
        HeldBaseline.named("b")
            .on(
                "ppc64le",
                HwcapWords.of(16, 0x83, 26, 0x60),
                List.of("vsx", "listed", "mma", "rop"),
                List.of("mma"),
                List.of("rop"),
                Map.of("vsx", HwcapWords.of(16, 0x80), "mma", HwcapWords.of(26, 0x60)))
            .build();
    Host silent = Host.ofArchitecture("ppc64le");
    Host full = silent.withWords(HwcapWords.of(16, 0x80, 26, 0xff));
    Host half = silent.withWords(HwcapWords.of(16, 0x80, 26, 0x20));
    Host listing = silent.withFeatures(new TreeSet<>(List.of("listed")));

    assertThat(HostCheck.check(baseline, silent))
        .isEqualTo(new Carried("b", "ppc64le", List.of("listed", "mma", "rop", "vsx")));
    assertThat(HostCheck.check(baseline, full))
        .isEqualTo(new Carried("b", "ppc64le", List.of("listed", "rop")));
    assertThat(HostCheck.check(baseline, listing))
        .isEqualTo(new Carried("b", "ppc64le", List.of("mma", "rop", "vsx")));
    assertThat(HostCheck.check(baseline, half))
        .isEqualTo(
            new Lacking(
                "b",
                "this ppc64le host",
                List.of("mma"),
                HwcapWords.of(16, 0x3, 26, 0x40),
                List.of("listed", "rop")));
    assertThat(HostCheck.carries(baseline, full)).isTrue();
    assertThat(HostCheck.carries(baseline, half)).isFalse();
  }

  @Test
  void requireThrowsTheOutcomeOfALackingMachineOnly() {
    HostCheck.require(BASELINE, host("aarch64", "asimd", "atomics"));

    assertThatThrownBy(() -> HostCheck.require(BASELINE, host("aarch64", "asimd")))
        .isInstanceOfSatisfying(
            BaselineViolationException.class,
            e -> assertThat(e.outcome()).isInstanceOf(Lacking.class))
        .hasMessageStartingWith("Some CPU (aarch64) lacks atomics");
  }

  @Test
  void longListsAreCutInMessages() {
    String[] names = new String[20];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format("f%02d", i);
    }
    HeldBaseline many =
        HeldBaseline.named("many")
            .on("x86_64", HwcapWords.NONE, List.of(names), List.of(names))
            .build();

    assertThat(HostCheck.check(many, host("x86_64")).message())
        .contains("f10, f11 and 8 more of the baseline many");
  }

  @Test
  void anArchitectureCanBeNamedOnce() {
    HeldBaseline.Builder builder =
        HeldBaseline.named("b").on("x86_64", HwcapWords.NONE, List.of(), List.of());

    assertThatThrownBy(() -> builder.on("x86_64", HwcapWords.NONE, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b names x86_64 twice");
  }
}
