package dev.plimsoll.runtime.policy;

import java.util.List;

/** Lists of features in messages. */
final class Names {
  private static final int SHOWN = 12;

  private Names() {}

  static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }
}
