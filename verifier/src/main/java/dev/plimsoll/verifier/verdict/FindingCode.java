package dev.plimsoll.verifier.verdict;

/** The kinds of finding about a build. Each has a page in {@code docs/diagnostics}. */
public enum FindingCode {
  DISPATCH("PLM-310", "Code beyond the baseline, reached in an unknown way"),
  HINT("PLM-320", "Hint instructions"),
  MISSING_ARCHITECTURE("PLM-330", "Natives missing for an architecture"),
  NOT_ANALYSED("PLM-340", "Object not analysed"),
  PARTLY_ANALYSED("PLM-341", "Object analysed in part"),
  EXPIRED_WAIVER("PLM-390", "Waiver expired"),
  UNUSED_WAIVER("PLM-391", "Waiver without effect");

  private final String id;
  private final String title;

  FindingCode(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** {@code PLM-3nn}; stays the same for ever. */
  public String id() {
    return id;
  }

  /** What the kind is about, in a few words. */
  public String title() {
    return title;
  }
}
