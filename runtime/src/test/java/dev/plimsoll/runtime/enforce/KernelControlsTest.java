package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelControlsTest {
  private static HoldPlan plan(String... features) {
    return HoldPlan.of(
        HeldBaseline.named("b")
            .on("aarch64", HwcapWords.of(16, 0x887L), List.of(features), List.of(features))
            .build());
  }

  private static List<Injection.Call> calls(HoldPlan plan, Machine machine) {
    return calls(plan, machine, Mechanism.EXEC_NOTIFICATION);
  }

  private static List<Injection.Call> calls(HoldPlan plan, Machine machine, Mechanism mechanism) {
    return new KernelControls(plan, machine, mechanism).calls();
  }

  @Test
  void whatABaselineLacksIsSwitchedOffOnItsOwnArchitecture() {
    assertThat(plan("crc32", "paca").controls()).isEmpty();
    assertThat(plan("crc32").controls()).containsExactly(Map.entry("pac-keys", 0L));
    assertThat(calls(plan("crc32"), Machine.AARCH64))
        .containsExactly(new Injection.Call(SystemCall.PRCTL, List.of(60L, 0xfL, 0L)));
    assertThat(calls(plan("crc32"), Machine.X86_64)).isEmpty();
  }

  @Test
  void vectorLengthsAreInBitsAndHandedOnOnlyByWhatLeavesTheProgram() {
    HoldPlan plan =
        plan("paca").control("vector-length-sve", 256).control("vector-length-sme", 128);

    assertThat(calls(plan, Machine.AARCH64))
        .containsExactly(
            new Injection.Call(SystemCall.PRCTL, List.of(50L, 32L)),
            new Injection.Call(SystemCall.PRCTL, List.of(63L, 16L)));
    assertThat(calls(plan, Machine.AARCH64, Mechanism.KERNEL))
        .containsExactly(
            new Injection.Call(SystemCall.PRCTL, List.of(50L, 32L | 1 << 17)),
            new Injection.Call(SystemCall.PRCTL, List.of(63L, 16L | 1 << 17)));
  }

  private static HoldPlan riscv(String... features) {
    return HoldPlan.of(
        HeldBaseline.named("b")
            .on("riscv64", HwcapWords.of(16, 0x112dL), List.of(features), List.of(features))
            .build());
  }

  @Test
  void vectorsAreSwitchedOffForProgramsToComeWhereABaselineHasNone() {
    Map<String, Long> off = Map.of("vector-state", 0L);
    assertThat(riscv("zba").controls()).isEqualTo(off);
    assertThat(riscv("v", "zve32x").controls()).isEmpty();
    assertThat(riscv("zve32x").controls()).isEmpty();
    assertThat(riscv("xtheadvector").controls()).isEmpty();

    for (Mechanism mechanism : Mechanism.values()) {
      KernelControls controls = new KernelControls(riscv("zba"), Machine.RISCV64, mechanism);
      assertThat(controls.calls()).isEmpty();
      // PR_RISCV_V_SET_CONTROL: what comes is off, the same for what that executes
      assertThat(controls.callsAtStart())
          .containsExactly(new Injection.Call(SystemCall.PRCTL, List.of(69L, 1L << 2 | 1 << 4)));
    }
    assertThat(
            new KernelControls(
                    HoldPlan.NONE.control("vector-state", 1), Machine.RISCV64, Mechanism.ONE_SHOT)
                .callsAtStart())
        .containsExactly(new Injection.Call(SystemCall.PRCTL, List.of(69L, 2L << 2 | 1 << 4)));
    assertThat(calls(riscv("zba"), Machine.AARCH64)).isEmpty();
    assertThat(riscv("zba").beyond(Mechanism.KERNEL, "riscv64")).isEmpty();
  }

  @Test
  void aMechanismThatLeavesTheProgramIsBeyondWhatEachExecTakesBack() {
    assertThat(plan("crc32").beyond(Mechanism.KERNEL, "aarch64"))
        .contains("inheritance of words by the kernel does not keep pac-keys");
    assertThat(plan("crc32").beyond(Mechanism.KERNEL, "x86_64")).isEmpty();
    assertThat(plan("crc32").beyond(Mechanism.TRACED_TREE, "aarch64")).isEmpty();
    assertThat(plan("paca").control("vector-length-sve", 256).beyond(Mechanism.KERNEL, "aarch64"))
        .isEmpty();
    assertThat(plan("paca").exec32Bit(Exec32Bit.WARN).beyond(Mechanism.KERNEL, "aarch64"))
        .contains("inheritance of words by the kernel does not tell of 32-bit programs");
  }

  static Stream<Setup> jdks() {
    return Setup.all().filter(s -> s.mechanism() == Mechanism.TRACED_TREE);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void eachProgramMakesTheCallsBeforeItsFirstInstruction(Setup setup) {
    Ran ran =
        Setup.run(
            Stream.concat(setup.java().stream(), Stream.of(HoldsWithControls.class.getName()))
                .toList(),
            b -> b);

    assertThat(ran.out())
        .as(ran.err())
        .isEqualTo(
            """
            1234
            Finished[status=WaitStatus[bits=768]]
            slack set for 2 programs
            none set for 0 programs, refused for 2: EINVAL, invalid argument
            """);
  }
}
