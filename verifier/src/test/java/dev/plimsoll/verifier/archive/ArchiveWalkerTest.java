package dev.plimsoll.verifier.archive;

import static dev.plimsoll.verifier.archive.Archives.ar;
import static dev.plimsoll.verifier.archive.Archives.compress;
import static dev.plimsoll.verifier.archive.Archives.member;
import static dev.plimsoll.verifier.archive.Archives.stored;
import static dev.plimsoll.verifier.archive.Archives.tar;
import static dev.plimsoll.verifier.archive.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.elf.ElfBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveWalkerTest {

  private static final byte[] OBJECT = ElfBuilder.shared(62).code(".text", 0, new byte[64]).build();
  private static final byte[] TEXT = "no code here\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PE = portableExecutable();

  @TempDir Path folder;

  private final List<String> heard = new ArrayList<>();

  @Test
  void walksFoldersInTheOrderOfNames() throws IOException {
    write("b/x.so", OBJECT);
    write("a/y", OBJECT);
    write("a/readme.so", TEXT);
    write("c.bin", OBJECT);

    walk(folder);

    assertThat(heard).containsExactly("object root/a/y", "object root/b/x.so", "object root/c.bin");
  }

  @Test
  void endsInFoldersThatLinkToThemselves() throws IOException {
    write("real/x.so", OBJECT);
    Files.createSymbolicLink(folder.resolve("real/loop"), folder);
    Files.createSymbolicLink(folder.resolve("alias.so"), folder.resolve("real/x.so"));
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));

    walk(folder);

    assertThat(heard).containsExactly("object root/real/x.so");
  }

  @Test
  void followsLinksThatLeaveTheFolder(@TempDir Path elsewhere) throws IOException {
    Files.write(elsewhere.resolve("y.so"), OBJECT);
    write("x.so", OBJECT);
    Files.createSymbolicLink(folder.resolve("a"), elsewhere);

    walk(folder);

    assertThat(heard).containsExactly("object root/x.so", "object root/a/y.so");
  }

  /** Some kernels let nobody read this folder, though root may open it. */
  @Test
  void aFolderThatOpensButCannotBeReadIsAnError() {
    Path unreadable = Path.of("/proc/1/map_files");
    Assumptions.assumeTrue(Files.isDirectory(unreadable));
    try (Stream<Path> entries = Files.list(unreadable)) {
      Assumptions.assumeTrue(entries.findAny().isEmpty());
    } catch (IOException | UncheckedIOException e) {
      walk(unreadable);
      assertThat(heard).containsExactly("error root: cannot be read: permission denied");
    }
  }

  @Test
  void saysThatAPathDoesNotExist() {
    walk(folder.resolve("nothing"));

    assertThat(heard).containsExactly("error root: does not exist");
  }

  @Test
  void findsObjectsInJarsInJars() throws IOException {
    byte[] inner = zip(member("linux/x.so", OBJECT), member("A.class", TEXT));
    byte[] middle = stored(member("inner.jar", inner));

    walk(write("outer.war", zip(member("WEB-INF/lib/middle.jar", middle), member("y", OBJECT))));

    assertThat(heard)
        .containsExactly(
            "object root!/WEB-INF/lib/middle.jar!/inner.jar!/linux/x.so", "object root!/y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz", "zst", "bz2"})
  void findsObjectsInCompressedTars(String format) throws IOException {
    byte[] tar =
        tar(
            member("lib/x.so", OBJECT),
            member("t.txt", TEXT),
            member("j.jar", zip(member("y", OBJECT))));

    walk(write("app.tar." + format, compress(format, tar)));

    assertThat(heard).containsExactly("object root!/lib/x.so", "object root!/j.jar!/y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz", "zst", "bz2"})
  void findsCompressedObjects(String format) throws IOException {
    walk(write("x", zip(member("lib/x.so." + format, compress(format, OBJECT)))));

    assertThat(heard).containsExactly("object root!/lib/x.so." + format + "!/x.so");
  }

  @Test
  void readsAllMembersOfAGzipStream() throws IOException {
    byte[] tar = tar(member("x.so", OBJECT));
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(compress("gz", Arrays.copyOf(tar, 700)));
    two.writeBytes(compress("gz", Arrays.copyOfRange(tar, 700, tar.length)));

    walk(write("x.tgz", two.toByteArray()));

    assertThat(heard).containsExactly("object root!/x.so");
  }

  @Test
  void findsMembersOfStaticLibraries() throws IOException {
    walk(write("libx.a", ar(member("a.o", OBJECT), member("b.o", OBJECT))));

    assertThat(heard).containsExactly("object root!/a.o", "object root!/b.o");
  }

  @Test
  void opensJarsThatBeginWithAScript() throws IOException {
    ByteArrayOutputStream executable = new ByteArrayOutputStream();
    executable.writeBytes("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.UTF_8));
    executable.writeBytes(zip(member("x.so", OBJECT)));
    write("app", executable.toByteArray());
    write("script.sh", "#!/bin/sh\necho\n".getBytes(StandardCharsets.UTF_8));

    walk(folder);

    assertThat(heard).containsExactly("object root/app!/x.so");
  }

  @Test
  void tellsEntriesOfOneNameApart() throws IOException {
    walk(write("x.jar", zip(member("a.so", OBJECT), member("a.so", TEXT), member("a.so", OBJECT))));

    assertThat(heard).containsExactly("object root!/a.so", "object root!/a.so#2");
  }

  @Test
  void goesByContentAndNotByName() throws IOException {
    byte[] javaClass = {
      (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61, 0, 9, 1, 2, 3, 4
    };
    byte[] universal = {
      (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 2, 1, 0, 0, 7, 0, 0, 0, 3
    };
    byte[] dylib = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 12, 0, 0, 1};

    walk(
        write(
            "x.jar",
            zip(
                member("A.class", javaClass),
                member("fat.dylib", universal),
                member("thin.so", dylib),
                member("windows.class", PE),
                member("MZ.txt", "MZ is a prefix".getBytes(StandardCharsets.UTF_8)))));

    assertThat(heard)
        .containsExactly(
            "skipped root!/fat.dylib: Mach-O",
            "skipped root!/thin.so: Mach-O",
            "skipped root!/windows.class: PE");
  }

  @Test
  void spillsLargeObjectsAndDeletesTheFiles() throws IOException {
    byte[] large = Arrays.copyOf(OBJECT, 300_000);
    new Random(7).nextBytes(large);
    System.arraycopy(OBJECT, 0, large, 0, OBJECT.length);
    Path jar = write("x.jar", zip(member("large.so", large), member("small.so", OBJECT)));
    List<byte[]> bytes = new ArrayList<>();

    new ArchiveWalker(limits(1 << 30, 8, 1 << 20, 100_000))
        .walk(
            jar,
            "root",
            new Hearing() {
              @Override
              public void object(NativeObject object) {
                byte[] all = new byte[(int) object.bytes().size()];
                try (object) {
                  object.bytes().read(0, all, 0, all.length);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                bytes.add(all);
              }
            });

    assertThat(bytes).containsExactly(large, OBJECT);
    assertThat(heard).isEmpty();
  }

  @Test
  void opensEightNestedArchivesAndNoMore() throws IOException {
    byte[] eight = nested(8);
    byte[] nine = nested(9);

    walk(write("eight.jar", eight));
    walk(write("nine.jar", nine));

    assertThat(heard)
        .containsExactly(
            "object root" + "!/n".repeat(7) + "!/x.so",
            "error root" + "!/n".repeat(8) + ": is nested in 8 archives; not opened");
  }

  @Test
  void givesUpAnEntryThatExpandsTooMuchAndGoesOn() throws IOException {
    byte[] bomb = Arrays.copyOf(OBJECT, 5_000_000);

    walk(
        write("x.jar", zip(member("bomb.so", bomb), member("x.so", OBJECT))),
        limits(1 << 30, 8, 1 << 20, 1 << 20));

    assertThat(heard)
        .containsExactly(
            "error root!/bomb.so: expands to more than 100 times its packed size",
            "object root!/x.so");
  }

  @Test
  void givesUpAFileThatExpandsTooMuchInAll() throws IOException {
    byte[] jar = zip(member("a.so", OBJECT), member("b.so", OBJECT), member("c.so", OBJECT));

    walk(write("x.jar", jar), limits(OBJECT.length * 2L, 8, 1 << 20, 1 << 20));

    assertThat(heard)
        .containsExactly(
            "object root!/a.so",
            "object root!/b.so",
            "error root: expands to more than "
                + OBJECT.length * 2
                + " bytes; the rest is not read");
  }

  @Test
  void givesUpAFileWithTooManyEntries() throws IOException {
    ArchiveLimits limits = new ArchiveLimits(1 << 20, 2, 100, 8, 100, 1 << 20, 1 << 20, 1 << 20);

    walk(write("x.tar", tar(member("1", TEXT), member("2", OBJECT), member("3", OBJECT))), limits);

    assertThat(heard)
        .containsExactly(
            "object root!/2", "error root: has more than 2 entries; the rest is not read");
  }

  @Test
  void refusesAnEnormousZipDirectory() throws IOException {
    walk(
        write("x.jar", zip(member("x.so", OBJECT))),
        new ArchiveLimits(1 << 20, 9, 100, 8, 100, 1 << 20, 10, 1 << 20));

    assertThat(heard).singleElement().asString().startsWith("error root: its ZIP directory is ");
  }

  @Test
  void tellsOfDamageAndGoesOn() throws IOException {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    System.arraycopy(OBJECT, 0, noise, 0, OBJECT.length);
    byte[] jar = zip(member("a.so", noise), member("b.so", OBJECT));
    Arrays.fill(jar, 5_000, 5_400, (byte) 0);

    walk(write("x.jar", jar));

    assertThat(heard.get(heard.size() - 1)).isEqualTo("object root!/b.so");
    assertThat(heard).anyMatch(line -> line.startsWith("error root!/a.so: "));
  }

  @Test
  void tellsThatAStoredEntryIsNotWhatItWas() throws IOException {
    byte[] jar = stored(member("a.so", OBJECT));
    jar[30 + 4 + 100] ^= 1;

    walk(write("x.jar", jar));

    assertThat(heard)
        .containsExactly(
            "object root!/a.so",
            "error root!/a.so: damaged: its bytes do not have the checksum that its archive has");
  }

  @Test
  void tellsThatAnEntryIsEncrypted() throws IOException {
    byte[] jar = stored(member("a.so", OBJECT), member("b.so", OBJECT));
    int directory = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN).getInt(jar.length - 6);
    jar[directory + 8] |= 1;

    walk(write("x.jar", jar));

    assertThat(heard).containsExactly("error root!/a.so: is encrypted", "object root!/b.so");
  }

  @Test
  void tellsOfEveryCutArchive() throws IOException {
    byte[] tar = tar(member("x.so", OBJECT), member("y.so", OBJECT));
    for (byte[] whole :
        List.of(
            zip(member("x.so", OBJECT)),
            compress("gz", tar),
            compress("xz", tar),
            compress("zst", tar),
            compress("bz2", tar))) {
      heard.clear();

      walk(write("cut", Arrays.copyOf(whole, whole.length - 30)));

      assertThat(heard).isNotEmpty();
      assertThat(heard.get(heard.size() - 1)).startsWith("error root");
    }
  }

  @Test
  void survivesAnyDamage() throws IOException {
    byte[] tar = tar(member("x.so", OBJECT), member("t", TEXT));
    List<byte[]> seeds =
        List.of(
            zip(member("a.jar", stored(member("x.so", OBJECT))), member("t", TEXT)),
            tar,
            compress("gz", tar),
            compress("xz", tar),
            compress("zst", tar),
            compress("bz2", tar),
            ar(member("x.o", OBJECT)));
    Random random = new Random(42);
    for (byte[] seed : seeds) {
      for (int i = 0; i < 300; i++) {
        byte[] mutant = seed.clone();
        for (int k = 0; k <= random.nextInt(5); k++) {
          mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
        }
        walk(write("mutant", mutant));
      }
    }
    assertThat(heard).isNotEmpty();
  }

  private static byte[] nested(int depth) {
    byte[] archive = zip(member("x.so", OBJECT));
    for (int i = 1; i < depth; i++) {
      archive = zip(member("n", archive));
    }
    return archive;
  }

  private static byte[] portableExecutable() {
    byte[] file = new byte[256];
    file[0] = 'M';
    file[1] = 'Z';
    file[0x3c] = (byte) 0x80;
    file[0x80] = 'P';
    file[0x81] = 'E';
    return file;
  }

  private static ArchiveLimits limits(long expanded, int depth, int ratioFloor, int memory) {
    return new ArchiveLimits(expanded, 1000, 1000, depth, 100, ratioFloor, 1 << 20, memory);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private void walk(Path path) {
    walk(path, ArchiveLimits.defaults());
  }

  private void walk(Path path, ArchiveLimits limits) {
    new ArchiveWalker(limits).walk(path, "root", new Hearing());
  }

  private class Hearing implements ArchiveVisitor {

    @Override
    public void object(NativeObject object) {
      heard.add("object " + object.path());
      try (object) {
        byte[] start = new byte[4];
        object.bytes().read(0, start, 0, 4);
        assertThat(start).containsExactly(0x7f, 'E', 'L', 'F');
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void skipped(String path, String reason) {
      heard.add("skipped " + path + ": " + reason);
    }

    @Override
    public void error(String path, String reason) {
      heard.add("error " + path + ": " + reason);
    }
  }
}
