package dev.plimsoll.verifier.archive;

import static dev.plimsoll.verifier.archive.Archives.ar;
import static dev.plimsoll.verifier.archive.Archives.compress;
import static dev.plimsoll.verifier.archive.Archives.member;
import static dev.plimsoll.verifier.archive.Archives.stored;
import static dev.plimsoll.verifier.archive.Archives.tar;
import static dev.plimsoll.verifier.archive.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.testing.Survival;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfMutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to an archive's bytes, walking it ends and leaves nothing behind. */
final class ArchiveMutantsTest {
  private static final int USUAL = 3_000;
  private static final byte[] OBJECT = ElfBuilder.shared(62).code(".text", 0, new byte[64]).build();

  private boolean found;

  @Test
  void everyMutantIsWalked(@TempDir Path folder) {
    byte[] text = "no code here\n".getBytes(StandardCharsets.UTF_8);
    byte[] tar = tar(member("x.so", OBJECT), member("t", text));
    List<byte[]> seeds =
        List.of(
            zip(member("a.jar", stored(member("x.so", OBJECT))), member("t", text)),
            stored(member("a.jar", zip(member("x.so", OBJECT))), member("t", text)),
            tar,
            compress("gz", tar),
            compress("xz", tar),
            compress("zst", tar),
            compress("bz2", tar),
            ar(member("x.o", OBJECT)));
    ArchiveLimits limits = ArchiveLimits.defaults();
    Path file = folder.resolve("mutant");
    double walked =
        Survival.of(
            "archives",
            USUAL,
            random -> {
              byte[] seed = seeds.get(random.nextInt(seeds.size()));
              // A file that is only made shorter first is written to the disk at once.
              Files.deleteIfExists(file);
              Files.write(file, ElfMutants.mutant(seed, random));
              found = false;
              new ArchiveWalker(limits).walk(file, "root", new Finding());
              return found;
            });
    assertThat(walked).isBetween(0.05, 0.99);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  private final class Finding implements ArchiveVisitor {
    @Override
    public void object(NativeObject object) {
      try (object) {
        found = true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void skipped(String path, String reason) {
      assertThat(reason).isNotBlank();
    }

    @Override
    public void error(String path, String reason) {
      assertThat(reason).isNotBlank();
    }
  }
}
