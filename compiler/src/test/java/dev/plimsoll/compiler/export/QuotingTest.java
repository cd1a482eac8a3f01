package dev.plimsoll.compiler.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value comes back as it was from those who read what is written. */
class QuotingTest {
  private static final String ALPHABET = "aZ09 _-+=:,./~%$`\"'\\#;|&<>()*?[]{}!^@\t\néü🂡\u0001";

  @TempDir private Path folder;

  private static List<String> values() {
    Random random = new Random(7);
    int[] characters = ALPHABET.codePoints().toArray();
    List<String> values = new ArrayList<>();
    values.add("");
    values.add("glibc.cpu.hwcaps=-AVX2,-AVX512F");
    values.add("~0x200000000000000:~0x20000000000:~0x0:~0x0:~0x0");
    values.add("-XX:UseAVX=2 -XX:+UnlockDiagnosticVMOptions");
    values.add("%H ${HOME} $(id) `id` \\n");
    for (int i = 0; i < 2_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        value.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      values.add(value.toString());
    }
    return values;
  }

  @Test
  void aShellReadsBackWhatAnEnvFileSays() throws Exception {
    List<String> values = values();
    StringBuilder file = new StringBuilder();
    StringBuilder script = new StringBuilder("set -a; . ./plan.env\n");
    for (int i = 0; i < values.size(); i++) {
      file.append("V" + i + "=").append(EnvFile.quote(values.get(i))).append('\n');
      script.append("printf '%s\\0' \"$V" + i + "\"\n");
    }
    Files.writeString(folder.resolve("plan.env"), file);
    Files.writeString(folder.resolve("script"), script);

    Process shell =
        new ProcessBuilder("/bin/sh", "script")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor()).isZero();
    List<String> read = List.of(printed.split("\0", -1));
    assertThat(read.subList(0, read.size() - 1)).isEqualTo(values);
  }

  @Test
  void systemdReadsBackWhatAnEnvFileSays() {
    for (String value : values()) {
      assertThat(environmentFileValue(EnvFile.quote(value))).isEqualTo(value);
    }
  }

  @Test
  void systemdReadsBackWhatADropInSays() {
    for (String value : values()) {
      String quoted = SystemdDropIn.quote("NAME=" + value);
      assertThat(quoted).doesNotContain("\n");
      assertThat(withoutSpecifiers(unquoted(quoted))).isEqualTo("NAME=" + value);
    }
  }

  /** As {@code parse_env_file_internal} of systemd's env-file.c reads the value of a line. */
  private static String environmentFileValue(String text) {
    if (!text.startsWith("\"")) {
      assertThat(text).matches("[^'\"\\\\\\s]*");
      return text;
    }
    StringBuilder value = new StringBuilder();
    int i = 1;
    while (text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c == '\\') {
        c = text.charAt(i++);
        assertThat("\"\\`$").as("characters that a backslash takes").contains("" + c);
      }
      value.append(c);
    }
    assertThat(i).as("what follows the quote").isEqualTo(text.length() - 1);
    return value.toString();
  }

  /** As {@code extract_first_word} with {@code EXTRACT_UNQUOTE|EXTRACT_CUNESCAPE} reads it. */
  private static String unquoted(String text) {
    StringBuilder value = new StringBuilder();
    assertThat(text.charAt(0)).isEqualTo('"');
    int i = 1;
    while (text.charAt(i) != '"') {
      char c = text.charAt(i++);
      if (c == '\\') {
        char escaped = text.charAt(i++);
        switch (escaped) {
          case 'n' -> c = '\n';
          case 't' -> c = '\t';
          case '"', '\\' -> c = escaped;
          case 'x' -> {
            c = (char) Integer.parseInt(text.substring(i, i + 2), 16);
            i += 2;
          }
          default -> throw new AssertionError("systemd knows no \\" + escaped);
        }
      }
      value.append(c);
    }
    assertThat(i).as("what follows the quote").isEqualTo(text.length() - 1);
    return value.toString();
  }

  /** As systemd.unit(5) says of {@code %}. */
  private static String withoutSpecifiers(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        assertThat(text.charAt(++i)).as("a specifier").isEqualTo('%');
      }
      value.append(text.charAt(i));
    }
    return value.toString();
  }
}
