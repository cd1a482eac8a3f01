package dev.plimsoll.verifier.scan;

/**
 * Instructions of one hint-space family: NOPs where their feature is missing.
 *
 * @param name the family's canonical name, e.g. {@code bti}
 * @param instructions how many there are
 */
public record HintUse(String name, long instructions) {}
