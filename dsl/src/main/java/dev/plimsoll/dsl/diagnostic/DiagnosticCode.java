package dev.plimsoll.dsl.diagnostic;

/**
 * A kind of finding with a name that stays the same for ever.
 *
 * @param id {@code PLM-nnn}: 1xx syntax, 2xx policy, 3xx build findings, 4xx plugin configuration
 * @param severity of every finding of this kind
 * @param title what the kind is about, in a few words
 */
public record DiagnosticCode(String id, Severity severity, String title) {

  public DiagnosticCode {
    if (!id.matches("PLM-[0-9]{3}")) {
      throw new IllegalArgumentException("not a diagnostic code: " + id);
    }
  }
}
