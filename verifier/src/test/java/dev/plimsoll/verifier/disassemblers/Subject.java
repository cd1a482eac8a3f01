package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.elf.CodeRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Code that is given to the disassemblers: a library, what it has of one instruction set, or random
 * instructions.
 *
 * @param name what reports call it
 * @param file the ELF file that holds it
 * @param ranges where in the file, by ascending offset
 */
record Subject(InstructionSet set, String name, Path file, List<CodeRange> ranges, boolean random) {

  /** The bytes of one of the ranges. */
  byte[] code(CodeRange range) throws IOException {
    byte[] code = new byte[(int) range.size()];
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(range.offset());
      bytes.readFully(code);
    }
    return code;
  }
}
