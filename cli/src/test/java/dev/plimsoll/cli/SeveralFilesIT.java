package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command and policies that stand in more than one file. */
class SeveralFilesIT {
  private static final String FLEET =
      """
      fleet production { node a { arch x86_64; cpu znver4; } node b { from probe "probes/*.json"; } }
      baseline floor { x86_64: common(production) & x86-64-v3; }
      """;

  private static final String PROBE =
      """
      {"schema": 1, "architecture": "x86_64",
       "features": ["fpu", "cx8", "cmov", "mmx", "fxsr", "sse", "sse2", "syscall", "pni", "ssse3"]}
      """;

  private static final String LINE =
      """
      policy com.acme.Line;
      import "acme/fleet.plimsoll";
      baseline portable { x86_64: floor; }
      hold floor { }
      """;

  @TempDir private Path folder;

  @Test
  void importsFromASourceRoot() throws Exception {
    write("roots/acme/fleet.plimsoll", FLEET);
    write("roots/probes/b.json", PROBE);
    Path line = write("line/line.plimsoll", LINE);
    Command missing = Command.plimsoll("check", line.toString());
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("PLM-230", "Looked for in `" + line.getParent() + "`");
    Command found =
        Command.plimsoll("check", "--root", folder.resolve("roots").toString(), line.toString());
    assertThat(found.status()).as(found.err()).isZero();
  }

  @Test
  void importsFromAJarAndCompilesIt() throws Exception {
    Path jar = folder.resolve("fleet.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/plimsoll/acme/fleet.plimsoll"));
      zip.write(FLEET.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("META-INF/plimsoll/probes/b.json"));
      zip.write(PROBE.getBytes(StandardCharsets.UTF_8));
    }
    Path line = write("line.plimsoll", LINE);
    Command compile =
        Command.plimsoll(
            "compile", "--class-path", jar.toString(), "-d", folder.toString(), line.toString());
    assertThat(compile.status()).as(compile.err()).isZero();
    assertThat(Files.readString(folder.resolve("com/acme/Line.java")))
        .contains("class Portable", "class Floor", "\"ssse3\"")
        .doesNotContain("\"avx\"");
  }

  @Test
  void theClassPathIsAListAndMayBeGivenInParts() throws Exception {
    write("one/META-INF/plimsoll/acme/fleet.plimsoll", "baseline floor { x86_64: avx2; }\n");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path line = write("line/line.plimsoll", LINE);
    String one = folder.resolve("one").toString();
    Command joined =
        Command.plimsoll(
            "check", "--class-path", empty + File.pathSeparator + one, line.toString());
    assertThat(joined.status()).as(joined.err()).isZero();
    Command parts =
        Command.plimsoll(
            "check", "--class-path", empty.toString(), "--class-path", one, line.toString());
    assertThat(parts.status()).as(parts.err()).isZero();
  }

  @Test
  void canonicalNamesAreWrittenInAFileThatImports() throws Exception {
    write("acme/fleet.plimsoll", "baseline lzcnt { x86_64: avx2; }\n");
    String text = "policy a.B;\n\nimport \"acme/fleet.plimsoll\";\n\n";
    Path line = write("line.plimsoll", text + "baseline b { amd64: lzcnt + sse4.2; }\n");
    Command format = Command.plimsoll("format", "--canonical", line.toString());
    assertThat(format.status()).as(format.err()).isZero();
    assertThat(Files.readString(line)).contains("x86_64: lzcnt + sse4_2;");
    Files.delete(folder.resolve("acme/fleet.plimsoll"));
    Command unread = Command.plimsoll("format", "--canonical", line.toString());
    assertThat(unread.status()).isZero();
    assertThat(unread.err()).contains("acme/fleet.plimsoll", "names in sets stay as they are");
  }

  @Test
  void aMistakeInAnImportIsShownThereAndOnce() throws Exception {
    write("acme/fleet.plimsoll", FLEET.replace("znver4", "znver44"));
    write("probes/b.json", PROBE);
    Path line = write("line.plimsoll", LINE);
    Path other = write("other.plimsoll", LINE.replace("Line", "Other"));
    Command check = Command.plimsoll("check", line.toString(), other.toString());
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err()).containsOnlyOnce("PLM-201").contains("acme/fleet.plimsoll:1:46");
  }

  @Test
  void aLibraryIsCheckedButNeitherCompiledNorVerified() throws Exception {
    String library = write("floor.plimsoll", "baseline floor { x86_64: avx2; }\n").toString();
    assertThat(Command.plimsoll("check", library).status()).isZero();
    Command compile = Command.plimsoll("compile", "-d", folder.toString(), library);
    assertThat(compile.status()).isZero();
    assertThat(compile.out()).isEmpty();
    assertThat(compile.err()).contains("names no policy");
    Command verify = Command.plimsoll("verify", "--policy", library, folder.toString());
    assertThat(verify.status()).isEqualTo(2);
    assertThat(verify.err()).contains("names no policy");
  }

  @Test
  void explainsAcrossFiles() throws Exception {
    write("acme/fleet.plimsoll", FLEET);
    write("probes/b.json", PROBE);
    Path line = write("line.plimsoll", LINE);
    Command explain = Command.plimsoll("explain", "--policy", line.toString(), "has avx on x86_64");
    assertThat(explain.status()).as(explain.err()).isZero();
    assertThat(explain.out())
        .contains("line.plimsoll:3:", "fleet.plimsoll:2:", "node `b` lacks it");
    Command json =
        Command.plimsoll(
            "explain", "--policy", line.toString(), "--format", "json", "has avx on x86_64");
    assertThat(json.status()).isZero();
    assertThat(json.out())
        .startsWith("{")
        .contains("\"schema\" : 1", "\"question\" : \"has avx on x86_64\"", "\"because\" : [ {");
    Command words =
        Command.plimsoll("explain", "--policy", line.toString(), "--format", "json", "words");
    assertThat(words.out()).contains("\"value\" : \"auto\"", "\"default\" : true");
    Command unknown = Command.plimsoll("explain", "--policy", line.toString(), "why not");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("Questions are:");
  }

  @Test
  void sealsInPlaceAndTellsWhatAChangeDoes() throws Exception {
    String text = "policy com.acme.Line; // x\nbaseline portable { aarch64: armv8.2-a + aes; }\n";
    Path line = write("line.plimsoll", text);
    Path old = write("old.plimsoll", text);
    Command seal = Command.plimsoll("seal", line.toString());
    assertThat(seal.status()).as(seal.err()).isZero();
    String sealed = Files.readString(line);
    assertThat(sealed.replaceAll(" sealed \"[0-9a-f]{32}\"", "")).isEqualTo(text);
    assertThat(sealed).isNotEqualTo(text);
    assertThat(Command.plimsoll("check", line.toString()).status()).isZero();
    assertThat(Command.plimsoll("diff", old.toString(), line.toString()).status()).isZero();
    Command again = Command.plimsoll("seal", line.toString());
    assertThat(again.out()).contains("unchanged");
    assertThat(Files.readString(line)).isEqualTo(sealed);

    Files.writeString(line, sealed.replace("aes", "sve"));
    Command check = Command.plimsoll("check", line.toString());
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err()).contains("PLM-236", "loses aes", "HWCAP_SVE", "was 0x");
    Command diff = Command.plimsoll("diff", old.toString(), line.toString());
    assertThat(diff.status()).isEqualTo(1);
    assertThat(diff.out())
        .contains("portable\n  aarch64\n    - aes\n", "    + sve\n", "      + HWCAP_SVE\n");
    Command json = Command.plimsoll("diff", "--format", "json", old.toString(), line.toString());
    assertThat(json.status()).isEqualTo(1);
    assertThat(json.out())
        .contains("\"schema\" : 1", "\"change\" : \"changed\"", "\"removed\" : [ \"aes\" ]")
        .contains("\"word\" : \"AT_HWCAP\"");
    Files.writeString(line, text + "hold portable { residual deny; }\n");
    Command held = Command.plimsoll("diff", "--format", "json", old.toString(), line.toString());
    assertThat(held.status()).isEqualTo(1);
    assertThat(held.out())
        .contains("\"baselines\" : [ ]", "\"fleets\" : [ ]", "\"rules\" : [ ]", "\"tests\" : [ ]")
        .contains("\"subject\" : \"residual\"", "\"added\" : [ \"deny\" ]");
    assertThat(Command.plimsoll("diff", old.toString(), line.toString()).out())
        .isEqualTo("hold portable\n  residual\n    - warn\n    + deny\n");
    Path broken = write("broken.plimsoll", "policy a.B; baseline b { x86_64: axv; }");
    assertThat(Command.plimsoll("diff", old.toString(), broken.toString()).status()).isEqualTo(2);
    assertThat(Command.plimsoll("seal", broken.toString()).status()).isEqualTo(2);
    assertThat(Command.plimsoll("seal", "--baseline", "nope", line.toString()).status())
        .isEqualTo(2);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
