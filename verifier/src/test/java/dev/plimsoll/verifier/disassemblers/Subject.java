package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.elf.CodeRange;
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
record Subject(
    InstructionSet set, String name, Path file, List<CodeRange> ranges, boolean random) {}
