package dev.plimsoll.verifier.archive;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives the entries of one archive their paths. An archive may have several entries of one name;
 * the second is {@code name#2}.
 */
final class EntryNames {

  private final String archive;
  private final Map<String, Integer> given = new HashMap<>();

  EntryNames(String archive) {
    this.archive = archive;
  }

  String path(String entry) {
    int number = given.merge(entry, 1, Integer::sum);
    return archive + "!/" + entry + (number == 1 ? "" : "#" + number);
  }
}
