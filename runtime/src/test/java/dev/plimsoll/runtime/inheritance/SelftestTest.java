package dev.plimsoll.runtime.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The series' own test, {@code tools/testing/selftests/exec/hwcap_inherit.c} (version 4), played on
 * the model, and what it does not try.
 */
class SelftestTest {
  private static final Machine ARM =
      Machine.of(MachineArchitecture.AARCH64, HwcapWords.of(16, 0xffff_ffffL, 26, 0x3ffff))
          .withCompat(HwcapWords.of(16, 0x3f_b0d6, 26, 0x1f));
  private static final Machine X86 =
      Machine.of(MachineArchitecture.X86_64, HwcapWords.of(16, 0x178b_fbffL, 26, 2))
          .withCompat(HwcapWords.of(16, 0x178b_fbffL, 26, 2));
  private static final Machine LOONG =
      Machine.of(MachineArchitecture.LOONGARCH64, HwcapWords.of(16, 0x7fff));

  enum Result {
    PASS,
    FAIL,
    SKIP
  }

  static Stream<Arguments> machines() {
    return Stream.of(Arguments.of(ARM, 26), Arguments.of(X86, 26), Arguments.of(LOONG, 16));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void passesOnTheSeriesAndFailsOnMainline(Machine machine, int chosen) {
    assertThat(selftest(machine, Semantics.MAINLINE, true)).isEqualTo(Result.FAIL);
    for (Semantics rules : List.of(Semantics.V2, Semantics.V4, Semantics.V5)) {
      assertThat(selftest(machine, rules, true)).isEqualTo(Result.PASS);
      assertThat(selftest(machine, rules, false)).isEqualTo(Result.SKIP);
      assertThat(lastWord(World.boot(machine, rules)).type()).isEqualTo(chosen);
    }
    Machine none = Machine.of(machine.architecture(), HwcapWords.of(16, 0));
    assertThat(selftest(none, Semantics.V5, true)).isEqualTo(Result.SKIP);
  }

  /** Reads the vector, clears the top bit of its last word, writes it back, forks, execs, looks. */
  private static Result selftest(Machine machine, Semantics rules, boolean capable) {
    World world = World.boot(machine, rules);
    List<Entry> vector = world.space(world.task(1)).saved().entries(8);
    Entry last = lastWord(world);
    if (last.value() == 0) {
      return Result.SKIP;
    }
    long narrowed = last.value() & ~Long.highestOneBit(last.value());
    List<Entry> written = new ArrayList<>(vector);
    written.set(vector.indexOf(last), new Entry(last.type(), narrowed));
    written.add(new Entry(0, 0));
    Outcome set = world.apply(1, new SetAuxv(UserBuffer.of(written), 0, capable));
    if (set.errno().isPresent()) {
      return Result.SKIP;
    }
    Outcome child = set.world().apply(1, Clone.FORK);
    View verifying = child.world().apply(child.task(), Exec.of(Abi.NATIVE)).view();
    return verifying.stack().word((int) last.type()) == narrowed ? Result.PASS : Result.FAIL;
  }

  private static Entry lastWord(World world) {
    return world.space(world.task(1)).saved().entries(8).stream()
        .filter(e -> RawVector.isWord(e.type()) && e.value() != 0)
        .reduce((a, b) -> b)
        .orElse(new Entry(16, 0));
  }

  @Test
  void itDoesNotTryTheOtherWords() {
    View child = after(ARM, Semantics.V4, map(16, 0xff, 26, 1), Exec.of(Abi.NATIVE)).view();
    assertThat(child.stack()).isEqualTo(HwcapWords.of(16, 0xff, 26, 1));
  }

  @Test
  void itDoesNotTryTwoGenerations() {
    Exec exec = Exec.of(Abi.NATIVE);
    View grandchild =
        after(ARM, Semantics.V5, map(16, 0xff, 26, 1), Clone.FORK, exec, Clone.FORK, exec).view();
    assertThat(grandchild).isEqualTo(view(3, HwcapWords.of(16, 0xff, 26, 1), true, Abi.NATIVE));
  }

  @Test
  void itDoesNotTryThirtyTwoBits() {
    Exec compat = Exec.of(Abi.COMPAT);
    HwcapWords wrong = HwcapWords.of(16, 0xffff_ffffL, 26, 0x3ffff);
    assertThat(after(ARM, Semantics.V4, compat).view())
        .isEqualTo(view(1, wrong, false, Abi.COMPAT));
    assertThat(after(ARM, Semantics.V5, compat).view().stack()).isEqualTo(ARM.words(Abi.COMPAT));
    assertThat(after(X86, Semantics.V5, map(16, 0xff, 26, 0), compat).view().stack())
        .isEqualTo(HwcapWords.of(16, 0xff, 26, 0));
    Outcome init = Outcome.done(World.boot(ARM, Semantics.V4, Abi.COMPAT), 1);
    assertThat(init.view().stack()).as("the init that died of SIGILL").isEqualTo(wrong);
  }

  @Test
  void itDoesNotTryThatAnybodyMayWidenAgain() {
    View child =
        after(
                ARM,
                Semantics.V5,
                map(16, 0xff, 26, 1),
                Exec.of(Abi.NATIVE),
                map(16, -1, 26, -1),
                Exec.of(Abi.NATIVE))
            .view();
    assertThat(child).isEqualTo(view(1, ARM.words(Abi.NATIVE), true, Abi.NATIVE));
  }

  @Test
  void itDoesNotTrySetUidPrograms() {
    Exec secure = new Exec(Abi.NATIVE, ExecFormat.ELF, Failure.NONE, true, false);
    for (Semantics rules : List.of(Semantics.V2, Semantics.V4, Semantics.V5)) {
      Outcome outcome = after(ARM, rules, map(16, 0xff, 26, 1), secure);
      assertThat(outcome.view().stack()).isEqualTo(HwcapWords.of(16, 0xff, 26, 1));
      assertThat(outcome.world().space(outcome.world().task(1)).saved().entries(8))
          .contains(new Entry(23, 1));
    }
  }

  @Test
  void itDoesNotTryWhatChoicesDecide() {
    Operation map16 = SetMap.of(UserBuffer.of(List.of(new Entry(16, 0xff))));
    Exec exec = Exec.of(Abi.NATIVE);
    Semantics zero = Semantics.V5.with(Semantics.Absent.ZERO);
    assertThat(after(ARM, zero, map16, exec).view().stack())
        .isEqualTo(HwcapWords.of(16, 0xff, 26, 0));
    Semantics oneWay = Semantics.V5.with(Semantics.AbiChange.CLEAR_TO_COMPAT_ON_AARCH64);
    Outcome up = after(ARM, oneWay, Exec.of(Abi.COMPAT), map(16, 2, 26, 1), exec);
    assertThat(up.view()).isEqualTo(view(1, HwcapWords.of(16, 2, 26, 1), true, Abi.NATIVE));
    Semantics auxvOnly = Semantics.V5.with(Semantics.Arming.AUXV);
    assertThat(after(ARM, auxvOnly, map16, exec).view().flag()).isFalse();
    Semantics armed = Semantics.V5.with(Semantics.Arming.PRCTL);
    assertThat(after(ARM, armed, map16, exec).view().flag()).isFalse();
    assertThat(after(ARM, armed, map16, new Arm(true), exec).view().stack().word(16))
        .isEqualTo(0xff);
    assertThat(after(ARM, armed, new Arm(false)).errno()).hasValue(Errno.EPERM);
    assertThat(after(ARM, Semantics.V5, new Arm(true)).errno()).hasValue(Errno.EINVAL);
    Semantics query = Semantics.V5.with(Semantics.Signal.PRCTL_QUERY);
    assertThat(after(ARM, query, map16, new QueryArmed()).result()).hasValue(1);
    assertThat(after(ARM, Semantics.V5, map16, new QueryArmed()).errno()).hasValue(Errno.EINVAL);
    Semantics bit = Semantics.V5.with(Semantics.Signal.HWCAP2_BIT);
    assertThat(bit.refusal(ARM)).hasValueSatisfying(r -> assertThat(r).contains("no room"));
    assertThat(after(X86, bit, map(16, 1, 26, -1), exec, exec).view().stack())
        .isEqualTo(HwcapWords.of(16, 1, 26, 0x8000_0002L));
    assertThat(after(X86, bit, exec).view().stack()).isEqualTo(X86.words(Abi.NATIVE));
  }

  @Test
  void choicesThatAreNoneAreRefused() {
    for (Parameter parameter : Parameter.ALL) {
      assertThat(parameter.source()).isNotBlank();
      assertThatThrownBy(() -> parameter.choose(Semantics.V5, "maybe"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aChoiceChangesWhatItNamesAndNothingElse() {
    for (Parameter parameter : Parameter.ALL) {
      for (Semantics rules : Semantics.ALL) {
        List<Semantics> chosen =
            parameter.choices().stream().map(choice -> parameter.choose(rules, choice)).toList();
        assertThat(chosen).as(parameter.key()).doesNotHaveDuplicates().contains(rules);
        for (String last : parameter.choices()) {
          Semantics expected = parameter.choose(rules, last);
          assertThat(chosen)
              .as(parameter.key())
              .allSatisfy(one -> assertThat(parameter.choose(one, last)).isEqualTo(expected));
        }
      }
    }
  }

  private static Operation map(int type, long word, int type2, long word2) {
    return SetMap.of(UserBuffer.of(List.of(new Entry(type, word), new Entry(type2, word2))));
  }

  private static View view(int task, HwcapWords words, boolean flag, Abi abi) {
    return new View(task, words, words, flag, abi);
  }

  private static Outcome after(Machine machine, Semantics rules, Operation... operations) {
    Outcome outcome = Outcome.done(World.boot(machine, rules), 1);
    for (Operation operation : operations) {
      outcome = outcome.world().apply(outcome.world().newest().orElseThrow(), operation);
    }
    return outcome;
  }
}
