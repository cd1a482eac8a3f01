package dev.plimsoll.compiler.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Instructions that are no error where their feature is missing.
 *
 * @param name as policies name it, e.g. {@code pauth}
 * @param feature the canonical name of the feature that gives the instructions their effect
 * @param instructions their mnemonics
 * @param encoding mask and value, or bytes
 * @param without what they do where the feature is missing
 * @param state {@code neutral}, {@code check} (of control flow) or {@code carries} (leaves or reads
 *     state that a later instruction depends on)
 */
public record HintFamily(
    String name,
    Optional<String> feature,
    List<String> instructions,
    String encoding,
    String without,
    String state,
    String source) {

  public HintFamily {
    instructions = List.copyOf(instructions);
  }
}
