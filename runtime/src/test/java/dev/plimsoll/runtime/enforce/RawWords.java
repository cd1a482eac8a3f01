package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.AuxType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs without a C library, for an architecture, that write AT_HWCAP and AT_HWCAP2 of their
 * stack to standard output, and what a script needs to execute one from memory.
 *
 * @param architecture of its 64-bit programs
 * @param narrow the architecture of its 32-bit programs
 * @param narrowTitle what reports call those
 * @param narrowWords the architecture whose words they take, unless a plan has some for their own
 * @param memfdCreate the number of memfd_create
 * @param execveat the number of execveat
 */
record RawWords(
    String architecture,
    String narrow,
    String narrowTitle,
    String narrowWords,
    int memfdCreate,
    int execveat) {
  private static final List<RawWords> ROWS =
      List.of(
          new RawWords("x86_64", "i386", "i386", "x86_64", 319, 322),
          new RawWords("aarch64", "arm", "AArch32", "arm", 279, 281));

  static RawWords ofThisMachine() {
    String architecture = HostReader.currentArchitecture();
    return ROWS.stream().filter(row -> row.architecture.equals(architecture)).findFirst().get();
  }

  Path fixed(Path folder) throws IOException {
    return program(folder, "words-" + architecture);
  }

  Path loadedAnywhere(Path folder) throws IOException {
    return program(folder, "words-" + architecture + "-pie");
  }

  Path narrow(Path folder) throws IOException {
    return program(folder, "words-" + narrow);
  }

  /** One that writes the registers it was started with, but its stack pointer. */
  Path registers(Path folder) throws IOException {
    return program(folder, "registers-" + architecture);
  }

  private static Path program(Path folder, String name) throws IOException {
    Path program = folder.resolve("program");
    try (InputStream in = RawWords.class.getResourceAsStream(name + ".elf")) {
      Files.copy(in, program);
    }
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
    return program;
  }

  /** One of the two words in what a program wrote. */
  static long word(Path written, int type) throws IOException {
    ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(written)).order(ByteOrder.LITTLE_ENDIAN);
    int wordBytes = words.limit() / 2;
    int at = type == AuxType.AT_HWCAP ? 0 : wordBytes;
    return wordBytes == Long.BYTES ? words.getLong(at) : Integer.toUnsignedLong(words.getInt(at));
  }
}
