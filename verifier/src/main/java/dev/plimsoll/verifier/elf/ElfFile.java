package dev.plimsoll.verifier.elf;

import java.util.List;
import java.util.SortedSet;

/**
 * What an ELF file says of itself. Names are read from the file when asked for, so the source that
 * it was read from must stay open as long as this is used, by one thread.
 *
 * @param header the header's facts
 * @param machine what its machine number means
 * @param type {@code shared}, {@code executable}, {@code pie}, {@code relocatable} and so on;
 *     {@code type-<n>} if it has no name
 * @param code its executable bytes, by file offset
 * @param functions function symbols of all its symbol tables
 * @param mapping where mapping symbols tell code from data
 * @param frames the functions that it has unwind entries for
 * @param entries pointers to code that it names as starts without saying how long: entry,
 *     initialisers and finalisers; {@link Machine#address} tells where they point
 * @param properties its GNU property notes
 * @param isa extensions of the instruction set that it declares, by attributes and mapping symbols
 * @param abi how its functions call each other, by its header and attributes
 * @param imports names of symbols that it uses and does not define
 * @param problems what in it could not be read, and what that hides; the rest of this holds in
 *     spite of it
 */
public record ElfFile(
    ElfHeader header,
    Machine machine,
    String type,
    List<CodeRange> code,
    SymbolTable functions,
    MappingSymbols mapping,
    FrameTable frames,
    List<Long> entries,
    PropertyNotes properties,
    SortedSet<String> isa,
    SortedSet<String> abi,
    SortedSet<String> imports,
    List<String> problems)
    implements ElfResult {}
