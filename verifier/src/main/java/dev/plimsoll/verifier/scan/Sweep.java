package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Decodes all code of an object, from each place where code is known to begin up to the next such
 * place, so that what does not decode, or decodes as something that it is not, disturbs nothing
 * past it. Where data is marked as such it is left out.
 *
 * <p>Data in code must not invent features. So what is decoded near bytes that do not decode
 * ({@link Stretch}) is counted apart, as unreferenced. So is what is in a short stretch outside of
 * all known functions, where those are most of the code: too short to tell a constant from a
 * function.
 */
final class Sweep {

  /** No instruction of any instruction set is longer. */
  private static final int LONGEST = 16;

  /** Data of this many bytes hardly ever decodes to its end. */
  private static final int CONVINCING = 64;

  /** After how many bytes it is told how far it is: a few milliseconds. */
  private static final int OFTEN = 1 << 20;

  private final List<Decoder> decoders;
  private final CodeMap map;
  private final Marks marks;
  private final CodeWindow window;
  private final LongConsumer seen;
  private final boolean[] plain;
  private final long first;
  private final long last;
  private final Tally used;
  private final Tally unreferenced;
  private final Substance substance;
  private final Stretch stretch;
  private final List<Place> extra = new ArrayList<>();
  private Decoder decoder;
  private long undecoded;
  private long unsaid;
  private long data;

  /** The functions that have begun and may not have ended, the innermost last. */
  private int[] open = new int[16];

  private int depth;
  private int nextFunction;
  private int nextMark;

  /** A stretch of code that stands for a function where none is known: a whole range, or a part. */
  record Place(CodeRange range, boolean whole, long start, long end) {

    String name() {
      return whole ? range.name() : range.name() + "+0x" + Long.toHexString(start - range.offset());
    }
  }

  private Sweep(
      List<Decoder> decoders,
      String architecture,
      CodeMap map,
      Marks marks,
      ByteSource source,
      LongConsumer seen,
      long first,
      long last) {
    this.seen = seen;
    this.first = first;
    this.last = last;
    this.decoders = decoders;
    this.decoder = decoders.get(0);
    this.map = map;
    this.marks = marks;
    this.window = new CodeWindow(source);
    List<InstructionClass> classes = decoder.classes();
    this.plain = new boolean[classes.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = classes.get(i).plain();
    }
    this.used = new Tally(classes);
    this.unreferenced = new Tally(classes);
    this.substance = new Substance(source, architecture, decoders);
    this.stretch = new Stretch(substance, used, unreferenced, () -> new Tally(classes));
  }

  /**
   * Sweeps over what begins in a part of an object's code where code or data is known to begin.
   *
   * @param decoders of the instruction sets that the marks are of; they share their classes
   * @param seen hears now and then how many more bytes were looked at
   * @param first file offset
   * @param last file offset; what begins there is of the next part
   */
  static Sweep part(
      List<Decoder> decoders,
      ElfFile file,
      CodeMap map,
      Marks marks,
      ByteSource source,
      LongConsumer seen,
      long first,
      long last)
      throws IOException {
    String architecture = file.machine().architecture();
    Sweep sweep = new Sweep(decoders, architecture, map, marks, source, seen, first, last);
    for (CodeRange range : file.code()) {
      sweep.range(range);
    }
    sweep.tell(0);
    return sweep;
  }

  /** Adds what the part that follows found. */
  void add(Sweep next) {
    used.add(next.used);
    unreferenced.add(next.unreferenced);
    undecoded += next.undecoded;
    data += next.data;
    extra.addAll(next.extra.subList(extra.size(), next.extra.size()));
  }

  /** What counts as used; its functions are the map's, and after them {@link #places}. */
  Tally used() {
    return used;
  }

  /** Where code counts as used that is in no known function. */
  List<Place> places() {
    return extra;
  }

  Tally unreferenced() {
    return unreferenced;
  }

  /** Bytes that are in no instruction. */
  long undecoded() {
    return undecoded;
  }

  /** Bytes that are known to be data, or fill what is left before the next function. */
  long data() {
    return data;
  }

  private void range(CodeRange range) throws IOException {
    long end = range.offset() + range.size();
    int kind = 0;
    depth = 0;
    for (long at = range.offset(); at < end && at < last; ) {
      while (nextFunction < map.count() && map.start(nextFunction) <= at) {
        push(nextFunction++);
      }
      while (depth > 0 && map.end(open[depth - 1]) <= at) {
        depth--;
      }
      while (nextMark < marks.count() && marks.offset(nextMark) <= at) {
        kind = marks.kind(nextMark++);
      }
      long next = nextCut(end);
      int mode = Math.max(kind, 0);
      decoder = decoders.get(mode);
      substance.begin(mode);
      if (kind == Marks.DATA) {
        long bytes = at < first ? 0 : next - at;
        data += bytes;
        saw(bytes);
      } else if (depth > 0) {
        boolean known = map.start(open[depth - 1]) == at;
        stretch.begin(open[depth - 1], at, next, known, false);
        piece(range, at, next);
      } else {
        gap(range, at, next);
      }
      at = next;
    }
  }

  private void gap(CodeRange range, long from, long to) throws IOException {
    boolean doubtful = map.complete() && to - from < CONVINCING;
    if (map.complete()) {
      place(new Place(range, false, from, to));
    } else {
      place(new Place(range, true, range.offset(), range.offset() + range.size()));
    }
    stretch.begin(map.count() + extra.size() - 1, from, to, false, doubtful);
    piece(range, from, to);
  }

  private void place(Place place) {
    if (extra.isEmpty() || !extra.get(extra.size() - 1).equals(place)) {
      extra.add(place);
    }
  }

  private long nextCut(long end) {
    long next = end;
    if (nextFunction < map.count()) {
      next = Math.min(next, map.start(nextFunction));
    }
    if (depth > 0) {
      next = Math.min(next, map.end(open[depth - 1]));
    }
    if (nextMark < marks.count()) {
      next = Math.min(next, marks.offset(nextMark));
    }
    return next;
  }

  private void push(int function) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = function;
  }

  private void piece(CodeRange range, long from, long to) throws IOException {
    if (from < first) {
      return;
    }
    long address = range.address() + (from - range.offset());
    long at = Math.min(to, from + (-address & (decoder.unit() - 1)));
    undecoded += at - from;
    while (at < to) {
      window.show(at, Math.min(to, at + LONGEST));
      long next = decode(at, to);
      saw(next - at);
      at = next;
    }
    stretch.end(to);
  }

  private void saw(long bytes) {
    unsaid += bytes;
    tell(OFTEN);
  }

  /** Tells of what was looked at if it is more than a number of bytes. */
  private void tell(long least) {
    if (unsaid > least) {
      seen.accept(unsaid);
      unsaid = 0;
    }
  }

  /** Decodes what the window shows of a piece; answers where to go on. */
  private long decode(long from, long to) throws IOException {
    byte[] bytes = window.bytes();
    long start = window.start();
    int limit = (int) (Math.min(to, window.end()) - start);
    int stop = window.end() >= to ? limit : limit - LONGEST;
    int at = (int) (from - start);
    while (at < stop || at == from - start) {
      at = decoder.skipPlain(bytes, at, stop, limit);
      if (at >= stop && at > from - start) {
        break;
      }
      int answer = decoder.decode(bytes, at, limit);
      if (misplaced(answer, start + at)) {
        stretch.undecoded(start + at, decoder.unit(), false);
        undecoded += decoder.unit();
        at += decoder.unit();
      } else if (answer == Decoder.UNDECODED && padding(bytes, at, limit)) {
        data += limit - at;
        at = limit;
      } else if (answer == Decoder.UNDECODED) {
        int step = Math.min(decoder.skip(bytes, at, limit), limit - at);
        stretch.undecoded(start + at, step, zeros(bytes, at, at + step) == at + step);
        undecoded += step;
        at += step;
      } else {
        int kind = Decoder.classIndex(answer);
        if (!plain[kind]) {
          stretch.instruction(kind, start + at);
        }
        at += Decoder.length(answer);
      }
    }
    return start + at;
  }

  /** Whether an instruction lies across an address that it cannot be at. */
  private boolean misplaced(int answer, long offset) {
    int boundary = decoder.boundary();
    int length = Decoder.length(answer);
    return boundary != 0
        && length > decoder.unit()
        && Math.floorMod(map.address(offset), boundary) + length > boundary;
  }

  /** Linkers fill what is left before the next function, or the end, with zeros. */
  private static boolean padding(byte[] bytes, int from, int to) {
    return to - from < LONGEST && zeros(bytes, from, to) == to;
  }

  /** Where the zeros end that begin at a place. */
  private static int zeros(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] == 0) {
      end++;
    }
    return end;
  }
}
