package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldPlanTest {
  private static final HeldBaseline BASELINE =
      HeldBaseline.named("b")
          .on("x86_64", HwcapWords.of(16, 0x78bfbffL, 26, 2), List.of("sse2"), List.of("sse2"))
          .on("aarch64", HwcapWords.of(16, 0x887L, 26, Long.MIN_VALUE), List.of(), List.of())
          .build();

  @Test
  void ofABaselineMasksTheWordsThatItDoesNotName() {
    HoldPlan plan = HoldPlan.of(BASELINE);

    assertThat(plan.wordsOn("x86_64"))
        .contains(HwcapWords.of(Map.of(16, 0x78bfbffL, 26, 2L, 29, 0L, 30, 0L)));
    assertThat(plan.wordsOn("riscv64")).isEmpty();
    assertThat(plan.mechanism()).isEmpty();
    assertThat(plan.onLoss()).isEqualTo(OnLoss.KILL);
  }

  @Test
  void itsTextSaysTheSameAsItself() {
    HoldPlan plan =
        HoldPlan.of(BASELINE)
            .by(Mechanism.TRACED_TREE)
            .onLoss(OnLoss.CONTINUE)
            .exec32Bit(Exec32Bit.DENY)
            .control("vector-length-sve", 128);

    assertThat(plan.text())
        .isEqualTo(
            """
            plimsoll-hold 1
            mechanism p
            on-loss continue
            exec-32bit deny
            control pac-keys 0
            control vector-length-sve 128
            words aarch64 16=0x887 26=0x8000000000000000 29=0x0 30=0x0
            words x86_64 16=0x78bfbff 26=0x2 29=0x0 30=0x0
            variable PLIMSOLL_WORDS %s
            """
                .formatted(HeldWords.text(BASELINE)));
    assertThat(HoldPlan.parse(plan.text())).isEqualTo(plan);
    assertThat(HoldPlan.parse(HoldPlan.of(BASELINE).text())).isEqualTo(HoldPlan.of(BASELINE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mechanism x",
        "exec-32bit never",
        "control no-such 1",
        "control pac-keys",
        "control pac-keys -1",
        "mechanism",
        "on-loss maybe",
        "words",
        "words x86_64 6=0x1000",
        "words x86_64 16=1",
        "words x86_64 16=0x",
        "words x86_64 16=0x10000000000000000",
        "words x86_64 16=0x1 16=0x2",
        "words x86_64  16=0x1",
        "variable",
        "variable A",
        "variable A=B c",
        "variable  c",
        "later-version option",
      })
  void aLineThatIsNotUnderstoodMakesItMalformed(String line) {
    assertThat(HoldPlan.parse(HoldPlan.HEADER + "\n" + line + "\n"))
        .isEqualTo(new HoldPlanReading.Malformed("line 2 of the plan is not understood: " + line));
  }

  @Test
  void anArchitectureIsNamedOnce() {
    String text = HoldPlan.HEADER + "\nwords x86_64 16=0x1\nwords x86_64 26=0x1\n";

    assertThat(HoldPlan.parse(text)).isInstanceOf(HoldPlanReading.Malformed.class);
  }

  @Test
  void aVariablesValueMayHoldAnything() {
    HoldPlan plan =
        HoldPlan.of(BASELINE)
            .with("A", " two  words = \u00e9 ")
            .with("B", "")
            .with("C", "x\nmechanism p \\n \\\\ \\");

    assertThat(HoldPlan.parse(plan.text())).isEqualTo(plan);
    assertThat(HoldPlan.parse(plan.text() + "variable B twice\n"))
        .isInstanceOf(HoldPlanReading.Malformed.class);
    assertThat(plan.text()).doesNotContain("\nmechanism p");
    assertThatThrownBy(() -> plan.with("A", "\0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan.with("A=B", "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoLeavesWordsAloneSaysNothingOfThem() {
    HoldPlan plan = HoldPlan.of(BASELINE).with("A", "1").withoutWords();

    assertThat(plan.words()).isEmpty();
    assertThat(plan.variables()).isEqualTo(Map.of("A", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plimsoll-hold 2", "plimsoll-hold", "\nplimsoll-hold 1"})
  void otherTextIsNoPlan(String text) {
    assertThat(HoldPlan.parse(text))
        .isEqualTo(
            new HoldPlanReading.Malformed("a plan begins with the line \"plimsoll-hold 1\""));
  }

  @Test
  void programsOfX86TakeItsWordsAndAarch32OnesKeepTheirs() {
    HoldPlan plan = HoldPlan.of(BASELINE);

    assertThat(new ProcessAbi(3, 32).words(plan)).isEqualTo(plan.wordsOn("x86_64"));
    assertThat(new ProcessAbi(62, 32).words(plan)).isEqualTo(plan.wordsOn("x86_64"));
    assertThat(new ProcessAbi(183, 64).words(plan)).isEqualTo(plan.wordsOn("aarch64"));
    assertThat(new ProcessAbi(40, 32).words(plan)).isEmpty();
    assertThat(new ProcessAbi(243, 64).words(plan)).isEmpty();
    assertThat(new ProcessAbi(258, 64).words(plan)).isEmpty();
    assertThat(new ProcessAbi(40, 32)).hasToString("AArch32");
    assertThat(new ProcessAbi(258, 64)).hasToString("64-bit ELF machine 258");
  }

  @Test
  void programsOfRiscvTakeItsWordsWhateverTheirWidth() {
    HoldPlan plan = HoldPlan.NONE.words("riscv64", HwcapWords.of(16, 0x112d));

    assertThat(new ProcessAbi(243, 64).words(plan)).isEqualTo(plan.wordsOn("riscv64"));
    assertThat(new ProcessAbi(243, 32).words(plan)).isEqualTo(plan.wordsOn("riscv64"));
    assertThat(new ProcessAbi(62, 64).words(plan)).isEmpty();
    assertThat(new ProcessAbi(243, 32)).hasToString("riscv32");
  }

  @Test
  void theReportsTextSaysTheSameAsItself() {
    HoldReport report =
        new HoldReport(
            Mechanism.TRACED_TREE,
            List.of("seccomp is not available: EBUSY"),
            12,
            11,
            new TreeMap<>(Map.of("AArch32", 3L)),
            new TreeMap<>(Map.of("i386", 1L)),
            2,
            List.of("process 7 (x) cannot be held"),
            List.of("pac-keys set for 12 programs"),
            List.of("a limit", "another"));

    assertThat(HoldReport.parse(report.text())).contains(report);
    assertThat(HoldReport.parse("")).isEmpty();
    assertThat(HoldReport.parse("plimsoll-report 1\nmechanism z\n")).isEmpty();
    assertThat(HoldReport.parse("plimsoll-report 1\nmechanism p\nmasked x\nleft-alone y\n"))
        .map(HoldReport::masked)
        .isEqualTo(Optional.of(0L));
  }
}
