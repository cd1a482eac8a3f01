package dev.plimsoll.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.inheritance.MachineArchitecture;
import dev.plimsoll.runtime.inheritance.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static final Path FIXTURES = Path.of("src/test/fixtures/simulate");
  private static final String MACHINE =
      "\"machine\":{\"arch\":\"x86_64\",\"words\":{\"native\":{\"16\":\"0xf\"}}}";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyScenarioGivesWhatStandsBesideIt() throws IOException {
    List<Path> scenarios;
    try (Stream<Path> files = Files.list(FIXTURES)) {
      scenarios = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(scenarios).hasSizeGreaterThan(20);
    return scenarios.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> play(f)));
  }

  private static void play(Path scenario) throws IOException {
    Run run = run(scenario);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    Path expected =
        scenario.resolveSibling(scenario.getFileName().toString().replace(".json", ".out"));
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).as("no expectation is rewritten in CI").isNotEqualTo("true");
      Files.writeString(expected, run.out());
    }
    assertThat(run.out()).isEqualTo(Files.readString(expected));
  }

  @Test
  void theExampleOfTheManualIsARun() throws IOException {
    String page = Files.readString(Path.of("../docs/simulate.md"));
    List<String> blocks = new ArrayList<>();
    Matcher json = Pattern.compile("(?ms)^```json\\n(.*?)^```\\n").matcher(page);
    while (json.find()) {
      blocks.add(json.group(1));
    }
    assertThat(blocks).hasSize(2);
    assertThat(play(blocks.get(0))).isEqualTo(new Run(0, blocks.get(1), ""));
    for (Parameter parameter : Parameter.ALL) {
      assertThat(page).contains("| `" + parameter.key() + "` | ");
      parameter.choices().forEach(choice -> assertThat(page).contains("`" + choice + "`"));
    }
    for (MachineArchitecture architecture : MachineArchitecture.ALL) {
      String words =
          architecture.filledWords().stream().map(String::valueOf).collect(joining(", "));
      assertThat(page).containsPattern("(?m)^\\|.*`" + architecture + "`.*\\| " + words + " \\|$");
    }
  }

  @Test
  void whatIsNoScenarioIsSaidByStepAndField() throws IOException {
    assertThat(complaint("")).contains("no JSON object");
    assertThat(complaint("[]")).contains("no JSON object");
    assertThat(complaint("{\"steps\":[")).contains("line 1, column", "no JSON");
    assertThat(complaint("{} {}")).contains("behind the end");
    assertThat(complaint("{}")).contains("`machine` is missing");
    assertThat(complaint("{" + MACHINE + "}")).contains("`semantics` is missing");
    assertThat(complaint("{" + MACHINE + ",\"semantics\":\"v5\"}")).contains("`steps` is missing");
    assertThat(complaint("{" + MACHINE + ",\"semantics\":\"v9\",\"steps\":[]}"))
        .contains("`semantics` is `v9`; it is one of mainline, v2, v4, v5");
    assertThat(complaint("{" + MACHINE + "," + MACHINE + "}")).contains("Duplicate", "machine");
    assertThat(complaint("{" + MACHINE + ",\"stepps\":[]}")).contains("`stepps` is no field");
    assertThat(complaint("{\"schema\":2}")).contains("`schema` is not 1");
    assertThat(complaint("{\"machine\":{\"arch\":\"pdp11\"}}"))
        .contains("`machine`: `arch` is `pdp11`", "x86_64", "loongarch64");
    assertThat(machine("{\"native\":{\"16\":15}}"))
        .contains("`words`: `native`: `16` is no string");
    assertThat(machine("{\"native\":{\"16\":\"15\"}}")).contains("`16` is not 0x and");
    assertThat(machine("{\"native\":{\"16\":\"0x12345678901234567\"}}")).contains("not 0x and");
    assertThat(machine("{\"native\":{\"17\":\"0x1\"}}")).contains("`17` is no word", "[16, 26, 29");
    assertThat(machine("{\"native\":{\"16\":\"0x1\",\"16\":\"0x1\"}}")).contains("Duplicate");
    assertThat(machine("{\"compat\":{}}")).contains("`words`: `native` is missing");
    assertThat(machine("{\"native\":null}")).contains("`native` is no object");
    assertThat(machine("{\"native\":{}},\"vectorWords\":4")).contains("`vectorWords` is no whole");
    assertThat(parameters("{\"setAuxvCopy\":\"len\"}"))
        .contains("`parameters`: `setAuxvCopy` is `len`; it is one of LEN, FULL");
    assertThat(parameters("{\"setAuxCopy\":\"LEN\"}")).contains("did you mean `setAuxvCopy`?");
    assertThat(parameters("{\"signal\":\"HWCAP2_BIT\"}")).contains("no room for a signal bit");
  }

  @Test
  void aStepThatIsNoneIsSaidByNumberAndField() throws IOException {
    assertThat(step("7")).contains("step 2: this is no object");
    assertThat(step("{}")).contains("step 2: `op` is missing");
    assertThat(step("{\"op\":\"exek\"}")).contains("step 2: `op` is `exek`; did you mean `exec`?");
    assertThat(step("{\"op\":\"quit\"}")).contains("`quit`; it is one of checkpoint, clone, exec");
    assertThat(step("{\"op\":\"exec\",\"abi\":\"x32\"}"))
        .contains("step 2 (exec): `abi` is `x32`; it is one of native, compat");
    assertThat(step("{\"op\":\"exec\",\"op\":\"fork\"}")).contains("Duplicate");
    assertThat(step("{\"op\":\"exec\",\"abbi\":\"native\"}"))
        .contains("step 2 (exec): `abbi` is no field of it; did you mean `abi`?");
    assertThat(step("{\"op\":\"exec\",\"secure\":\"yes\"}")).contains("neither true nor false");
    assertThat(step("{\"op\":\"exec\",\"fails\":\"never\"}")).contains("before, after");
    assertThat(step("{\"op\":\"fork\",\"task\":0}")).contains("`task` is no whole number from 1");
    assertThat(step("{\"op\":\"fork\",\"task\":1e3}")).contains("`task` is no whole number");
    assertThat(step("{\"op\":\"fork\",\"task\":99999999999999999999}")).contains("no whole number");
    assertThat(step("{\"op\":\"fork\",\"task\":3}"))
        .contains("step 2 (fork): `task` is 3, but tasks so far are 1 to 2");
    assertThat(step("{\"op\":\"restore\"}")).contains("nothing was checkpointed before");
    assertThat(step("{\"op\":\"restore\",\"task\":1}")).contains("which was not checkpointed");
    assertThat(step("{\"op\":\"prctl-map\"}")).contains("`vector` is missing");
    assertThat(step("{\"op\":\"prctl-map\",\"vector\":{}}")).contains("`vector` is no array");
    assertThat(step("{\"op\":\"prctl-map\",\"vector\":[[16,\"0x1\"],[16,1]]}"))
        .contains("step 2 (prctl-map): `vector` has no pair [number, \"0x…\"] in place 2");
    assertThat(step("{\"op\":\"prctl-map\",\"vector\":[[16,\"0xg\"]]}"))
        .contains("`vector` has `0xg` in place 1");
    assertThat(step("{\"op\":\"prctl-map\",\"vector\":[[-1,\"0x1\"]]}")).contains("no pair");
    assertThat(step("{\"op\":\"prctl-auxv\",\"vector\":[],\"length\":-1}")).contains("`length`");
    assertThat(
            step("{\"op\":\"exec\",\"fails\":\"after\",\"task\":2},{\"op\":\"fork\",\"task\":2}"))
        .contains("step 3 (fork): `task` is 2, which is dead");
    assertThat(
            step(
                "{\"op\":\"exec\",\"fails\":\"after\"},{\"op\":\"exec\",\"fails\":\"after\"},"
                    + "{\"op\":\"exec\"}"))
        .contains("step 4 (exec): no task is alive");
    String other = "{\"arch\":\"s390x\",\"words\":{\"native\":{}}}";
    assertThat(step("{\"op\":\"checkpoint\"},{\"op\":\"restore\",\"machine\":" + other + "}"))
        .contains("step 3 (restore): `machine`: `arch` is not that of the checkpoint, x86_64");
    assertThat(step("{\"op\":\"restore\",\"machine\":{\"arch\":\"vax\"}}"))
        .contains("step 2 (restore): `machine`: `arch` is `vax`");
  }

  @Test
  void hugeInputsAreRefusedOrPlayed() throws IOException {
    assertThat(complaint("[".repeat(100_000))).contains("no JSON object");
    assertThat(complaint("{\"comment\":" + "[".repeat(100_000))).contains("no JSON", "depth");
    String pairs = "[16,\"0x1\"],".repeat(70_000);
    assertThat(step("{\"op\":\"prctl-map\",\"vector\":[" + pairs + "[16,\"0x1\"]]}"))
        .contains("more than 65536 values");
    assertThat(complaint("{\"" + "x".repeat(100_000) + "\":1}")).hasSizeLessThan(400);
    assertThat(complaint("\u0000\u0001\u001b[31m")).doesNotContain("\u001b");
  }

  @Test
  void aHundredThousandStepsArePlayed() throws IOException {
    String some =
        "{\"op\":\"fork\"},{\"op\":\"prctl-map\",\"vector\":[[16,\"0x7\"]]},{\"op\":\"exec\"},"
            + "{\"op\":\"vfork\"},{\"op\":\"exec\",\"fails\":\"after\"},{\"op\":\"checkpoint\"},"
            + "{\"op\":\"restore\"},{\"op\":\"clone\"},{\"op\":\"get-auxv\"},{\"op\":\"exec\"}";
    String steps = (some + ",").repeat(9_999) + some;
    Run run = play("{" + MACHINE + ",\"semantics\":\"v5\",\"steps\":[" + steps + "]}");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().split("\"task\"", -1)).hasSize(100_001);
  }

  @Test
  void unusualMachinesArePlayedWithANote() throws IOException {
    Run run =
        play(
            "{\"machine\":{\"arch\":\"loongarch64\",\"words\":{\"native\":{\"26\":\"0x1\"},"
                + "\"compat\":{}}},\"semantics\":\"v4\",\"steps\":[{\"op\":\"exec\"}]}");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("\"26\" : \"0x1\"");
    assertThat(run.err())
        .contains(
            "note: `machine`: no known kernel for loongarch64 fills AT_HWCAP2; played as given",
            "loongarch64 has no programs of a smaller width");
  }

  @Test
  void aFileThatIsNotThereIsExitCodeThree() {
    Run run = run(folder.resolve("none.json"));
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("there is no such file");
  }

  private String machine(String words) throws IOException {
    return complaint("{\"machine\":{\"arch\":\"aarch64\",\"words\":" + words + "}}");
  }

  private String parameters(String parameters) throws IOException {
    return complaint(
        "{" + MACHINE + ",\"semantics\":\"v5\",\"steps\":[],\"parameters\":" + parameters + "}");
  }

  private String step(String steps) throws IOException {
    return complaint(
        "{" + MACHINE + ",\"semantics\":\"v5\",\"steps\":[{\"op\":\"fork\"}," + steps + "]}");
  }

  /** The message of a scenario that is refused: one line and nothing else. */
  private String complaint(String scenario) throws IOException {
    Run run = play(scenario);
    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("plimsoll: ").endsWith("\n").doesNotContain("\tat ", "bug");
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  private Run play(String scenario) throws IOException {
    return run(Files.writeString(folder.resolve("scenario.json"), scenario));
  }

  private static Run run(Path scenario) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Plimsoll.run(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            "simulate",
            scenario.toString());
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private record Run(int status, String out, String err) {}
}
