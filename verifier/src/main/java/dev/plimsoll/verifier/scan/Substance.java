package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How much of a run of instructions is more than what fills places or is undefined for ever: zeros
 * and no-operations decode as far as they go, before data as before code, and tell them apart no
 * better if there are more of them. Each byte of a run is looked at once.
 */
final class Substance {
  private final ByteSource source;
  private final List<InlineRules> rules;
  private Optional<CodeWindow> opened = Optional.empty();
  private long run = -1;
  private long seen;
  private long bytes;

  /**
   * Of the code of an object.
   *
   * @param rules of each of its instruction sets; none where nothing is known to fill places
   */
  Substance(ByteSource source, List<InlineRules> rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Whether a run has so many bytes that are more than that; its end ascends. */
  boolean isIn(long from, long to, int mode, Decoder decoder, long least) throws IOException {
    if (mode >= rules.size() || rules.get(mode).blanks().isEmpty()) {
      return to - from >= least;
    }
    if (from != run) {
      run = from;
      seen = from;
      bytes = 0;
    }
    while (bytes < least && seen < to) {
      int blank = blank(rules.get(mode), to, decoder);
      bytes += blank == 0 ? decoder.unit() : 0;
      seen += blank == 0 ? decoder.unit() : blank;
    }
    return bytes >= least;
  }

  /** How many bytes only fill a place; 0 where others are. */
  private int blank(InlineRules rule, long to, Decoder decoder) throws IOException {
    CodeWindow window = opened.orElseGet(() -> new CodeWindow(source));
    opened = Optional.of(window);
    window.show(seen, Math.min(to, seen + Long.BYTES));
    int order = rule.order() == 0 ? decoder.unit() : rule.order();
    for (InlineRules.Rule blank : rule.blanks()) {
      if (to - seen >= blank.length()) {
        int index = (int) (seen - window.start());
        long word = InlineData.number(window.bytes(), index, blank.length(), order);
        if (blank.matches(word, blank.length())) {
          return blank.length();
        }
      }
    }
    return 0;
  }
}
