package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What pages show of the command is what it prints: every block labelled {@code console} is run
 * against the packaged command. {@code -Dplimsoll.overwrite=true} writes what it printed into the
 * pages instead, but never under {@code CI=true}.
 */
class DocumentedSessionsIT {
  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;

  @Test
  void theTutorialIsReal() throws Exception {
    Path jar =
        Path.of(
            Class.forName("com.github.luben.zstd.Zstd")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Files.copy(jar, folder.resolve("zstd-jni.jar"));
    isReal("docs/tutorial.md", 20);
  }

  @Test
  void theReadmeIsReal() throws Exception {
    Files.copy(Path.of("src/test/console/README/line.plimsoll"), folder.resolve("line.plimsoll"));
    Files.copy(
        ROOT.resolve("examples/quickstart/src/main/plimsoll/archiver.plimsoll"),
        folder.resolve("archiver.plimsoll"));
    isReal("README.md", 2);
  }

  @Test
  void thePageOnEnforcementIsReal() throws Exception {
    Files.writeString(
        folder.resolve("line.plimsoll"),
        "policy com.acme.Line; baseline b { x86_64: x86-64-v3; aarch64: armv8.0-a; }\n"
            + "hold b { residual allow; }\n");
    isReal("docs/enforcement.md", 1);
  }

  @Test
  void aPageThatLiesIsFound() throws Exception {
    String page =
        "```text a.txt\none\n```\n```console\n$ cat a.txt; false\n%s\n$ echo $?\n1\n```\n";
    String truth = page.formatted("one");
    assertThat(new ConsolePage(folder).replay(page.formatted("two"))).isEqualTo(truth);
    assertThat(new ConsolePage(folder).replay(truth)).isEqualTo(truth);
  }

  private void isReal(String name, int atLeast) throws IOException, InterruptedException {
    Path file = ROOT.resolve(name);
    String page = Files.readString(file);
    ConsolePage console = new ConsolePage(folder);
    String truth = console.replay(page);
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).as("no page is rewritten in CI").isNotEqualTo("true");
      Files.writeString(file, truth);
    } else {
      assertThat(page).isEqualTo(truth);
    }
    assertThat(console.commands()).isGreaterThanOrEqualTo(atLeast);
  }
}
