package dev.plimsoll.verifier.elf;

/** The outcome of reading bytes as ELF. */
public sealed interface ElfResult permits ElfFile, MalformedElf {}
