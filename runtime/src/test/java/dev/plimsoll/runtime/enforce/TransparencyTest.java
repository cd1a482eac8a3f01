package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command and its caller must not notice of the supervisor. */
@ParameterizedClass
@MethodSource("setups")
class TransparencyTest {
  private static final String SHOW_DESCRIPTORS = "ls /proc/$$/fd; cat <&3; cat <&7";

  @Parameter Setup setup;

  @TempDir Path folder;

  static Stream<Setup> setups() {
    return Setup.all();
  }

  @Test
  void theExitStatusIsTheCommands() {
    assertThat(setup.holdScript("exit 7").status()).isEqualTo(7);
    assertThat(setup.hold("true")).isEqualTo(new Ran(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 11, 15})
  void deathByASignalIsTheSupervisorsToo(int signal) {
    List<String> shell =
        setup.supervised(
            MaskedWord.ofThisMachine().plan(setup.mechanism()),
            List.of("/bin/sh", "-c", "kill -" + signal + " $$"));

    Ran ran = Setup.run(shell, b -> b);

    assertThat(ran.status()).as(ran.err()).isEqualTo(128 + signal);
  }

  @Test
  void whoIgnoresTrapsStillDoesAndIsHeldAsAllOthers() {
    MaskedWord word = MaskedWord.ofThisMachine();

    Ran ran =
        setup.holdScript(
            "trap '' TRAP; grep SigIgn /proc/self/status; od -A n -v -t x8 -w16 /proc/self/auxv");

    assertThat(ran.out())
        .containsPattern("SigIgn:\\s[0-9a-f]*[13579bdf][0-9a-f]\\n")
        .containsPattern(String.format("0{14}%02x %016x", word.type(), word.masked()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "trap '' TRAP; "})
  void aProgramIsStartedWithTheRegistersItHasUnheld(String before) throws IOException {
    Path program = RawWords.ofThisMachine().registers(folder);
    String script = before + program + " | od -A n -v -t x8";

    Ran held = setup.holdScript(script);

    assertThat(held.out())
        .isNotEmpty()
        .isEqualTo(Setup.run(List.of("/bin/sh", "-c", script), b -> b).out());
  }

  @Test
  void whatCannotBeExecutedEndsAsShellsDo() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "hello\n");

    Ran missing = setup.hold("no-such-command-anywhere");
    Ran missingPath = setup.hold("/no/such/command");
    Ran plain = setup.hold(text.toString());
    Ran directory = setup.hold(folder.toString());

    assertThat(missing.status()).isEqualTo(127);
    assertThat(missing.err())
        .isEqualTo("plimsoll: no-such-command-anywhere: no such file or directory\n");
    assertThat(missingPath.status()).isEqualTo(127);
    assertThat(plain.status()).isEqualTo(126);
    assertThat(plain.err()).isEqualTo("plimsoll: " + text + ": EACCES, permission denied\n");
    assertThat(directory.status()).isEqualTo(126);
  }

  @Test
  void aScriptWithoutAFirstLineIsRunByTheShell() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "echo \"$1-$2\"\nexit 3\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    assertThat(setup.hold(script.toString(), "a b", "c")).isEqualTo(new Ran(3, "a b-c\n", ""));
  }

  @Test
  void aMissingInterpreterIsNotFound() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    assertThat(setup.hold(script.toString()).status()).isEqualTo(127);
  }

  @Test
  void argumentsAndVariablesPassByteByByte() throws IOException {
    Path input = Files.writeString(folder.resolve("in"), "from standard input\n");

    Ran ran =
        Setup.run(
            setup.supervised(
                MaskedWord.ofThisMachine().plan(setup.mechanism()),
                List.of("sh", "-c", "cat; printf '%s|' \"$@\" \"$V\"; pwd", "sh", "é\n", "", "--")),
            builder -> {
              builder.environment().put("LC_ALL", "C");
              builder.environment().put("V", "ü=1");
              builder.environment().put("JAVA_TOOL_OPTIONS", "");
              return builder.redirectInput(input.toFile()).directory(folder.toFile());
            });

    assertThat(ran.out()).isEqualTo("from standard input\né\n||--|ü=1|" + folder + "\n");
  }

  @Test
  void inheritedDescriptorsStayAndNoOthersCome() {
    String line =
        String.join(
            " ",
            quoted(
                setup.supervised(
                    MaskedWord.ofThisMachine().plan(setup.mechanism()),
                    List.of("sh", "-c", SHOW_DESCRIPTORS))));

    String opened = "exec 3<<A 7<<B\nthree\nA\nseven\nB\n";
    Ran bare = Setup.run(List.of("sh", "-c", opened + "sh -c '" + SHOW_DESCRIPTORS + "'"), b -> b);
    Ran held = Setup.run(List.of("sh", "-c", opened + line), b -> b);

    assertThat(held.out()).isEqualTo(bare.out()).endsWith("three\nseven\n");
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList();
  }

  @Test
  void limitsAndSignalMaskAreTheCallers() {
    String show = "ulimit -n; ulimit -s; grep -E 'SigBlk|SigIgn' /proc/self/status";
    List<String> held =
        setup.supervised(
            MaskedWord.ofThisMachine().plan(setup.mechanism()), List.of("sh", "-c", show));

    Ran bare = Setup.run(List.of("sh", "-c", "ulimit -Sn 123; sh -c \"" + show + "\""), b -> b);
    Ran ran =
        Setup.run(
            List.of("sh", "-c", "ulimit -Sn 123; exec " + String.join(" ", quoted(held))), b -> b);

    assertThat(ran.out()).isEqualTo(bare.out()).startsWith("123\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM,15", "INT,2", "HUP,1", "USR1,10", "USR2,12", "QUIT,3", "WINCH,28"})
  void signalsToTheSupervisorReachTheCommand(String name, int signal) throws Exception {
    String script =
        "trap 'echo got "
            + name
            + "; exit 5' "
            + name
            + "; echo ready; while :; do sleep 0.05; done";
    List<String> line =
        setup.supervised(
            MaskedWord.ofThisMachine().plan(setup.mechanism()),
            // A shell cannot trap what was ignored when these tests were started, e.g. by nohup.
            List.of("env", "--default-signal", "sh", "-c", script));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();

    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      Setup.run(List.of("kill", "-" + signal, Long.toString(process.pid())), b -> b);
      assertThat(out.readLine()).isEqualTo("got " + name);
      assertThat(process.waitFor(60 * Setup.PATIENCE, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(5);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theTerminalsInterruptReachesTheCommandOnce() throws Exception {
    String script =
        "trap 'echo got INT; n=$((n+1))' INT; trap 'exit $((n+40))' TERM; echo ready;"
            + " while :; do sleep 0.05; done";
    try (Terminal terminal = new Terminal(heldLine("sh", "-c", script))) {
      terminal.await("ready").type(Terminal.CONTROL_C).await("got INT");
      Thread.sleep(300);
      terminal.programs().filter(TransparencyTest::isHeldShell).forEach(ProcessHandle::destroy);
      assertThat(terminal.status()).isEqualTo(41);
    }
  }

  private String heldLine(String... command) throws IOException {
    List<String> line =
        setup.supervised(MaskedWord.ofThisMachine().plan(setup.mechanism()), List.of(command));
    Path launcher = folder.resolve("held");
    Files.writeString(launcher, "exec " + String.join(" ", quoted(line)) + "\n");
    return "sh " + launcher;
  }

  @Test
  void aHeldInteractiveShellControlsItsJobs() throws Exception {
    try (Terminal bash = new Terminal(heldLine("bash", "--norc", "--noprofile", "-i"))) {
      bash.prompt().type("sh -c 'echo up; exec sleep 77'\n").await("\nup").type(Terminal.CONTROL_Z);
      bash.await("Stopped").prompt().type("bg\n").await("sleep 77' &").prompt();
      bash.type("jobs\n")
          .await("Running")
          .prompt()
          .type("fg\n")
          .await("sleep 77'")
          .awaitForeground("sleep");
      bash.type(Terminal.CONTROL_C)
          .prompt()
          .type("echo status $?\n")
          .await("\nstatus 130")
          .prompt();
      assertThat(bash.type("exit 9\n").status()).isEqualTo(9);
    }
  }

  @Test
  void aHeldCommandIsAJobOfItsShell() throws Exception {
    String held = heldLine("sh", "-c", "echo up; exec sleep 77");
    try (Terminal bash = new Terminal("bash --norc --noprofile -i")) {
      bash.prompt().type(held + "\n").await("\nup").type(Terminal.CONTROL_Z);
      bash.await("Stopped").prompt().type("fg\n").await(held).awaitForeground("sleep");
      bash.type(Terminal.CONTROL_C)
          .prompt()
          .type("echo status $?\n")
          .await("\nstatus 130")
          .prompt();
      assertThat(bash.type("exit 9\n").status()).isEqualTo(9);
    }
  }

  @Test
  void aCommandThatStopsAtOnceIsAStoppedJob() throws Exception {
    String held = heldLine("sh", "-c", "kill -TSTP $$; echo went on");
    try (Terminal bash = new Terminal("bash --norc --noprofile -i")) {
      bash.prompt().type(held + "\n").await("Stopped").prompt();
      bash.type("fg\n").await("\nwent on").prompt();
      assertThat(bash.type("exit 9\n").status()).isEqualTo(9);
    }
  }

  private static boolean isHeldShell(ProcessHandle process) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    return arguments.length > 1
        && arguments[0].equals("-c")
        && arguments[1].startsWith("trap 'echo got");
  }

  @Test
  void stoppingAndContinuingTheCommandLosesNothing() {
    Ran ran =
        setup.holdScript(
            "cd "
                + folder
                + "; sh -c ': > ready; kill -STOP $$; echo continued' & p=$!;"
                + " while ! [ -e ready ]; do sleep 0.02; done;"
                + " while ! grep -q '[Tt] (' /proc/$p/status; do sleep 0.02; done;"
                + " kill -CONT $p; wait $p; echo done $?");

    assertThat(ran.out()).as(ran.err()).isEqualTo("continued\ndone 0\n");
  }

  @Test
  void killingTheSupervisorDoesNotLeaveTheCommandUnheld() throws Exception {
    Path log = folder.resolve("log");
    List<String> line =
        setup.supervised(
            MaskedWord.ofThisMachine().plan(setup.mechanism()),
            List.of(
                "sh",
                "-c",
                "echo ready; for i in 1 2 3 4 5 6 7 8; do sleep 0.1; LD_SHOW_AUXV=1 /bin/true >> "
                    + log
                    + "; done"));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();

    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      process.destroyForcibly().waitFor();
      Thread.sleep(1000);
    }

    assertThat(MaskedWord.ofThisMachine().shown(Files.exists(log) ? Files.readString(log) : ""))
        .doesNotContain(MaskedWord.ofThisMachine().full());
  }
}
