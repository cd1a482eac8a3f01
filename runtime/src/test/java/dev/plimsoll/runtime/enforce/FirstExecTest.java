package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that is held at its first exec only, on a kernel that hands nothing on. */
@ParameterizedClass
@MethodSource("setups")
class FirstExecTest {
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();

  @Parameter Setup setup;

  @TempDir Path folder;

  static Stream<Setup> setups() {
    return Setup.all()
        .filter(s -> s.mechanism() == Mechanism.TRACED_TREE)
        .map(s -> new Setup(s.javaHome(), s.release(), Mechanism.ONE_SHOT));
  }

  @Test
  void theProgramIsMaskedAndItsKernelsCopyAgreesButItsChildIsNot() {
    Ran ran =
        setup.hold(
            "perl",
            "-e",
            "print `od -A n -v -t x8 -w16 /proc/$$/auxv`; $ENV{LD_SHOW_AUXV} = 1; system('/bin/true')");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern(String.format("0{14}%02x %016x", WORD.type(), WORD.masked()));
    assertThat(WORD.shown(ran.out())).containsExactly(WORD.full());
  }

  @Test
  void theStackOfTheProgramIsMasked() {
    Ran ran =
        Setup.run(
            setup.supervised(WORD.plan(setup.mechanism()), List.of("/bin/true")),
            builder -> {
              builder.environment().put("LD_SHOW_AUXV", "1");
              return builder;
            });

    assertThat(WORD.shown(ran.out())).as(ran.err()).endsWith(WORD.masked());
  }

  @Test
  @Timeout(300)
  void nothingTracesTheProgramAndNothingIsWaitedForButIt() throws IOException {
    Path told = folder.resolve("told");
    Path late = folder.resolve("late");
    String orphan = "(cat " + told + "; : > " + late + ") > /dev/null 2>&1 &";

    Ran ran =
        setup.holdScript(
            "mkfifo " + told + "; grep TracerPid /proc/$$/status; " + orphan + " exit 5");

    assertThat(ran.out()).isEqualTo("TracerPid:\t0\n");
    assertThat(ran.status()).isEqualTo(5);
    assertThat(Files.exists(late)).isFalse();
    Files.writeString(told, "now", StandardOpenOption.WRITE);
    while (!Files.exists(late)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatCannotBeExecutedOrDiesEndsAsShellsDo() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    assertThat(setup.hold(script.toString()).status()).isEqualTo(127);
    assertThat(setup.holdScript("kill -9 $$").status()).isEqualTo(128 + 9);
  }

  @Test
  void aKernelThatHandsNothingOnIsToldFromOneThatDoes() {
    Ran ran =
        Setup.run(
            setup.supervised(WORD.plan(Mechanism.KERNEL), List.of("sh", "-c", "echo started")),
            b -> b);

    assertThat(ran.status()).isEqualTo(125);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "plimsoll: sh cannot be held, so it was not started: this kernel does not hand words"
                + " on: a program that is executed finds all words of the machine again\n");
  }

  @Test
  void whereTheKernelIsToHandWordsOnItHasToTakeThem() {
    Ran taken = asByKernel("0");
    Ran notTaken = asByKernel("1");

    assertThat(WORD.shown(taken.out())).as(taken.err()).containsExactly(WORD.masked());
    assertThat(taken.out()).endsWith("Finished[status=WaitStatus[bits=0]]\n");
    assertThat(notTaken.out()).isEqualTo("Finished[status=WaitStatus[bits=9]]\n");
    assertThat(notTaken.err())
        .endsWith(
            "cannot be held: the kernel did not take its words, so it cannot hand them on; it does"
                + " not run\n");
  }

  private Ran asByKernel(String filters) {
    return Setup.run(
        Stream.concat(setup.java().stream(), Stream.of(HoldsByKernel.class.getName(), filters))
            .toList(),
        b -> b);
  }
}
