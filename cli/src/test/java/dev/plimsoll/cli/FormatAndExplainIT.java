package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged verbs {@code format} and {@code explain}. */
class FormatAndExplainIT {
  private static final String FORMATTED =
      """
      policy a.B;

      baseline b {
          x86_64: lzcnt;  // é
      }
      """;
  private static final String UNTIDY = "policy a.B; baseline b {x86_64:lzcnt;// é\r\n}";

  @TempDir private Path folder;

  @Test
  void formatsInPlaceAndOnlyWhereNeeded() throws Exception {
    Path untidy = write("untidy", UNTIDY);
    Path tidy = write("tidy", FORMATTED);
    Files.setPosixFilePermissions(untidy, PosixFilePermissions.fromString("rw-rw-r--"));
    Object inode = Files.getAttribute(tidy, "unix:ino");
    Command format = Command.plimsoll("format", untidy.toString(), tidy.toString());
    assertThat(format.status()).as(format.err()).isZero();
    assertThat(format.out()).isEqualTo(untidy + "\n");
    assertThat(format.err()).isEmpty();
    assertThat(Files.readString(untidy)).isEqualTo(FORMATTED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(untidy)))
        .isEqualTo("rw-rw-r--");
    assertThat(Files.getAttribute(tidy, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void checkNamesWhatWouldChangeAndChangesNothing() throws Exception {
    Path untidy = write("untidy", UNTIDY);
    Path tidy = write("tidy", FORMATTED);
    Command both = Command.plimsoll("format", "--check", untidy.toString(), tidy.toString());
    assertThat(both.status()).as(both.err()).isEqualTo(1);
    assertThat(both.out()).isEqualTo(untidy + "\n");
    assertThat(Files.readString(untidy)).isEqualTo(UNTIDY);
    assertThat(Command.plimsoll("format", "--check", tidy.toString()).status()).isZero();
  }

  @Test
  void canonicalRewritesNames() throws Exception {
    Path file = write("a", FORMATTED);
    assertThat(Command.plimsoll("format", "--canonical", file.toString()).status()).isZero();
    assertThat(Files.readString(file)).isEqualTo(FORMATTED.replace("lzcnt", "abm"));
    assertThat(Command.plimsoll("format", "--check", "--canonical", file.toString()).status())
        .isZero();
  }

  @Test
  void whatIsNoPolicyStaysAsItIs() throws Exception {
    Path broken = write("broken", "policy a.B; baseline b { x86_64 lzcnt; }");
    Path latin = folder.resolve("latin.plimsoll");
    Files.write(latin, "policy a.B; // \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Path untidy = write("untidy", UNTIDY);
    String none = folder.resolve("none").toString();
    Command format =
        Command.plimsoll("format", latin.toString(), none, broken.toString(), untidy.toString());
    assertThat(format.status()).isEqualTo(2);
    assertThat(format.err()).contains("PLM-102", "not UTF-8", "no such file");
    assertThat(format.out()).isEqualTo(untidy + "\n");
    assertThat(Files.readString(broken)).isEqualTo("policy a.B; baseline b { x86_64 lzcnt; }");
    assertThat(Files.readString(latin, StandardCharsets.ISO_8859_1)).endsWith("\u00e9");
    assertThat(Command.plimsoll("format", latin.toString()).status()).isEqualTo(3);
    assertThat(Command.plimsoll("format").status()).isEqualTo(2);
  }

  @Test
  void explainPrintsThePageOfACode() throws Exception {
    Command explain = Command.plimsoll("explain", "PLM-102");
    assertThat(explain.status()).as(explain.err()).isZero();
    assertThat(explain.out())
        .startsWith("PLM-102 Missing punctuation\n\n")
        .contains("\n    error[PLM-102]: Expected `;`", "\nMend. ")
        .doesNotContain("```", "**");
    assertThat(Command.plimsoll("explain", "plm-391").out()).startsWith("PLM-391 ");
  }

  @Test
  void explainNamesTheNearestCodes() throws Exception {
    Command explain = Command.plimsoll("explain", "PLM-100");
    assertThat(explain.status()).isEqualTo(2);
    assertThat(explain.out()).isEmpty();
    assertThat(explain.err()).contains("`PLM-100`", "PLM-101, PLM-102, PLM-103");
    assertThat(Command.plimsoll("explain").status()).isEqualTo(2);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".plimsoll"), text);
  }
}
