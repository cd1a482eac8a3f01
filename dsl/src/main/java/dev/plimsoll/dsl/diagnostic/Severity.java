package dev.plimsoll.dsl.diagnostic;

/** How bad a finding is, from the mildest to the worst. */
public enum Severity {
  NOTE("note"),
  WARNING("warning"),
  ERROR("error");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that messages show. */
  public String label() {
    return label;
  }
}
