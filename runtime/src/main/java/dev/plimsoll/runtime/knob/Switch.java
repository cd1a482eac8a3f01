package dev.plimsoll.runtime.knob;

/**
 * Something that a component can be told to do without.
 *
 * @param ladder the name of the ladder whose rung it is; empty for a switch on its own. A rung that
 *     is off takes all higher ones with it, and the lowest rung of a ladder cannot be off
 * @param token how the component spells it; of a rung, spellings of equal meaning are separated by
 *     {@code /}, ours first
 * @param mark what the component wants besides: {@code diagnostic} or {@code experimental} for
 *     options that a JVM has under lock, else empty
 */
public record Switch(String ladder, String token, String mark) {

  /** A switch on its own. */
  public static Switch of(String token) {
    return new Switch("", token, "");
  }

  /** A rung of a ladder. */
  public static Switch rung(String ladder, String token) {
    return new Switch(ladder, token, "");
  }

  /** What tells it from the other switches of its board. */
  public String id() {
    return ladder.isEmpty() ? token : ladder + "=" + token;
  }

  /** Whether it is a rung. */
  public boolean isRung() {
    return !ladder.isEmpty();
  }

  /** The spelling that we write. */
  public String spelling() {
    int slash = token.indexOf('/');
    return slash < 0 ? token : token.substring(0, slash);
  }
}
