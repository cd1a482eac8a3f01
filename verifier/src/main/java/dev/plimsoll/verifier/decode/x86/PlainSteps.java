package dev.plimsoll.verifier.decode.x86;

import dev.plimsoll.verifier.decode.Decoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps over plain instructions by their lengths, which are told from a table ({@link
 * PlainLengths}) that fills with what {@link X86Decoder} says. Only those with few prefixes of the
 * first two opcode maps are in it.
 */
final class PlainSteps {
  private static final int MOST_PREFIXES = 3;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The prefixes that an entry of the table is told by. */
  private static final int STATE = Prefixes.OPERAND_SIZE | Prefixes.REPEAT | Prefixes.W;

  private static final int STATE_SHIFT = 8;

  private final X86Decoder decoder;
  private final boolean mode64;
  private final int rexMask;
  private final byte[] kinds;
  private final int[] roots;
  private final PlainLengths lengths = new PlainLengths();

  PlainSteps(X86Decoder decoder, boolean mode64, int[] roots) {
    this.decoder = decoder;
    this.mode64 = mode64;
    this.rexMask = mode64 ? 1 : 0;
    this.kinds = Prefixes.kinds(mode64);
    this.roots = roots;
  }

  /** As {@link Decoder#skipPlain}; without branches on what comes, which would be missed. */
  int over(byte[] code, int offset, int stop, int end) {
    int last = Math.min(stop - 1, code.length - X86Decoder.MAX_LENGTH);
    int at = offset;
    while (at <= last) {
      long bytes = (long) WORD.get(code, at);
      // 1 if the first byte is a REX prefix, else 0
      int rex = (((((int) bytes & 0xf0) ^ 0x40) - 1) >>> (Integer.SIZE - 1)) & rexMask;
      int opcodeAndNext = Character.reverseBytes((char) (bytes >>> (rex << 3)));
      int w = rex & ((int) bytes >>> 3);
      int entry = lengths.entry(0, w << (Prefixes.W_SHIFT - STATE_SHIFT), opcodeAndNext);
      int length = entry > 0 ? rex + entry : length(code, at);
      if (length == 0 || length > end - at) {
        break;
      }
      at += length;
    }
    return at;
  }

  /** The length of a plain instruction; 0 if it is none, or has prefixes that few have. */
  private int length(byte[] code, int offset) {
    int prefixes = 0;
    int at = offset;
    int b = code[at] & 0xff;
    while (kinds[b] == Prefixes.PREFIX && at - offset < MOST_PREFIXES) {
      prefixes = Prefixes.and(prefixes, b);
      b = code[++at] & 0xff;
    }
    if ((prefixes & (Prefixes.LOCK | Prefixes.ADDRESS_SIZE)) != 0) {
      return 0;
    }
    int map = kinds[b] == Prefixes.ESCAPE ? 1 : 0;
    at += map;
    int opcode = code[at] & 0xff;
    boolean otherMap =
        map == 0 ? kinds[b] != Prefixes.OPCODE : opcode == 0x38 || opcode == 0x3a || opcode == 0x0f;
    if (otherMap) {
      return 0;
    }
    int state = (prefixes & STATE) >>> STATE_SHIFT;
    int opcodeAndNext = opcode << 8 | (code[at + 1] & 0xff);
    int entry = lengths.entry(map, state, opcodeAndNext);
    if (entry == PlainLengths.UNKNOWN) {
      entry = entry(map, state, opcodeAndNext);
      lengths.set(map, state, opcodeAndNext, entry);
      boolean withoutModRm = map == 1 && !X86Tables.hasModRm(roots[X86Tables.LEGACY_1 + opcode]);
      if (withoutModRm && entry > 0) {
        lengths.set(0, state, 0x0f00 | opcode, 1 + entry);
      }
    }
    int length = PlainLengths.length(entry, code[at + 2]);
    return length == 0 ? 0 : at - offset + length;
  }

  /** Decodes the instruction with each REX prefix that has this W: none may make a difference. */
  private int entry(int map, int state, int opcodeAndNext) {
    int found = PlainLengths.UNKNOWN;
    int prefixes = state << STATE_SHIFT;
    int w = (prefixes & Prefixes.W) != 0 ? 8 : 0;
    for (int rex = w == 0 ? -1 : 0; rex < (mode64 ? 8 : 0); rex++) {
      byte[] code = new byte[X86Decoder.MAX_LENGTH + 3];
      int at = 0;
      if ((prefixes & Prefixes.OPERAND_SIZE) != 0) {
        code[at++] = 0x66;
      }
      if ((prefixes & Prefixes.REPEAT) != 0) {
        code[at++] = (byte) (0xf0 | (prefixes & Prefixes.REPEAT) >>> Prefixes.REPEAT_SHIFT);
      }
      if (rex >= 0) {
        code[at++] = (byte) (0x40 | w | rex);
      }
      if (map == 1) {
        code[at++] = 0x0f;
      }
      code[at] = (byte) (opcodeAndNext >>> 8);
      code[at + 1] = (byte) opcodeAndNext;
      int length = plainLength(code);
      code[at + 2] = 5;
      int withNoBase = plainLength(code);
      int entry =
          length == 0 || withNoBase == 0
              ? PlainLengths.OTHER
              : PlainLengths.entry(length - at, withNoBase - at);
      if (entry != found && found != PlainLengths.UNKNOWN) {
        return PlainLengths.OTHER;
      }
      found = entry;
    }
    return found;
  }

  private int plainLength(byte[] code) {
    int answer = decoder.decode(code, 0, code.length);
    boolean plain =
        answer != Decoder.UNDECODED && decoder.classes().get(Decoder.classIndex(answer)).plain();
    return plain ? Decoder.length(answer) : 0;
  }
}
