package dev.plimsoll.verifier.verdict;

/** What a verdict comes to. */
public enum VerdictStatus {
  PASS("pass"),
  /** It passes because the policy's waivers say so. */
  PASS_WITH_EXEMPTIONS("pass with exemptions"),
  FAIL("fail");

  private final String label;

  VerdictStatus(String label) {
    this.label = label;
  }

  /** As reports write it. */
  public String label() {
    return label;
  }
}
