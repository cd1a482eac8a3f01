package dev.plimsoll.verifier.scan;

/**
 * How much of an object needs one feature.
 *
 * @param name the feature's canonical name
 * @param instructions how many instructions name it (an instruction may name several features)
 * @param functions in how many functions they are
 */
public record FeatureUse(String name, long instructions, int functions) {}
