package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorLauncherTest {
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();

  @TempDir Path folder;

  private static HeldBaseline baseline() {
    TreeMap<Integer, Long> words = new TreeMap<>(HostReader.read().words().orElseThrow().asMap());
    words.put(WORD.type(), WORD.masked());
    return HeldBaseline.named("live")
        .on(HostReader.currentArchitecture(), HwcapWords.of(words), List.of(), List.of())
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXEC_NOTIFICATION", "TRACED_TREE"})
  void javaProgramsStartHeldChildrenAndLearnWhatWasDone(Mechanism mechanism) throws Exception {
    Path shown = folder.resolve("shown");
    String script = "LD_SHOW_AUXV=1 /bin/true > " + shown + "; exit 7";

    HeldProcess process =
        Held.start(
            baseline(),
            List.of("/bin/sh", "-c", script),
            new HoldOptions(Optional.of(mechanism), OnLoss.KILL));

    assertThat(process.exit().get(60 * Setup.PATIENCE, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(process.isAlive()).isFalse();
    assertThat(WORD.shown(Files.readString(shown))).containsExactly(WORD.masked());
    HoldReport report = process.report().orElseThrow();
    assertThat(report.mechanism()).isEqualTo(mechanism);
    assertThat(report.masked()).isEqualTo(2);
    assertThat(report.shownInProc()).isEqualTo(2);
    assertThat(report.lost()).isZero();
    assertThat(report.limits()).isNotEmpty();
  }

  @Test
  void destroyingAHeldProcessEndsItsProgram() throws Exception {
    HeldProcess process = Held.start(baseline(), List.of("sleep", "100"), HoldOptions.DEFAULT);

    process.destroy();

    assertThat(process.exit().get(60 * Setup.PATIENCE, TimeUnit.SECONDS))
        .isEqualTo(128 + Signals.TERM);
  }

  @Test
  void aSupervisorThatDoesNotStartIsAnError() {
    SupervisorLauncher broken = new SupervisorLauncher(Path.of("/no/such/java"), List.of(folder));

    assertThatThrownBy(() -> broken.spawn(plan(), Command.of(List.of("true")), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the supervisor /no/such/java cannot be started: ENOENT, no such file or directory");
  }

  private static HoldPlan plan() {
    return HoldPlan.of(baseline());
  }

  @ParameterizedTest
  @ValueSource(ints = {Signals.TERM, Signals.INT, 11, Signals.KILL})
  void aSupervisorDiesByTheSignalThatKilledItsChild(int signal) {
    NativeCalls calls = NativeCalls.load().value().orElseThrow();
    Kernel kernel = new Kernel(calls);
    Setup setup = Setup.all().findFirst().orElseThrow();
    List<String> line =
        setup.supervised(
            plan(), List.of("env", "--default-signal", "/bin/sh", "-c", "kill -" + signal + " $$"));
    List<byte[]> words = line.stream().map(String::getBytes).toList();

    long pid =
        calls.spawn(
            CStrings.of(calls, line.get(0)),
            CStrings.of(calls, words),
            CStrings.of(calls, "PATH=/usr/bin:/bin"),
            Optional.empty(),
            0,
            new int[0]);
    ByteBuffer status = Kernel.buffer(Integer.BYTES);
    assertThat(kernel.wait((int) pid, 0, status)).isEqualTo((int) pid);

    WaitStatus ending = new WaitStatus(status.getInt(0));
    assertThat(ending.exited()).isFalse();
    assertThat(ending.killer()).isEqualTo(signal);
  }

  @Test
  void aSupervisorInsideAHeldTreeRefusesAndSaysWhy() {
    Setup setup = Setup.all().findFirst().orElseThrow();
    List<String> inner = setup.supervised(plan(), List.of("true"));
    List<String> outer = setup.supervised(plan().by(Mechanism.TRACED_TREE), inner);

    Ran ran = Setup.run(outer, b -> b);

    assertThat(ran.status()).isEqualTo(125);
    assertThat(ran.err())
        .isEqualTo(
            "plimsoll: true cannot be held, so it was not started: tracing a child is not"
                + " permitted here: its first process cannot be traced: EPERM, operation not"
                + " permitted\n");
  }

  @Test
  void aTracedProcessIsLostAndTheReportSaysSo() throws IOException {
    Setup setup = Setup.all().findFirst().orElseThrow();
    Path report = folder.resolve("report");
    HoldPlan outer = plan().by(Mechanism.EXEC_NOTIFICATION);
    List<String> inner =
        setup.supervised(plan().by(Mechanism.TRACED_TREE), List.of("sh", "-c", "echo ran"));

    Ran refused = Setup.run(setup.supervised(outer, inner), b -> b);
    List<String> line = setup.supervised(outer.onLoss(OnLoss.CONTINUE), inner);
    line.add(line.indexOf(SupervisorMain.class.getName()) + 1, "--report=" + report);
    Ran let = Setup.run(line, b -> b);

    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("it does not run");
    assertThat(let.out()).isEqualTo("ran\n");
    HoldReport told = HoldReport.parse(Files.readString(report)).orElseThrow();
    assertThat(told.lost()).isPositive();
    assertThat(told.remarks()).first().asString().containsPattern("process \\d+ traces it");
  }

  @Test
  void withoutJnaNothingIsStarted() {
    String classes =
        Path.of(SupervisorMain.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();

    Ran ran =
        Setup.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                SupervisorMain.class.getName(),
                plan().text(),
                "--",
                "true"),
            b -> b);

    assertThat(ran.status()).isEqualTo(125);
    assertThat(ran.err()).contains("add net.java.dev.jna:jna to the class path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--nonsense", "PLAN", "PLAN --", "PLAN true"})
  void aWrongCommandLineIsRefused(String arguments) {
    Setup setup = Setup.all().findFirst().orElseThrow();
    List<String> line = new ArrayList<>(setup.java());
    line.add(SupervisorMain.class.getName());
    for (String word : arguments.isEmpty() ? new String[0] : arguments.split(" ")) {
      line.add(word.replace("PLAN", plan().text()));
    }

    Ran ran = Setup.run(line, b -> b);

    assertThat(ran.status()).isEqualTo(125);
    assertThat(ran.err()).startsWith("plimsoll: ").doesNotContain("\tat ");
  }

  @Test
  void programsFindWhatTheyAreHeldToWhateverWasSaidBefore() {
    Setup setup = Setup.all().findFirst().orElseThrow();
    List<String> tells = new ArrayList<>(setup.java());
    tells.add(TellsWhatItIsHeldTo.class.getName());

    Ran ran =
        Setup.run(
            setup.supervised(plan(), tells),
            builder -> {
              builder.environment().put(HeldWords.VARIABLE, "nonsense");
              return builder;
            });

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            HeldWords.parse(
                    Optional.of(HeldWords.text(baseline())), HostReader.currentArchitecture())
                + "\n");
  }

  /** A program that asks. */
  static final class TellsWhatItIsHeldTo {
    private TellsWhatItIsHeldTo() {}

    public static void main(String[] args) {
      System.out.println(HeldWords.read());
    }
  }

  @Test
  void variablesForOtherJvmsPassUnderAnotherName() {
    Map<String, String> variables =
        Map.of("JAVA_TOOL_OPTIONS", "-Dhidden=1", "_JAVA_SR_SIGNUM", "40");
    Setup setup = Setup.all().findFirst().orElseThrow();
    List<String> line =
        setup.supervised(
            plan(), List.of("sh", "-c", "echo $JAVA_TOOL_OPTIONS; env | grep -E 'SIGNUM|HIDDEN'"));

    Ran ran =
        Setup.run(
            line,
            builder -> {
              builder.environment().putAll(variables);
              return builder;
            });

    assertThat(ran.out()).isEqualTo("-Dhidden=1\n_JAVA_SR_SIGNUM=40\n");
  }
}
