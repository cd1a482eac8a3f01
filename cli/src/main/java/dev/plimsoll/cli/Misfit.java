package dev.plimsoll.cli;

/** What is wrong with a scenario: the place, then one sentence. */
final class Misfit extends Exception {
  private static final long serialVersionUID = 1;

  Misfit(String place, String message) {
    super(place.isEmpty() ? message : place + ": " + message);
  }

  /** The text for a person. */
  String text() {
    return String.valueOf(getMessage());
  }
}
