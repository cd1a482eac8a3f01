package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.decode.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Two sweeps over the same code, the decoder's and another tool's, each from the first byte to the
 * last by its own lengths. Where both are at one place they are compared; where one is amid what
 * the other took for an instruction, it goes on until they meet.
 */
final class Lockstep {

  /** No x86 instruction is longer; others show no more than theirs. */
  private static final int LONGEST = 15;

  /** Which features the tool says an instruction needs, in the words of this project. */
  interface Features {
    /** Of a tool that does not tell. */
    Features UNTOLD = there -> "";

    String of(String there);
  }

  /** Part of a line, made a string only where it is needed. */
  record Text(byte[] line, int from, int to) {
    @Override
    public String toString() {
      return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }

  private final Decoder decoder;
  private final String[] here;
  private final Consumer<Difference> differences;
  private final Features features;
  private final long[] counts;
  private final FeatureCounts otherwise = new FeatureCounts();
  private byte[] code = new byte[0];
  private int at;
  private int reached;
  private long instructions;
  private long neither;
  private long apart;

  Lockstep(Decoder decoder, Consumer<Difference> differences, Features features) {
    this.decoder = decoder;
    this.differences = differences;
    this.features = features;
    this.here =
        decoder.classes().stream()
            .map(c -> c.features().isEmpty() ? "-" : String.join(",", c.features()))
            .toArray(String[]::new);
    this.counts = new long[here.length];
  }

  /** Begins a range of code. */
  void begin(byte[] range) {
    code = range;
    at = 0;
    reached = 0;
  }

  /** Ends a range of code; fails if the tool did not come to its end. */
  void end() {
    if (reached != code.length) {
      throw new IllegalStateException("ended at " + reached + " of " + code.length);
    }
  }

  /**
   * The tool goes back into what it last showed, because a symbol is there; so does the decoder.
   *
   * @param place less than an instruction before {@link #reached}
   */
  void back(int place) {
    if (reached - place >= LONGEST) {
      throw new IllegalStateException("back from " + reached + " to " + place);
    }
    reached = place;
    at = place;
  }

  /** How far the tool came in the range. */
  int reached() {
    return reached;
  }

  /**
   * What the tool says of the next bytes.
   *
   * @param known whether it takes them for an instruction
   */
  void step(int length, boolean known, Text there) {
    int place = reached;
    reached += length;
    if (length == 0 || reached > code.length) {
      throw new IllegalStateException(length + " bytes at " + place + " of " + code.length);
    }
    while (at < place) {
      at += ownLength();
      apart++;
    }
    if (at > place) {
      apart++;
      return;
    }
    int answer = decoder.decode(code, at, code.length);
    at += answer == Decoder.UNDECODED ? ownSkip() : Decoder.length(answer);
    if (answer == Decoder.UNDECODED) {
      if (known) {
        differ(Difference.Kind.THERE, place, length, there, "?");
      } else {
        neither += Math.min(length, at - place);
      }
      return;
    }
    instructions++;
    String found = here[Decoder.classIndex(answer)];
    if (!known) {
      differ(Difference.Kind.HERE, place, Decoder.length(answer), there, found);
    } else if (length != Decoder.length(answer)) {
      differ(Difference.Kind.LENGTH, place, Math.max(length, Decoder.length(answer)), there, found);
    } else {
      compareFeatures(place, length, there, Decoder.classIndex(answer));
    }
  }

  private void compareFeatures(int place, int length, Text there, int kind) {
    String expected = features == Features.UNTOLD ? here[kind] : features.of(there.toString());
    counts[kind]++;
    if (!expected.equals(here[kind])) {
      otherwise.add(here[kind], 0, -1);
      otherwise.add(expected, 0, 1);
      differ(Difference.Kind.FEATURES, place, length, there, here[kind]);
    }
  }

  private int ownLength() {
    int answer = decoder.decode(code, at, code.length);
    return answer == Decoder.UNDECODED ? ownSkip() : Decoder.length(answer);
  }

  private int ownSkip() {
    return Math.min(decoder.skip(code, at, code.length), code.length - at);
  }

  private void differ(Difference.Kind kind, int place, int length, Text there, String found) {
    int end = Math.min(code.length, place + Math.min(length, LONGEST));
    String hex = HexFormat.of().formatHex(Arrays.copyOfRange(code, place, end));
    differences.accept(new Difference(kind, hex, there.toString(), found));
  }

  /** Instructions that decode here, at places that both came to. */
  long instructions() {
    return instructions;
  }

  /** Bytes that both say are no instruction. */
  long neither() {
    return neither;
  }

  /** Steps of one sweep amid an instruction of the other. */
  long apart() {
    return apart;
  }

  /** The instructions at places that both came to and took for as long. */
  FeatureCounts counts() {
    FeatureCounts found = new FeatureCounts();
    for (int i = 0; i < here.length; i++) {
      if (counts[i] > 0) {
        found.add(here[i], counts[i], counts[i]);
      }
    }
    found.addAll(otherwise);
    return found;
  }
}
