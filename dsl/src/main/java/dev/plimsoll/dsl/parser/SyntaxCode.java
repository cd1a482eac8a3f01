package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.DiagnosticCode;
import dev.plimsoll.dsl.diagnostic.Severity;

/** The mistakes that the reader of a policy finds. */
public enum SyntaxCode {
  UNEXPECTED("PLM-101", "Unexpected text"),
  MISSING("PLM-102", "Missing punctuation"),
  UNKNOWN_STATEMENT("PLM-103", "Unknown statement"),
  UNCLOSED_BLOCK("PLM-104", "Block without an end"),
  UNMATCHED_BRACE("PLM-105", "Brace that closes nothing"),
  UNTERMINATED_TEXT("PLM-106", "Text without a closing quote"),
  FOREIGN_CHARACTER("PLM-107", "Character that the language does not use"),
  MALFORMED_NAME("PLM-108", "Malformed name"),
  CROWDED_MINUS("PLM-109", "Minus sign without white space"),
  BAD_ESCAPE("PLM-110", "Unknown escape in a text"),
  NUMBER_TOO_LARGE("PLM-111", "Number too large"),
  NESTED_TOO_DEEPLY("PLM-112", "Nested too deeply"),
  FILE_TOO_LARGE("PLM-113", "File too large"),
  TOO_MANY_MISTAKES("PLM-114", "Too many mistakes"),
  NO_POLICY_NAME("PLM-115", "Policy without a name"),
  SECOND_POLICY_NAME("PLM-116", "Policy named twice"),
  REPEATED_CLAUSE("PLM-117", "Clause given twice");

  private final String id;
  private final String title;

  SyntaxCode(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The stable code. */
  public DiagnosticCode code() {
    return new DiagnosticCode(id, Severity.ERROR, title);
  }
}
