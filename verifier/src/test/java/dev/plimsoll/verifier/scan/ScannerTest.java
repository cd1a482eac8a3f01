package dev.plimsoll.verifier.scan;

import static dev.plimsoll.verifier.archive.Archives.member;
import static dev.plimsoll.verifier.archive.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.sun.jna.Native;
import dev.plimsoll.verifier.archive.ArchiveLimits;
import dev.plimsoll.verifier.elf.ElfBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScannerTest {

  private static final byte[] OBJECT =
      ElfBuilder.shared(62)
          .code(
              ".text", 0x1000, (byte) 1, (byte) 0, (byte) 4, (byte) 0, (byte) 0, (byte) 0, (byte) 0)
          .function("f", 0x1000, 7)
          .build();

  @TempDir Path folder;

  @Test
  void reportsObjectsSkippedFilesAndErrorsByPath() throws IOException {
    byte[] dylib = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe};
    Path jar =
        Files.write(
            folder.resolve("x.jar"),
            zip(
                member("z.so", OBJECT),
                member("a.so", OBJECT),
                member("m.dylib", dylib),
                member("cut.so", Arrays.copyOf(OBJECT, 20))));

    ScanReport report = scan(List.of(new ScanInput(jar, "app", Optional.of("g:a:1"))), 2);

    assertThat(report.objects())
        .extracting(ObjectReport::path)
        .containsExactly("app!/a.so", "app!/z.so");
    assertThat(report.objects()).allMatch(o -> o.artifact().equals(Optional.of("g:a:1")));
    assertThat(report.skipped()).containsExactly(new SkippedObject("app!/m.dylib", "Mach-O"));
    assertThat(report.errors())
        .containsExactly(
            new ScanError(
                "app!/cut.so",
                "is not a readable ELF object: ends after 20 bytes, inside the ELF header of 64"));
  }

  @Test
  void namesBytesByTheirDigestWhereThatIsAskedFor() throws Exception {
    Files.write(folder.resolve("x.so"), OBJECT);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(OBJECT);
    List<ScanInput> inputs = List.of(ScanInput.of(folder));

    ObjectReport report = scan(inputs, 1).objects().get(0);
    ScanReport without = Scanner.scan(inputs, options(1).withDigests(false), ScanProgress.NONE);

    assertThat(report.sha256()).hasValue(HexFormat.of().formatHex(digest));
    assertThat(report.size()).isEqualTo(OBJECT.length);
    assertThat(without.objects().get(0).sha256()).isEmpty();
  }

  @Test
  void countsWhatWasNotAnalysedAsFailure() throws IOException {
    Files.write(folder.resolve("x.so"), ElfBuilder.shared(22).build());
    Path missing = folder.resolve("missing");

    ScanReport report =
        Scanner.scan(
            List.of(new ScanInput(folder, "f", Optional.empty()), ScanInput.of(missing)),
            options(2),
            ScanProgress.NONE,
            (architecture, extensions) -> List.of());

    assertThat(report.failures())
        .containsExactlyInAnyOrder(
            new ScanError("f/x.so", "there is no decoder for machine-22"),
            new ScanError(ScanInput.of(missing).name(), "does not exist"));
  }

  @Test
  void turnsADefectOfADecoderIntoAnError() throws IOException {
    Files.write(folder.resolve("x.so"), OBJECT);

    ScanReport report =
        Scanner.scan(
            List.of(new ScanInput(folder, "f", Optional.empty())),
            options(1),
            ScanProgress.NONE,
            (architecture, extensions) -> {
              throw new IllegalStateException("broken");
            });

    assertThat(report.errors())
        .containsExactly(
            new ScanError("f/x.so", "internal error: java.lang.IllegalStateException: broken"));
  }

  @Test
  void tellsProgressOncePerObject() throws IOException {
    Files.write(folder.resolve("x.so"), OBJECT);
    Files.write(folder.resolve("y.so"), OBJECT);
    List<String> heard = new ArrayList<>();

    Scanner.scan(
        List.of(new ScanInput(folder, "f", Optional.empty())),
        options(2),
        (path, objects, bytes) -> heard.add(objects + " " + bytes),
        (architecture, extensions) -> List.of(new TinyDecoder(1)));

    assertThat(heard).containsExactly("1 7", "2 14");
  }

  @Test
  void findsTheSameWhateverTheParallelism() throws URISyntaxException {
    List<ScanInput> inputs = List.of(jar("zstd.jar", Zstd.class), jar("jna.jar", Native.class));

    ScanReport one = Scanner.scan(inputs, options(1), ScanProgress.NONE);
    ScanReport four = Scanner.scan(inputs, options(4), ScanProgress.NONE);

    assertThat(four).isEqualTo(one);
    assertThat(one.objects()).hasSizeGreaterThan(30);
    assertThat(one.skipped()).isNotEmpty();
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void findsWhatPublishedObjectsUse() throws URISyntaxException {
    ScanReport report =
        Scanner.scan(List.of(jar("zstd.jar", Zstd.class)), options(2), ScanProgress.NONE);

    ObjectReport object = object(report, "zstd.jar!/linux/amd64/");
    assertThat(object.features()).extracting(FeatureUse::name).contains("bmi2");
    assertThat(object.detection()).extracting(Detection::mechanism).contains("cpuid");
    assertThat(object.undecodedBytes()).isZero();
    assertThat(object(report, "zstd.jar!/linux/aarch64/").undecodedBytes()).isZero();
    for (String architecture : List.of("arm", "s390x", "ppc64le", "riscv64", "loongarch64")) {
      ObjectReport other = object(report, "zstd.jar!/linux/" + architecture + "/");
      assertThat(other.analysed()).isTrue();
      assertThat(other.undecodedBytes()).isLessThan(other.codeBytes() / 20);
    }
    assertThat(object(report, "zstd.jar!/linux/ppc64/").analysed()).isFalse();
  }

  @Test
  void namesWhatNeedsTooMuchMemory() throws IOException {
    Files.write(folder.resolve("x.so"), OBJECT);

    ScanReport report =
        Scanner.scan(
            List.of(new ScanInput(folder, "f", Optional.empty())),
            options(2),
            ScanProgress.NONE,
            (architecture, extensions) -> {
              throw new OutOfMemoryError("injected");
            });

    assertThat(report.errors())
        .containsExactly(new ScanError("f/x.so", "needs more memory than there is"));
  }

  private static ObjectReport object(ScanReport report, String prefix) {
    return report.objects().stream()
        .filter(object -> object.path().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private static ScanInput jar(String name, Class<?> owner) throws URISyntaxException {
    Path path = Path.of(owner.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new ScanInput(path, name, Optional.empty());
  }

  private static ScanOptions options(int parallelism) {
    return new ScanOptions(parallelism, true, true, ArchiveLimits.defaults());
  }

  private static ScanReport scan(List<ScanInput> inputs, int parallelism) {
    return Scanner.scan(
        inputs,
        options(parallelism),
        ScanProgress.NONE,
        (architecture, extensions) -> List.of(new TinyDecoder(1)));
  }
}
