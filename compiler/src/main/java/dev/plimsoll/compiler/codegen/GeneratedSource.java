package dev.plimsoll.compiler.codegen;

/**
 * A Java file to be written.
 *
 * @param path where it belongs below a source root, with {@code /}
 * @param text the whole file, with {@code \n} line ends
 */
public record GeneratedSource(String path, String text) {}
