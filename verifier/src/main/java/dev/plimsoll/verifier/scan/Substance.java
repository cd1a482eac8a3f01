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
  private final List<Decoder> decoders;
  private final List<InlineRules> rules;
  private Optional<CodeWindow> opened = Optional.empty();
  private int mode;
  private long run = -1;
  private long seen;
  private long bytes;

  /**
   * Of the code of an object.
   *
   * @param decoders of its instruction sets
   */
  Substance(ByteSource source, String architecture, List<Decoder> decoders) {
    this.source = source;
    this.decoders = decoders;
    this.rules = InlineRules.of(architecture, decoders.size());
  }

  /** Says which of the instruction sets the runs that follow are in. */
  void begin(int ofMode) {
    mode = ofMode;
  }

  /** Whether a run has so many bytes that are more than that; its end ascends. */
  boolean isIn(long from, long to, long least) throws IOException {
    if (mode >= rules.size() || rules.get(mode).blanks().isEmpty()) {
      return to - from >= least;
    }
    if (from != run) {
      run = from;
      seen = from;
      bytes = 0;
    }
    int unit = decoders.get(mode).unit();
    while (bytes < least && seen < to) {
      int blank = blank(rules.get(mode), to, unit);
      bytes += blank == 0 ? unit : 0;
      seen += blank == 0 ? unit : blank;
    }
    return bytes >= least;
  }

  /** How many bytes only fill a place; 0 where others are. */
  private int blank(InlineRules rule, long to, int unit) throws IOException {
    CodeWindow window = opened.orElseGet(() -> new CodeWindow(source));
    opened = Optional.of(window);
    window.show(seen, Math.min(to, seen + Long.BYTES));
    for (InlineRules.Rule blank : rule.blanks()) {
      if (to - seen >= blank.length()) {
        int index = (int) (seen - window.start());
        long word = InlineRules.number(window.bytes(), index, blank.length(), rule.order(unit));
        if (blank.matches(word, blank.length())) {
          return blank.length();
        }
      }
    }
    return 0;
  }
}
