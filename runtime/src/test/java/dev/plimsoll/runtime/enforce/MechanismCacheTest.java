package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MechanismCacheTest {
  private static final Map<Mechanism, Optional<String>> ANSWERS =
      Map.of(
          Mechanism.KERNEL,
          Optional.of("it does not: a reason"),
          Mechanism.EXEC_NOTIFICATION,
          Optional.empty());

  private final NativeCalls calls = NativeCalls.load().value().orElseThrow();

  @TempDir Path parent;
  private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameFiles() {
    folder = parent.resolve("plimsoll");
    file = folder.resolve("mechanisms");
  }

  private MechanismCache cache() {
    return MechanismCache.in(new Kernel(calls), folder.toString());
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatIsWrittenIsReadInTheSameSituationOnly() throws IOException {
    cache().write(ANSWERS);

    assertThat(cache().read()).isEqualTo(ANSWERS);
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder.toFile().list()).containsExactly("mechanisms");

    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    Files.writeString(file, Files.readString(file).replace(boot, boot.replaceAll("\\d", "0")));
    assertThat(cache().read()).isEmpty();
  }

  @Test
  void whatOthersMayChangeIsNotBelieved() throws IOException {
    cache().write(ANSWERS);

    permit(file, "rw-r-----");
    assertThat(cache().read()).isEmpty();
    permit(file, "rw-------");
    permit(folder, "rwxr-x---");
    assertThat(cache().read()).isEmpty();
    permit(folder, "rwx------");
    assertThat(cache().read()).isEqualTo(ANSWERS);
    assertThat(new FileFacts(1000, 0x8180, 10).isOnlyOf(1000)).isTrue();
    assertThat(new FileFacts(1000, 0x8180, 10).isOnlyOf(0)).isFalse();
  }

  @Test
  void linksAndOtherThingsAreNotFollowed() throws IOException {
    cache().write(ANSWERS);
    Path elsewhere = parent.resolve("elsewhere");

    Files.move(file, parent.resolve("moved"));
    Files.createSymbolicLink(file, parent.resolve("moved"));
    assertThat(cache().read()).isEmpty();
    Files.delete(file);
    new Kernel(calls).makeFifo(file.toString());
    assertThat(cache().read()).isEmpty();
    Files.delete(file);
    Files.move(parent.resolve("moved"), file);
    Files.move(folder, elsewhere);
    Files.createSymbolicLink(folder, elsewhere);
    assertThat(cache().read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HEAD", "HEAD\nz \n", "HEAD\nk bell \u0007\n", "HEAD\nnonsense\n"})
  void otherTextIsAsGoodAsNone(String text) throws IOException {
    cache().write(Map.of());
    String head = Files.readString(file).strip();
    Files.writeString(file, text.replace("HEAD", text.equals("HEAD") ? "plimsoll" : head));

    assertThat(cache().read()).isEmpty();
  }

  @Test
  void whereNothingCanBeKeptNothingHappens() throws IOException {
    Files.writeString(folder, "a file");
    cache().write(ANSWERS);
    assertThat(cache().read()).isEmpty();
    MechanismCache tooLong = MechanismCache.in(new Kernel(calls), "/" + "x".repeat(5000));
    tooLong.write(ANSWERS);
    assertThat(tooLong.read()).isEmpty();
  }

  @Test
  void aProbeRemembersAndForgets() {
    MechanismProbe.Answer first = new MechanismProbe(calls, cache()).answer(Mechanism.TRACED_TREE);
    MechanismProbe second = new MechanismProbe(calls, cache());

    assertThat(first.isRemembered()).isFalse();
    assertThat(second.answer(Mechanism.TRACED_TREE))
        .isEqualTo(new MechanismProbe.Answer(Mechanism.TRACED_TREE, first.refusal(), true));
    second.wasWrong();
    assertThat(cache().read()).isEmpty();
  }

  @Test
  void thatTheKernelDoesItsPartIsFoundOutEachTime() {
    cache().write(Map.of(Mechanism.KERNEL, Optional.empty()));

    MechanismProbe.Answer answer = new MechanismProbe(calls, cache()).answer(Mechanism.KERNEL);

    assertThat(answer.isRemembered()).isFalse();
    assertThat(answer.refusal()).isPresent();
  }
}
