package dev.plimsoll.compiler.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.compiler.sources.SourceRoots.SourceRoot;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRootsTest {
  @TempDir private Path folder;

  @Test
  void rootsComeBeforeTheClassPathAndEachInItsOrder() throws IOException {
    Path first = write("first/acme/a.plimsoll", "1");
    write("second/acme/a.plimsoll", "2");
    write("second/acme/b.plimsoll", "2");
    Path jar = jar("x.jar", Map.of("META-INF/plimsoll/acme/b.plimsoll", "3"));
    write("classes/META-INF/plimsoll/acme/c.plimsoll", "4");
    Path late = jar("y.jar", Map.of("META-INF/plimsoll/acme/c.plimsoll", "5"));
    SourceRoots roots =
        SourceRoots.of(
            List.of(
                new SourceRoot(first.getParent().getParent(), "one"),
                new SourceRoot(folder.resolve("second"), "")),
            List.of(jar, folder.resolve("classes"), late));
    assertThat(found(roots, "acme/a.plimsoll"))
        .isEqualTo(new SourceFile("one/acme/a.plimsoll", "1"));
    assertThat(found(roots, "acme/b.plimsoll")).isEqualTo(new SourceFile("acme/b.plimsoll", "2"));
    assertThat(found(roots, "acme/c.plimsoll").text()).isEqualTo("4");
  }

  @Test
  void aFileInAJarIsNamedByTheJar() throws IOException {
    Path jar = jar("fleet-1.jar", Map.of("META-INF/plimsoll/acme/b.plimsoll", "text"));
    SourceRoots roots = SourceRoots.of(List.of(), List.of(jar));
    assertThat(found(roots, "acme/b.plimsoll"))
        .isEqualTo(new SourceFile("fleet-1.jar!/META-INF/plimsoll/acme/b.plimsoll", "text"));
    // Nothing holds on to it.
    Files.delete(jar);
    assertThat(roots.find("acme/b.plimsoll")).isInstanceOf(ImportLookup.Unreadable.class);
  }

  @Test
  void whatIsMissingIsToldWithThePlaces() throws IOException {
    Path jar = jar("x.jar", Map.of("acme/a.plimsoll", "not in META-INF/plimsoll"));
    SourceRoots roots = SourceRoots.of(List.of(new SourceRoot(folder, "src")), List.of(jar));
    assertThat(roots.find("acme/a.plimsoll"))
        .isEqualTo(new ImportLookup.Missing(List.of("src", "x.jar!/META-INF/plimsoll/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/x.plimsoll",
        "../x.plimsoll",
        "a/../../x.plimsoll",
        "a/..",
        "./x.plimsoll",
        "a//x.plimsoll",
        "a/x.plimsoll/",
        "..\\x.plimsoll",
        "C:/x.plimsoll",
        "C:x.plimsoll",
        "file:x.plimsoll",
        "a\u0000.plimsoll",
        "a\n.plimsoll",
        "x.txt",
        "\\\\host\\share\\x.plimsoll"
      })
  void refusesWhatMayNotBeFollowed(String path) throws IOException {
    write("x.plimsoll", "outside");
    write("root/inside.plimsoll", "inside");
    SourceRoots roots = SourceRoots.of(List.of(SourceRoot.of(folder.resolve("root"))), List.of());
    assertThat(roots.find(path)).isInstanceOf(ImportLookup.Refused.class);
  }

  @Test
  void aSymbolicLinkMayNotLeadOut() throws IOException {
    Path outside = write("outside.plimsoll", "outside");
    write("root/a.plimsoll", "inside");
    Path root = folder.resolve("root");
    Files.createSymbolicLink(root.resolve("out.plimsoll"), outside);
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createSymbolicLink(root.resolve("in.plimsoll"), root.resolve("a.plimsoll"));
    Files.createSymbolicLink(root.resolve("loop.plimsoll"), root.resolve("loop.plimsoll"));
    SourceRoots roots = SourceRoots.of(List.of(new SourceRoot(root, "src")), List.of());
    assertThat(roots.find("out.plimsoll"))
        .isEqualTo(
            new ImportLookup.Unreadable("src/out.plimsoll", "a symbolic link leads out of src"));
    assertThat(roots.find("up/outside.plimsoll")).isInstanceOf(ImportLookup.Unreadable.class);
    assertThat(roots.find("loop.plimsoll"))
        .isInstanceOfSatisfying(
            ImportLookup.Unreadable.class,
            loop -> assertThat(loop.reason()).doesNotContain(root.toString()));
    assertThat(found(roots, "in.plimsoll").text()).isEqualTo("inside");
    Surroundings around = around(roots, root.resolve("a.plimsoll"));
    assertThat(around.probes("up/*.plimsoll")).isInstanceOf(ProbeLookup.Unreadable.class);
    assertThat(around.probes("out.*")).isInstanceOf(ProbeLookup.Unreadable.class);
  }

  @Test
  void aFolderAndADamagedJarAreNotRead() throws IOException {
    Files.createDirectories(folder.resolve("a.plimsoll"));
    Path junk = write("junk.jar", "no zip");
    assertThat(SourceRoots.of(List.of(new SourceRoot(folder, "")), List.of()).find("a.plimsoll"))
        .isEqualTo(new ImportLookup.Unreadable("a.plimsoll", "it is not a regular file"));
    assertThat(SourceRoots.of(List.of(), List.of(junk)).find("a.plimsoll"))
        .isInstanceOf(ImportLookup.Unreadable.class);
  }

  @Test
  void anEntryThatGrowsWithoutEndIsCutOff() throws IOException {
    Path jar = folder.resolve("bomb.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/plimsoll/a.plimsoll"));
      byte[] block = new byte[1 << 20];
      for (int i = 0; i <= SourceRoots.LARGEST_FILE >> 20; i++) {
        zip.write(block);
      }
    }
    assertThat(SourceRoots.of(List.of(), List.of(jar)).find("a.plimsoll"))
        .isEqualTo(
            new ImportLookup.Unreadable(
                "bomb.jar!/META-INF/plimsoll/a.plimsoll", "it is larger than 32 MiB"));
  }

  @Test
  void probesAreFoundInTheRootOfThePolicySortedByPath() throws IOException {
    write("src/probes/lab-10.json", "ten");
    write("src/probes/lab-2.json", "two");
    write("src/probes/.lab-hidden.json", "hidden");
    write("src/probes/deep/lab-3.json", "deep");
    Path policy = write("src/acme/line.plimsoll", "");
    SourceRoots roots =
        SourceRoots.of(List.of(new SourceRoot(folder.resolve("src"), "src")), List.of());
    Surroundings around = around(roots, policy);
    assertThat(paths(around, "probes/lab-*.json"))
        .containsExactly("probes/lab-10.json", "probes/lab-2.json");
    assertThat(paths(around, "probes/lab-?.json")).containsExactly("probes/lab-2.json");
    assertThat(paths(around, "*/*/lab-*")).containsExactly("probes/deep/lab-3.json");
    assertThat(paths(around, "probes")).isEmpty();
    assertThat(paths(around, "nowhere/*.json")).isEmpty();
    assertThat(around.probes("../*.json")).isInstanceOf(ProbeLookup.Refused.class);
    SourceRoots none = SourceRoots.of(List.of(), List.of());
    assertThat(paths(around(none, folder.resolve("src/probes/x.plimsoll")), "*.json"))
        .containsExactly("lab-10.json", "lab-2.json");
  }

  @Test
  void noProbeIsPassedOverBecauseOfWhatLiesBesideIt() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      write("lab/" + name + ".txt", "");
    }
    write("lab/d/n.json", "{}");
    FolderRoot root = new FolderRoot(folder, "");
    assertThat(root.match(PathPattern.of("lab/*/*.json"), 1)).containsExactly("lab/d/n.json");
    assertThat(root.match(PathPattern.of("lab/*"), 2)).hasSize(3);
    write("lab/e/n.txt", "");
    assertThatThrownBy(() -> root.match(PathPattern.of("lab/*/*.json"), 1))
        .hasMessage("more than 1 folders match");
  }

  @Test
  void probesOfAnImportedFileLieBesideItInTheJar() throws IOException {
    Path jar =
        jar(
            "fleet.jar",
            Map.of(
                "META-INF/plimsoll/acme/fleet.plimsoll",
                "text",
                "META-INF/plimsoll/acme/fleet.plimsoll.seal",
                "record",
                "META-INF/plimsoll/probes/a.json",
                "{}",
                "META-INF/probes/b.json",
                "{}"));
    SourceRoots roots = SourceRoots.of(List.of(), List.of(jar));
    ImportLookup.Found found = (ImportLookup.Found) roots.find("acme/fleet.plimsoll");
    assertThat(paths(found.source().surroundings(), "*/*.json")).containsExactly("probes/a.json");
    assertThat(found.source().surroundings().sealRecord()).contains("record");
  }

  @Test
  void aLargeProbeFileIsNotRead() throws IOException {
    Path policy = write("line.plimsoll", "");
    Files.write(folder.resolve("big.json"), new byte[(1 << 20) + 1]);
    SourceRoots roots = SourceRoots.of(List.of(new SourceRoot(folder, "src")), List.of());
    assertThat(around(roots, policy).probes("*.json"))
        .isEqualTo(new ProbeLookup.Unreadable("src/big.json", "it is larger than 1 MiB"));
  }

  @Test
  void aPatternOfManyStarsIsQuick() {
    String name = "a".repeat(200);
    assertThat(PathPattern.matches("*a".repeat(200) + "b", name)).isFalse();
    assertThat(PathPattern.matches("*a".repeat(200), name)).isTrue();
  }

  private static Surroundings around(SourceRoots roots, Path policy) {
    return roots.around(policy, new SourceFile("x", "")).surroundings();
  }

  private static List<String> paths(Surroundings around, String pattern) {
    ProbeLookup.Found found = (ProbeLookup.Found) around.probes(pattern);
    return found.files().stream().map(ProbeLookup.ProbeFile::path).toList();
  }

  private static SourceFile found(SourceRoots roots, String path) {
    return ((ImportLookup.Found) roots.find(path)).source().file();
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
