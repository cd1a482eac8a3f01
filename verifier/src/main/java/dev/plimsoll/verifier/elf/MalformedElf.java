package dev.plimsoll.verifier.elf;

/**
 * Bytes that cannot be understood as ELF at all.
 *
 * @param reason what is wrong and where, in words for a person
 */
public record MalformedElf(String reason) implements ElfResult {}
