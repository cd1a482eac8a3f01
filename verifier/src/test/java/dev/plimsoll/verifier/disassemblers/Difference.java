package dev.plimsoll.verifier.disassemblers;

/**
 * What another tool says of an instruction, and what is said here, where they are not the same.
 *
 * @param hex the instruction's bytes, in memory order
 * @param there what the tool shows
 * @param here its features, comma-separated, {@code -} for the base, {@code ?} for no instruction
 */
record Difference(Kind kind, String hex, String there, String here) {

  /** How they differ; tables have the names in lower case. */
  enum Kind {
    THERE("an instruction there only"),
    HERE("an instruction here only"),
    LENGTH("another length"),
    FEATURES("other features"),
    /** The tool takes it without the features that it needs here. */
    WITHOUT("taken there without what it needs here"),
    /** The tool does not take it with the features that it needs here. */
    WITH("not taken there with what it needs here"),
    SET("instruction set unknown there");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }
}
