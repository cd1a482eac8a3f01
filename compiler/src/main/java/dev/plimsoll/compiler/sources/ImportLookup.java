package dev.plimsoll.compiler.sources;

import java.util.List;

/** What came of looking for an imported file. */
public sealed interface ImportLookup {

  /** It is there. */
  record Found(PolicySource source) implements ImportLookup {}

  /**
   * It is in none of the places.
   *
   * @param places where it was looked for, in the order of the search
   */
  record Missing(List<String> places) implements ImportLookup {
    static final Missing NOWHERE = new Missing(List.of());

    public Missing {
      places = List.copyOf(places);
    }
  }

  /**
   * The path is none that may be followed.
   *
   * @param reason what is wrong with it: the rest of a sentence that begins with "it"
   */
  record Refused(String reason) implements ImportLookup {}

  /**
   * Something is there, but it could not be read.
   *
   * @param place what could not be read
   * @param reason why, as the end of a sentence
   */
  record Unreadable(String place, String reason) implements ImportLookup {}
}
