package dev.plimsoll.verifier.elf;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, each thing once and not without end. */
final class Problems {

  private static final int MOST = 16;

  private final List<String> texts = new ArrayList<>();

  void add(String text) {
    if (texts.size() < MOST && !texts.contains(text)) {
      texts.add(text);
    }
  }

  List<String> list() {
    return List.copyOf(texts);
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
