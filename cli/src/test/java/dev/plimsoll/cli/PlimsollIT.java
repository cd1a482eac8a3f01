package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command against real input: the contract of its verbs and exit codes. */
class PlimsollIT {
  private static final String LINE =
      """
      policy com.acme.Line;
      baseline portable { x86_64: x86-64-v3; aarch64: armv8.2-a + { crc32 }; }
      """;

  @TempDir private Path folder;

  @Test
  void fiveMistakesAreFiveDiagnosticsWithLineCaretAndCode() throws Exception {
    Path policy =
        write(
            """
            policy com.acme.Line;
            baseline a { x86_64: x86-64-v3 + { axv2 }; }
            baseline b { x86_64: x86-64-v3 - { sve }; }
            baseline c { x86_64 x86-64-v3; }
            baseline d { aarch64: armv8.2-a + e; }
            baseline a { x86_64: x86-64-v2; }
            """);
    Command check = Command.plimsoll("check", policy.toString());
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.out()).isEmpty();
    assertThat(count(check.err(), "error\\[PLM-\\d{3}\\]")).as(check.err()).isEqualTo(5);
    assertThat(count(check.err(), "(?m)^ +\\| *\\^+")).as(check.err()).isEqualTo(5);
    assertThat(check.err()).contains("avx2");
  }

  @Test
  void checkAnswersInJson() throws Exception {
    Path policy = write("policy com.acme.Line;\nbaseline a { x86_64: axv2; }\n");
    Command check = Command.plimsoll("check", "--format", "json", policy.toString());
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.out())
        .startsWith("{")
        .contains("\"line\" : 2", "\"column\" : 22", "\"severity\" : \"error\"", "\"avx2\"");
  }

  @Test
  void compileReportsEveryFileAndAnInvalidPolicyOutweighsAMissingFile() throws Exception {
    Path policy = write("policy com.acme.Line\n");
    Command compile =
        Command.plimsoll(
            "compile",
            "-d",
            folder.toString(),
            folder.resolve("none.plimsoll").toString(),
            policy.toString());
    assertThat(compile.status()).isEqualTo(2);
    assertThat(compile.err()).contains("none.plimsoll", "PLM-102");
  }

  @Test
  void anEndlessPolicyIsAMessage() throws Exception {
    Command check = Command.plimsoll("check", "/dev/zero");
    assertThat(check.status()).isEqualTo(3);
    assertThat(check.err()).startsWith("plimsoll: /dev/zero: is larger than");
  }

  @Test
  void compileWritesNothingWhereTwoFilesDeclareTheSamePolicy() throws Exception {
    String one = write(LINE).toString();
    Path other = Files.writeString(folder.resolve("other.plimsoll"), LINE);
    Command compile = Command.plimsoll("compile", "-d", folder.toString(), one, other.toString());
    assertThat(compile.status()).isEqualTo(2);
    assertThat(compile.err()).contains("other.plimsoll");
    assertThat(folder.resolve("com")).doesNotExist();
  }

  @Test
  void resultsThatCannotBeWrittenAreNoSuccess() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("plimsoll.distribution") + "/bin/plimsoll",
                "catalog",
                "features")
            .redirectOutput(Path.of("/dev/full").toFile());
    Process catalog = builder.start();
    String err = new String(catalog.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(catalog.waitFor()).isEqualTo(3);
    assertThat(err).startsWith("plimsoll: cannot write to standard output: ");
  }

  @Test
  void aMissingFileIsAMessageAndExitCodeThree() throws Exception {
    Command check = Command.plimsoll("check", folder.resolve("none.plimsoll").toString());
    assertThat(check.status()).isEqualTo(3);
    assertThat(check.err()).contains("none.plimsoll").doesNotContain("Exception");
  }

  @Test
  void compileWritesTheClass() throws Exception {
    Command compile = Command.plimsoll("compile", "-d", folder.toString(), write(LINE).toString());
    assertThat(compile.status()).as(compile.err()).isZero();
    assertThat(Files.readString(folder.resolve("com/acme/Line.java")))
        .contains("public final class Line", "AARCH64_HWCAP");
  }

  @Test
  void decodeStreamsLines() throws Exception {
    Command x86 =
        Command.plimsoll(
            Optional.of("c5fdfec1\n62f17d48fec1\nf30fbdc0\n90\n0f0b\nf30f1efa\n06\n"),
            "decode",
            "--arch",
            "x86_64");
    assertThat(x86.status()).as(x86.err()).isZero();
    assertThat(x86.out())
        .isEqualTo(
            """
            c5fdfec1\t4\tavx2
            62f17d48fec1\t6\tavx512f
            f30fbdc0\t4\tabm
            90\t1\t-
            0f0b\t2\t-
            f30f1efa\t4\t-
            06\t0\t?
            """);
    Command aarch64 =
        Command.plimsoll(
            Optional.of("0000c004\n2000a0b8\n1f2003d5\n5f2403d5\n"), "decode", "--arch", "arm64");
    assertThat(aarch64.status()).as(aarch64.err()).isZero();
    assertThat(aarch64.out().lines().skip(1))
        .containsExactly("2000a0b8\t4\tatomics", "1f2003d5\t4\t-", "5f2403d5\t4\t-");
    assertThat(Command.plimsoll(Optional.of("xyz\n"), "decode", "--arch", "x86_64").status())
        .isEqualTo(2);
  }

  @Test
  void scanNamesEveryObjectOfARealJar() throws Exception {
    Command scan = Command.plimsoll("scan", "--format", "json", jar("com.github.luben.zstd.Zstd"));
    assertThat(scan.out())
        .contains("linux/amd64/libzstd-jni", "linux/aarch64/libzstd-jni", "\"bmi2\"")
        .contains("\"reason\" : \"Mach-O\"", "\"reason\" : \"PE\"");
  }

  @Test
  void verifyDecidesByThePolicy() throws Exception {
    String jar = jar("com.github.luben.zstd.Zstd");
    Path policy = write("policy com.acme.Line; baseline old { x86_64: x86-64-v2; }");
    Path report = folder.resolve("verdict.json");
    Command verify =
        Command.plimsoll("verify", "--policy", policy.toString(), "-o", "json=" + report, jar);
    assertThat(verify.status()).as(verify.err()).isEqualTo(1);
    assertThat(verify.out()).contains("bmi2", "dispatch unknown");
    assertThat(Files.readString(report)).contains("\"schema\" : 1", "bmi2");
    Path wide = write(LINE);
    assertThat(Command.plimsoll("verify", "--policy", wide.toString(), jar).out()).contains("pass");
  }

  @ParameterizedTest
  @CsvSource({
    "firecracker-neoverse-v1.json, aarch64, i8mm",
    "libvirt-haswell.xml, x86_64, avx2",
    "lscpu-z15.json, s390x, vxe2",
    "nfd-sapphire-rapids.txt, x86_64, amx_tile",
    "../../../../../runtime/src/test/resources/dev/plimsoll/runtime/host/cpuinfo-riscv64-x60.txt, riscv64, zvfh",
  })
  void probeReadsWhatOthersWrote(String file, String architecture, String feature)
      throws Exception {
    Path dump = Path.of("../compiler/src/test/fixtures/dumps").resolve(file);
    Command probe = Command.plimsoll("probe", "--from", dump.toString());
    assertThat(probe.status()).as(probe.err()).isZero();
    assertThat(probe.out())
        .contains("\"architecture\": \"" + architecture + "\"", "\"" + feature + "\"");
  }

  @Test
  void probeTellsThisHost() throws Exception {
    Command probe = Command.plimsoll("probe");
    assertThat(probe.status()).as(probe.err()).isZero();
    assertThat(probe.out()).startsWith("{").contains("\"schema\"", "\"architecture\"");
  }

  @Test
  void catalogPrintsItsTables() throws Exception {
    Command features = Command.plimsoll("catalog", "features", "--arch", "x86_64");
    assertThat(features.status()).as(features.err()).isZero();
    assertThat(features.out().lines().findFirst().orElseThrow())
        .startsWith("arch\tname\taliases\tprerequisites\tword\tbit\tsource");
    assertThat(features.out().lines().filter(l -> l.startsWith("x86_64\tavx2\t"))).hasSize(1);
    assertThat(Command.plimsoll("catalog", "words").out())
        .contains("aarch64\tnative\tAT_HWCAP\t22\tHWCAP_SVE\t0x400000\tsve");
  }

  @Test
  void aHeldProcessSeesTheMaskedWordAndSoDoesItsGrandchild() throws Exception {
    Path policy =
        write("policy com.acme.Line; baseline b { x86_64: x86-64-v3; aarch64: armv8.0-a; }");
    String script = "exec env LD_SHOW_AUXV=1 /bin/true";
    Command free = Command.plimsoll("run", "--help");
    assertThat(free.status()).isZero();
    Command held =
        Command.plimsoll("run", "--policy", policy.toString(), "--", "/bin/sh", "-c", script);
    assertThat(held.status()).as(held.err()).isZero();
    assertThat(held.out()).containsPattern("AT_HWCAP2: +0x0\n");
    Command grandchild =
        Command.plimsoll(
            "run",
            "--policy",
            policy.toString(),
            "--",
            "/bin/sh",
            "-c",
            "/bin/sh -c 'LD_SHOW_AUXV=1 /bin/true; exit 7'");
    assertThat(grandchild.out()).containsPattern("AT_HWCAP2: +0x0\n");
    assertThat(grandchild.status()).isEqualTo(7);
  }

  @Test
  void aHeldProcessGetsTheDescriptorsOfTheCallerAndNoOthers() throws Exception {
    String policy = write(LINE).toString();
    for (String mechanism : List.of("s", "p")) {
      Command held =
          Command.plimsoll(
              "run",
              "--policy",
              policy,
              "--mechanism",
              mechanism,
              "--",
              "/bin/sh",
              "-c",
              "ls -l /proc/$$/fd");
      assertThat(held.out().lines().filter(line -> line.contains(" -> ")))
          .as(held.out() + held.err())
          .hasSize(3);
    }
  }

  @Test
  void runPassesOnWhatItsCommandSays() throws Exception {
    String policy = write(LINE).toString();
    assertThat(Command.plimsoll("run", "--policy", policy, "--", "/nonexistent").status())
        .isEqualTo(127);
    assertThat(Command.plimsoll("run", "--policy", policy, "--", "/etc/passwd").status())
        .isEqualTo(126);
    assertThat(
            Command.plimsoll("run", "--policy", policy, "--", "/bin/sh", "-c", "kill -9 $$")
                .status())
        .isEqualTo(137);
  }

  @Test
  void simulateReadsStandardInput() throws Exception {
    String scenario =
        "{\"machine\":{\"arch\":\"x86_64\",\"words\":{\"native\":{\"16\":\"0xf\"}}},"
            + "\"semantics\":\"v5\",\"steps\":[{\"op\":\"exec\"}]}";
    Command played = Command.plimsoll(Optional.of(scenario), "simulate", "-");
    assertThat(played.status()).as(played.err()).isZero();
    assertThat(played.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"schema\":1,\"steps\":[{\"task\":1,\"stack\":{\"16\":\"0xf\"},"
                + "\"proc\":{\"16\":\"0xf\"},\"flag\":false,\"abi\":\"native\"}]}");
    Command refused = Command.plimsoll(Optional.of("{"), "simulate", "-");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).startsWith("plimsoll: standard input: line 1, column");
  }

  @Test
  void wrongUsageIsExitCodeTwo() throws Exception {
    assertThat(Command.plimsoll("no-such-verb").status()).isEqualTo(2);
    assertThat(Command.plimsoll("decode", "--arch", "pdp11").status()).isEqualTo(2);
    assertThat(Command.plimsoll().status()).isEqualTo(2);
  }

  @Test
  void aDayOfTheSourcesThatIsNoneIsToldAndNotIgnored() throws Exception {
    String policy = write(LINE).toString();
    Command verify =
        Command.plimsoll(
            Map.of("SOURCE_DATE_EPOCH", "abc"),
            Optional.empty(),
            "verify",
            "--policy",
            policy,
            ".");
    assertThat(verify.status()).isEqualTo(2);
    assertThat(verify.err()).startsWith("SOURCE_DATE_EPOCH is `abc`");
  }

  @Test
  void filesMayHaveAnyNameUnderAnyLocale() throws Exception {
    Files.writeString(folder.resolve("é.txt"), "no object");
    String file = folder.resolve("é.txt").toString();
    Command scan = Command.plimsoll(Map.of("LC_ALL", "C"), Optional.empty(), "scan", file);
    assertThat(scan.status()).as(scan.err()).isZero();
  }

  private Path write(String policy) throws IOException {
    Path file = Files.createTempFile(folder, "line", ".plimsoll");
    return Files.writeString(file, policy);
  }

  private static String jar(String type) throws ClassNotFoundException, URISyntaxException {
    return Path.of(Class.forName(type).getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
