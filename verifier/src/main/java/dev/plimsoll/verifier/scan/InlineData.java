package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds, in a section without mapping symbols, the constants that code loads from beside itself and
 * the tables that it jumps by, and of code in several instruction sets, which it is in. Only what
 * control does not pass into counts: data that is taken for an instruction that loads must not hide
 * code.
 */
final class InlineData {

  private static final int LONGEST = 16;
  private static final byte[] NOTHING = new byte[LONGEST];
  private static final int WORD = 4;
  private static final int MOST_ENTRIES = 1024;

  /** How far code is at most from the table that it is reached by. */
  private static final int MOST_DISTANCE = 1 << 16;

  /** How many bytes there are at most from the comparison with its last entry to a table's use. */
  private static final int BETWEEN = 20;

  private final List<Decoder> decoders;
  private final List<InlineRules> rules;

  /** The instruction set that all code is in, or {@link ModeGuess#UNKNOWN}. */
  private final int only;

  private final CodeMap map;
  private final CodeWindow window;
  private final Marks.Builder marks;
  private final ModeGuess guess = new ModeGuess();

  private CodeRange range = new CodeRange("", 0, 0, 0);

  /** The words of the range, from its first, that something loads. */
  private final BitSet loaded = new BitSet();

  private int nextFunction;
  private boolean ended;
  private long tableEnd;

  /** How many entries the next table has, as long as that is known. */
  private long entries;

  private long entriesUntil;

  /** The place whose address the instruction before one took, and where that one is. */
  private long address;

  private long afterAddress;

  /** How far the last look at whether control passes was certain, and how it stood there. */
  private long passedFrom = -1;

  private long passedTo;
  private boolean passedEnded;

  /**
   * Whether something loads what lies behind it, where no pass has seen it as loaded, or what is
   * loaded may have been taken for a sign of the other instruction set.
   */
  private boolean again;

  InlineData(
      ElfFile file, List<Decoder> decoders, CodeMap map, ByteSource source, Marks.Builder marks) {
    String architecture = file.machine().architecture();
    this.only = decoders.size() == 1 ? 0 : Decoders.onlyMode(architecture, file.isa());
    this.decoders = decoders;
    this.rules = InlineRules.of(architecture, decoders.size());
    this.map = map;
    this.window = new CodeWindow(source);
    this.marks = marks;
  }

  /** Marks what it finds in a range; ranges come by ascending file offset. */
  void range(CodeRange next) throws IOException {
    if (rules.size() < decoders.size()) {
      return;
    }
    if (rules.size() == 1 && rules.get(0).onlyLoads() && fixed(decoders.get(0))) {
      new LoadedWords(rules.get(0), window, marks).range(next);
      return;
    }
    range = next;
    loaded.clear();
    long[] cuts = cuts();
    int before = marks.size();
    walk(cuts);
    if (again) {
      marks.truncate(before);
      walk(cuts);
    }
  }

  /** Whether control passes from code of a range into what follows it. */
  boolean passes(CodeRange where, long from, long to, int mode) throws IOException {
    if (rules.size() < decoders.size()) {
      return false;
    }
    range = where;
    Decoder decoder = decoders.get(mode);
    ended = true;
    long at = fixed(decoder) ? Math.max(from, to - 2 * WORD) : from;
    if (from == passedFrom && passedTo > at && passedTo <= to) {
      at = passedTo;
      ended = passedEnded;
    }
    while (at < to) {
      // The last instruction may be cut at the end, and longer if that is later.
      passedTo = at;
      passedEnded = ended;
      at = code(decoder, rules.get(mode), at, to);
    }
    passedFrom = from;
    return !ended;
  }

  private static boolean fixed(Decoder decoder) {
    return decoder.unit() == WORD && decoder.skip(NOTHING, 0, LONGEST) == WORD;
  }

  private void walk(long[] cuts) throws IOException {
    ended = true;
    again = false;
    tableEnd = 0;
    entriesUntil = 0;
    afterAddress = 0;
    for (int i = 0; i + 1 < cuts.length; i++) {
      stretch(cuts[i], cuts[i + 1]);
    }
  }

  /** The places in the range where functions begin or end, its own ends among them. */
  private long[] cuts() {
    long end = range.offset() + range.size();
    int first = nextFunction;
    while (nextFunction < map.count() && map.start(nextFunction) < end) {
      nextFunction++;
    }
    long[] cuts = new long[2 * (nextFunction - first) + 2];
    int size = 0;
    cuts[size++] = range.offset();
    cuts[size++] = end;
    for (int i = first; i < nextFunction; i++) {
      cuts[size++] = Math.max(range.offset(), map.start(i));
      cuts[size++] = Math.max(range.offset(), Math.min(end, map.end(i)));
    }
    Arrays.sort(cuts);
    int distinct = 1;
    for (long cut : cuts) {
      if (cut != cuts[distinct - 1]) {
        cuts[distinct++] = cut;
      }
    }
    return Arrays.copyOf(cuts, distinct);
  }

  private void stretch(long from, long to) throws IOException {
    int function = map.at(from);
    int mode = function < 0 ? ModeGuess.UNKNOWN : map.mode(function);
    if (only != ModeGuess.UNKNOWN || (function >= 0 && map.inOneMode(function))) {
      run(from, to, Math.max(mode, Math.max(only, 0)));
      return;
    }
    boolean begins = function >= 0 && map.start(function) == from;
    BitSet thumb = modes(from, to, begins ? mode : ModeGuess.UNKNOWN);
    again |= !thumb.isEmpty() && thumb.cardinality() < (to - from) / WORD;
    if ((address(from) & (WORD - 1)) != 0) {
      thumb.set(0);
    }
    int base = word(from);
    for (long at = from; at < to; ) {
      int index = word(at) - base;
      boolean t32 = thumb.get(index);
      int next = t32 ? thumb.nextClearBit(index) : thumb.nextSetBit(index);
      long end = next < 0 ? to : Math.min(to, offset(base + next));
      run(at, end, t32 ? ModeGuess.T32 : ModeGuess.A32);
      at = end;
    }
  }

  private BitSet modes(long from, long to, int first) throws IOException {
    guess.begin(first);
    for (long at = offset(word(from)); at < to; at += WORD) {
      if (loaded.get(word(at))) {
        guess.data();
        continue;
      }
      long top = Math.max(range.offset(), Math.min(at + WORD - 1, to - 1));
      window.show(top, top + 1);
      guess.word(window.bytes()[(int) (top - window.start())] & 0xff);
    }
    return guess.end();
  }

  /** Which word of the range a byte is in, by its address: that of the range's first byte is 0. */
  private int word(long offset) {
    return (int) (((range.address() & (WORD - 1)) + (offset - range.offset())) / WORD);
  }

  private long offset(int word) {
    return range.offset() + (long) word * WORD - (range.address() & (WORD - 1));
  }

  /** Code of one instruction set, and the data in it. */
  private void run(long from, long to, int mode) throws IOException {
    marks.add(from, mode);
    Decoder decoder = decoders.get(mode);
    InlineRules rule = rules.get(mode);
    int unit = decoder.unit();
    long at = from + (-address(from) & (unit - 1));
    while (at < to) {
      long end = ended ? dataEnd(rule, at, to, unit) : at;
      at = end > at ? data(at, end, mode, unit) : code(decoder, rule, at, to);
    }
  }

  /** Where the data ends that begins at a place which control does not pass into. */
  private long dataEnd(InlineRules rule, long at, long to, int unit) throws IOException {
    if (tableEnd > at) {
      return Math.min(to, tableEnd);
    }
    if ((address(at) & (WORD - 1)) == 0 && loaded.get(word(at))) {
      return Math.min(to, offset(loaded.nextClearBit(word(at))));
    }
    return at + trailer(rule, at, to, rule.order(unit));
  }

  /** How many bytes are a description of the function that ends before them; 0 if none. */
  private int trailer(InlineRules rule, long at, long to, int order) throws IOException {
    for (InlineRules.Rule trailer : rule.trailers()) {
      if (to - at >= trailer.bytes()) {
        window.show(at, at + trailer.bytes());
        int index = (int) (at - window.start());
        if (trailer.matches(
            InlineRules.number(window.bytes(), index, trailer.length(), order), trailer.length())) {
          return trailer.bytes();
        }
      }
    }
    return 0;
  }

  private long data(long from, long to, int mode, int unit) {
    marks.add(from, Marks.DATA);
    long end = to + (-address(to) & (unit - 1));
    marks.add(to, mode);
    return end;
  }

  /** Steps over instructions up to one that says something of data, and notes what. */
  private long code(Decoder decoder, InlineRules rule, long from, long to) throws IOException {
    window.show(from, Math.min(to, from + LONGEST));
    byte[] bytes = window.bytes();
    int order = rule.order(decoder.unit());
    boolean fixed = fixed(decoder);
    int limit = (int) (Math.min(to, window.end()) - window.start());
    int index = (int) (from - window.start());
    int length = decoder.skip(bytes, index, limit);
    while (index + length + LONGEST <= limit) {
      int kinds = rule.kinds(length, bytes[index + Math.min(order, length) - 1]);
      if (kinds > InlineRules.ENDS || (kinds != 0 && ended)) {
        break;
      }
      ended = kinds != 0 && rule.ends(InlineRules.number(bytes, index, length, order), length);
      index += length;
      if (ended) {
        return window.start() + index;
      }
      length = fixed ? WORD : decoder.skip(bytes, index, limit);
    }
    long at = window.start() + index;
    long word = InlineRules.number(bytes, index, length, order);
    for (InlineRules.Rule load : rule.loads()) {
      if (load.matches(word, length)) {
        long target = load.target(word, address(at));
        load(at, target - range.address() + range.offset(), load.bytes());
      }
    }
    for (InlineRules.Rule load : rule.through()) {
      if (at == afterAddress && load.matches(word, length)) {
        load(at, address, load.bytes());
      }
    }
    for (InlineRules.Rule bound : rule.bounds()) {
      if (bound.matches(word, length)) {
        entries = bound.immediate(word) + 1;
        entriesUntil = at + BETWEEN;
      }
    }
    for (InlineRules.Rule table : rule.addresses()) {
      if (table.matches(word, length)) {
        address = table.target(word, address(at)) - range.address() + range.offset();
        afterAddress = at + length;
        if (at < entriesUntil) {
          distances(at, address);
        }
      }
    }
    ended = rule.ends(word, length) || (ended && rule.fills(word, length));
    for (InlineRules.Rule table : rule.tables()) {
      if (table.matches(word, length)) {
        tableEnd = tableEnd(table, at);
        ended = true;
      }
    }
    return at + length;
  }

  private void load(long at, long target, long bytes) {
    if (target >= range.offset() && target - range.offset() <= range.size() - bytes) {
      again |= target < at && !loaded.get(word(target));
      loaded.set(word(target), word(target + bytes - 1) + 1);
    }
  }

  /** A table of places in code, each counted in bytes from the table's beginning. */
  private void distances(long at, long table) throws IOException {
    long end = range.offset() + range.size();
    for (long i = 0; i < entries && table > at && table + (i + 1) * WORD <= end; i++) {
      long entry = table + i * WORD;
      window.show(entry, entry + WORD);
      int distance =
          (int) InlineRules.number(window.bytes(), (int) (entry - window.start()), WORD, WORD);
      if (Math.abs(distance) > MOST_DISTANCE) {
        return;
      }
      load(at, entry, WORD);
    }
  }

  /** Where a jump table ends that begins behind an instruction: its targets are past that. */
  private long tableEnd(InlineRules.Rule rule, long from) throws IOException {
    long table = from + rule.pc();
    long most = from < entriesUntil ? entries : MOST_ENTRIES;
    long least = range.offset() + range.size();
    long at = table;
    for (int i = 0; i < most && at + rule.bytes() <= least; i++) {
      window.show(at, at + rule.bytes());
      int index = (int) (at - window.start());
      long distance =
          rule.distance(InlineRules.number(window.bytes(), index, rule.bytes(), rule.bytes()));
      if (Math.abs(distance) > MOST_DISTANCE || rule.refuses(distance)) {
        break;
      }
      at += rule.bytes();
      least = table + distance >= at ? Math.min(least, table + distance) : least;
    }
    return Math.min(least, at + (at & 1));
  }

  private long address(long offset) {
    return range.address() + (offset - range.offset());
  }
}
