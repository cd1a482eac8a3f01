package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.diagnostic.DiagnosticCode;
import dev.plimsoll.dsl.diagnostic.Severity;

/** The findings about what a policy means. */
public enum PolicyCode {
  UNKNOWN_NAME("PLM-201", "Unknown name in a set"),
  OTHER_ARCHITECTURE("PLM-202", "Name of another architecture"),
  UNKNOWN_ARCHITECTURE("PLM-203", "Unknown architecture"),
  UNKNOWN_FLEET("PLM-204", "Unknown fleet"),
  UNKNOWN_BASELINE("PLM-205", "Unknown baseline"),
  BASELINE_LACKS_ARCHITECTURE("PLM-206", "Baseline without a set for this architecture"),
  EMPTY_PATTERN("PLM-207", "Pattern that matches nothing"),
  NOTHING_REMOVED("PLM-208", "Removal of what is not there", Severity.WARNING),
  NO_SUCH_NODE("PLM-209", "Fleet without a node of this architecture"),
  CYCLE("PLM-210", "Definition that needs itself"),
  DUPLICATE("PLM-211", "Said twice"),
  INCOMPLETE_NODE("PLM-212", "Node that does not say enough"),
  BASE_FEATURE("PLM-213", "Removal of a feature that every processor has"),
  UNKNOWN_VALUE("PLM-214", "Unknown value"),
  NO_REASON("PLM-215", "Exception without reason, owner or end"),
  INVALID_DATE("PLM-216", "Invalid date"),
  CONTRADICTION("PLM-217", "Rules that contradict each other"),
  INVALID_POLICY_NAME("PLM-218", "Policy name that Java cannot use"),
  INVALID_VECTOR_LENGTH("PLM-220", "Invalid vector length"),
  MISPLACED_CLAUSE("PLM-221", "Clause that belongs to an exception"),
  INVALID_KERNEL("PLM-222", "Invalid kernel version"),
  TOO_LARGE("PLM-223", "Too large for a Java class"),
  IMPORT_NOT_FOUND("PLM-230", "Import that is not there"),
  IMPORT_REFUSED("PLM-231", "Import path that is refused"),
  IMPORT_UNREADABLE("PLM-232", "Import that cannot be read"),
  IMPORT_CYCLE("PLM-233", "File that imports itself"),
  TOO_MANY_IMPORTS("PLM-234", "Too many imports"),
  NAME_CLASH("PLM-235", "Name that is imported, too"),
  SEAL_BROKEN("PLM-236", "Sealed baseline that resolves differently"),
  INVALID_SEAL("PLM-237", "Seal that is no digest"),
  UNKNOWN_WORD_BIT("PLM-240", "Unknown bit of the words"),
  UNKNOWN_NODE("PLM-241", "Unknown node"),
  EMPTY_TEST("PLM-242", "Test that expects nothing"),
  NO_IMAGE("PLM-243", "Restore without a checkpoint"),
  TOO_MANY_FINDINGS("PLM-244", "Too many findings"),
  NO_PROBE("PLM-245", "Pattern that matches no probe file"),
  UNUSABLE_PROBE("PLM-246", "Probe file that cannot be used"),
  UNKNOWN_PROBE_FEATURE("PLM-247", "Unknown feature in a probe file", Severity.WARNING),
  UNKNOWN_KNOB("PLM-248", "Unknown knob"),
  KNOB_NOT_SET("PLM-249", "Knob that `hold` does not set", Severity.WARNING);

  private final String id;
  private final String title;
  private final Severity severity;

  PolicyCode(String id, String title) {
    this(id, title, Severity.ERROR);
  }

  PolicyCode(String id, String title, Severity severity) {
    this.id = id;
    this.title = title;
    this.severity = severity;
  }

  /** The stable code. */
  public DiagnosticCode code() {
    return new DiagnosticCode(id, severity, title);
  }
}
