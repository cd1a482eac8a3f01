package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What needs root, user namespaces, gdb and strace: run by {@code -Plive}, which fails where one of
 * them is missing.
 */
@ParameterizedClass
@MethodSource("setups")
class HeldWithTools {
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();
  private static final String SHOW = "LD_SHOW_AUXV=1 /bin/true";

  @Parameter Setup setup;

  @TempDir Path folder;

  static Stream<Setup> setups() {
    return Setup.all();
  }

  private HoldReport report() throws IOException {
    return HoldReport.parse(Files.readString(folder.resolve("report"))).orElseThrow();
  }

  private Ran hold(OnLoss onLoss, String... command) {
    HoldPlan plan = WORD.plan(setup.mechanism()).onLoss(onLoss);
    List<String> line = setup.supervised(plan, List.of(command));
    line.add(
        line.indexOf(SupervisorMain.class.getName()) + 1, "--report=" + folder.resolve("report"));
    return Setup.run(line, b -> b);
  }

  @Test
  void aProgramInAnotherRootIsMasked() throws IOException {
    RawWords.ofThisMachine().fixed(folder);
    Path out = folder.resolve("out");

    Ran ran = setup.holdScript("chroot " + folder + " /program > " + out);

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(RawWords.word(out, WORD.type())).isEqualTo(WORD.masked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Ur", "-Urpf --mount-proc", "-Urmp --fork"})
  void programsInUserNamespacesAreMasked(String options) {
    Ran ran = setup.holdScript("unshare " + options + " sh -c '" + SHOW + "; (" + SHOW + "); :'");

    assertThat(WORD.shown(ran.out())).as(ran.err()).hasSize(2).containsOnly(WORD.masked());
  }

  @Test
  void aDebuggeesExecsEscapeAndAreListedOrAreRefused() throws IOException {
    String[] gdb = {
      "gdb", "-q", "-batch", "-nx", "-ex", "set startup-with-shell off", "-ex", "run", "/bin/true"
    };
    if (setup.mechanism() == Mechanism.TRACED_TREE) {
      assertThat(hold(OnLoss.CONTINUE, gdb).out() + "").doesNotContain("exited normally");
      return;
    }

    Ran let = hold(OnLoss.CONTINUE, gdb);
    HoldReport told = report();
    Ran refused = hold(OnLoss.KILL, gdb);

    assertThat(let.out()).as(let.err()).contains("exited normally");
    assertThat(told.lost()).isPositive();
    assertThat(told.remarks())
        .anySatisfy(
            remark -> assertThat(remark).containsPattern("process \\d+ traces it; it runs with"));
    assertThat(refused.out()).doesNotContain("exited normally");
    assertThat(refused.err()).contains("traces it; it does not run");
  }

  @Test
  void whatIsTracedByStraceEscapesAndIsListedOrIsRefused() throws IOException {
    Path log = folder.resolve("log");
    String[] strace = {"strace", "-f", "-o", log.toString(), "sh", "-c", SHOW + "; echo end"};
    if (setup.mechanism() == Mechanism.TRACED_TREE) {
      Ran refused = hold(OnLoss.CONTINUE, strace);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("Operation not permitted");
      return;
    }

    Ran let = hold(OnLoss.CONTINUE, strace);
    HoldReport told = report();
    Ran refused = hold(OnLoss.KILL, strace);

    assertThat(let.out()).as(let.err()).endsWith("end\n");
    assertThat(WORD.shown(let.out())).containsExactly(WORD.full());
    assertThat(told.masked()).isEqualTo(1);
    assertThat(told.lost()).isEqualTo(2);
    assertThat(Files.readString(log)).contains("execve(");
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("traces it; it does not run");
  }
}
