package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests and questions to a policy through the packaged command. */
class PolicyTestsIT {
  private static final String LINE =
      "policy com.acme.Line; baseline b { x86_64: x86-64-v3 - { avx2 }; }\n";

  @TempDir private Path folder;

  @Test
  void testsThatPassAreExitCodeZero() throws Exception {
    Command test = test("test \"floor\" { expect b on x86_64 has avx; }");
    assertThat(test.status()).as(test.err()).isZero();
    assertThat(test.out()).startsWith("TAP version 14\n1..1\n").contains("\nok 1 - com.acme.Line");
  }

  @Test
  void testsThatFailOrAreNotEvaluatedAreExitCodeOne() throws Exception {
    Command failed = test("test \"floor\" { expect b on x86_64 has avx2; }");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.out()).contains("not ok 1", "taken away here", ":1:56:");
    Command error =
        test(
            "fleet f { node n { arch x86_64; cpu x86-64-v2; } }\n"
                + "test \"m\" { expect migrate n -> n under b is safe; }");
    assertThat(error.status()).isEqualTo(1);
    assertThat(error.out()).contains("not evaluated by this version");
    Command chain =
        test(
            "test \"c\" { expect chain { hold b; exec; } on x86_64 under v5 sees default words; }");
    assertThat(chain.status()).isEqualTo(1);
    assertThat(chain.out()).contains("not ok 1", "`exec`: the words are those of the program");
  }

  @Test
  void anInvalidPolicyIsExitCodeTwoAndAMissingOneThree() throws Exception {
    assertThat(test("test \"floor\" { expect b on x86_64 has axv; }").status()).isEqualTo(2);
    assertThat(Command.plimsoll("test", folder.resolve("none").toString()).status()).isEqualTo(3);
  }

  @Test
  void testAnswersInJson() throws Exception {
    Path policy = write("test \"floor\" { expect b on x86_64 has avx2; }");
    Command test = Command.plimsoll("test", "--format", "json", policy.toString());
    assertThat(test.status()).isEqualTo(1);
    assertThat(test.out()).startsWith("{").contains("\"schema\" : 1", "\"status\" : \"fail\"");
  }

  @Test
  void explainNamesTheLineThatDecides() throws Exception {
    String policy = write("rules b {\n    warn dispatch unknown;\n}").toString();
    Command rule = Command.plimsoll("explain", "--policy", policy, "dispatch", "unknown");
    assertThat(rule.status()).as(rule.err()).isZero();
    assertThat(rule.out()).contains(": warn\n", ":3:5: warn dispatch unknown;");
    Command has = Command.plimsoll("explain", "--policy", policy, "has", "avx2", "on", "amd64");
    assertThat(has.out()).contains("lacks `avx2`", "taken away here");
    assertThat(Command.plimsoll("explain", "--policy", policy, "what").status()).isEqualTo(2);
  }

  private Command test(String block) throws IOException, InterruptedException {
    return Command.plimsoll("test", write(block).toString());
  }

  private Path write(String block) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "line", ".plimsoll"), LINE + block);
  }
}
