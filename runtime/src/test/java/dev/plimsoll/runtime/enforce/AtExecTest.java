package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a process while it executes a program, and executions that fail. */
@ParameterizedClass
@MethodSource("setups")
class AtExecTest {
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();
  private static final int PROGRAMS = Integer.getInteger("plimsoll.at-exec", 40);

  /** Where a 64-bit ELF file says where its program headers are, and these where they load it. */
  private static final int PROGRAM_HEADERS = 32;

  private static final int HEADER_BYTES = 56;
  private static final int LOADED_AT = 16;
  private static final int LOAD = 1;

  @Parameter Setup setup;

  @TempDir Path folder;

  static Stream<Setup> setups() {
    return Setup.all();
  }

  @ParameterizedTest
  @CsvSource({
    "stop, true",
    "storm, true",
    "threads, true",
    "signal, false",
    "blocked, false",
    "kill, false"
  })
  void whatComesMeanwhileIsNeitherLostNorDoubledAndWordsAreMasked(String what, boolean allStart)
      throws IOException {
    Path script = folder.resolve("at-exec.pl");
    try (InputStream in = AtExecTest.class.getResourceAsStream("at-exec.pl")) {
      Files.copy(in, script);
    }
    Path shown = Files.createDirectory(folder.resolve("shown"));

    Ran ran =
        setup.hold("perl", script.toString(), what, Integer.toString(PROGRAMS), shown.toString());

    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    try (Stream<Path> outputs = Files.list(shown)) {
      assertThat(outputs.flatMap(output -> WORD.shown(read(output)).stream()))
          // Some of those that start end before the word is shown.
          .hasSizeGreaterThanOrEqualTo(allStart ? PROGRAMS / 2 : 0)
          .allMatch(word -> word == WORD.masked());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeExecutedFailsAsItDoesUnheld() throws IOException {
    Path broken = RawWords.ofThisMachine().fixed(Files.createDirectory(folder.resolve("broken")));
    loadWhereNothingMayBe(broken);
    Path text = executable("text", "\0no program");
    Path lost = executable("lost", "#!/no/such/interpreter\n");
    Path first = executable("first", "#!/bin/sh\necho \"first: $*\"\n");
    Path second = executable("second", "#!" + first + " option\n");
    Path looping = executable("looping", "#!" + folder.resolve("looping") + "\n");
    String tried =
        Stream.of(broken, text, lost, folder.resolve("none"), folder, second, looping)
            .map(program -> "perl -e 'exec @ARGV; exit $!' " + program + " a; echo $?")
            .reduce("", (all, one) -> all + one + "\n");

    Ran held = setup.holdScript(tried + "LD_SHOW_AUXV=1 exec /bin/true");
    Ran unheld = Setup.run(List.of("/bin/sh", "-c", tried), b -> b);

    assertThat(held.out()).startsWith(unheld.out()).contains("first: option " + second + " a");
    assertThat(WORD.shown(held.out())).containsExactly(WORD.masked());
    assertThat(unheld.out().lines()).hasSize(8).contains("139");
  }

  private Path executable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** Makes a program one whose load fails when the old one is gone already. */
  private static void loadWhereNothingMayBe(Path program) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(program)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) file.getLong(PROGRAM_HEADERS);
    while (file.getInt(header) != LOAD) {
      header += HEADER_BYTES;
    }
    file.putLong(header + LOADED_AT, -1L << 12);
    Files.write(program, file.array());
  }
}
