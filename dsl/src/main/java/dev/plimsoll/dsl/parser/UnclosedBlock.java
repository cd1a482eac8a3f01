package dev.plimsoll.dsl.parser;

import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;

/**
 * Unwinds the parser out of a block whose closing brace is missing; what the block holds is kept.
 */
final class UnclosedBlock extends InputMismatchException {
  private static final long serialVersionUID = 1;

  UnclosedBlock(Parser parser) {
    super(parser);
  }
}
