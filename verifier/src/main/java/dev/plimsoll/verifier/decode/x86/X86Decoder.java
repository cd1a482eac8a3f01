package dev.plimsoll.verifier.decode.x86;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Decodes x86 instructions in 64-bit or 32-bit mode: legacy prefixes, REX, REX2, VEX, EVEX with its
 * APX forms, XOP and 3DNow!. What no pattern of the tables allows does not decode, including a LOCK
 * or REX2 prefix on an instruction that cannot take it and anything longer than 15 bytes.
 *
 * <p>The prefixes, or the payload of a VEX, EVEX or XOP prefix, and the ModRM byte are packed into
 * one word; the opcode's tree ({@link X86Tables}) is then walked by bit fields of that word to a
 * leaf that says whether there is a ModRM byte, how many immediate bytes follow and which class it
 * is. Intel SDM volume 2, chapter 2; AMD64 APM volume 3, chapter 1; Intel APX specification,
 * chapter 3.
 */
public final class X86Decoder implements Decoder {
  private static final int MAX_LENGTH = 15;
  private static final int MOST_PLAIN_PREFIXES = 3;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // The word of the legacy space, above ModRM. Its fields are those of derivation/derive_x86.py.
  private static final int OPERAND_SIZE = 1 << 8;
  private static final int REPEAT_SHIFT = 9;
  private static final int REPEAT = 3 << REPEAT_SHIFT;
  private static final int W_SHIFT = 11;
  private static final int W = 1 << W_SHIFT;
  private static final int LOCK = 1 << 12;
  private static final int ADDRESS_SIZE = 1 << 13;
  private static final int REX2 = 1 << 14;
  private static final int B = 1 << 15;
  private static final int R = 1 << 16;
  private static final int REX = 1 << 17;
  private static final int STATE_SHIFT = 8;
  private static final int STATE = OPERAND_SIZE | REPEAT | W;
  private static final int NOT_BEFORE_VEX = OPERAND_SIZE | REPEAT | LOCK | REX;

  // The words of the VEX and XOP (two payload bytes) and EVEX (three) spaces.
  private static final int ADDRESS_SIZE_TO_PAYLOAD = 11;
  private static final int VEX_R = 1 << 23;
  private static final int EVEX_U = 1 << 10;
  private static final int EVEX_MASK = 7 << 16;
  private static final int EVEX_V4 = 1 << 19;
  private static final int EVEX_B = 1 << 20;
  private static final int EVEX_LENGTH = 3 << 21;
  private static final int EVEX_Z = 1 << 23;
  private static final int EVEX_MAP = 7 << 24;
  private static final int EVEX_B4 = 1 << 27;
  private static final int REGISTER_FORM = 0xc0;

  private static final byte OPCODE = 0;
  private static final byte PREFIX = 1;
  private static final byte ESCAPE = 2;
  private static final byte VEX2 = 3;
  private static final byte VEX3 = 4;
  private static final byte EVEX = 5;
  private static final byte XOP = 6;
  private static final byte REX2_PREFIX = 7;

  private static final int[] PREFIX_SET = new int[256];
  private static final int[] PREFIX_CLEAR = new int[256];
  private static final byte[] LENGTH_32 = new byte[256];
  private static final byte[] LENGTH_16 = new byte[256];

  static {
    for (int rex = 0x40; rex < 0x50; rex++) {
      PREFIX_SET[rex] =
          REX | ((rex & 8) != 0 ? W : 0) | ((rex & 4) != 0 ? R : 0) | ((rex & 1) != 0 ? B : 0);
    }
    PREFIX_SET[0x66] = OPERAND_SIZE;
    PREFIX_SET[0x67] = ADDRESS_SIZE;
    PREFIX_SET[0xf0] = LOCK;
    PREFIX_SET[0xf2] = 2 << REPEAT_SHIFT;
    PREFIX_SET[0xf3] = 3 << REPEAT_SHIFT;
    for (int b = 0; b < 256; b++) {
      // A REX prefix counts only right before the opcode; of F2 and F3 the last one counts.
      PREFIX_CLEAR[b] = ~(W | R | B | REX | ((PREFIX_SET[b] & REPEAT) != 0 ? REPEAT : 0));
      LENGTH_32[b] = (byte) length32(b >> 6, b & 7);
      LENGTH_16[b] = (byte) length16(b >> 6, b & 7);
    }
  }

  private final boolean mode64;
  private final byte[] kinds;
  private final X86Tables tables;
  private final int[] nodes;
  private final int[] roots;
  private final int[] withApx;
  private final int rexMask;
  private final int registerBits;
  private final boolean[] plain;
  private final PlainLengths lengths = new PlainLengths();

  private X86Decoder(int mode) {
    this.mode64 = mode == 64;
    this.kinds = kinds(mode64);
    this.tables = X86Tables.load(mode);
    this.nodes = tables.nodes();
    this.roots = tables.roots();
    this.withApx = tables.withApx();
    this.rexMask = mode64 ? 1 : 0;
    this.registerBits = mode64 ? 31 : 7;
    this.plain = new boolean[tables.classes().size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = tables.classes().get(i).plain();
    }
  }

  /** A decoder of 64-bit mode. */
  public static X86Decoder x86_64() {
    return new X86Decoder(64);
  }

  /** A decoder of 32-bit protected mode. */
  public static X86Decoder i386() {
    return new X86Decoder(32);
  }

  @Override
  public List<InstructionClass> classes() {
    return tables.classes();
  }

  @Override
  public int unit() {
    return 1;
  }

  @Override
  public int skip(byte[] code, int offset, int end) {
    return 1;
  }

  /** What most instructions are is told from a table: without branches, which would be missed. */
  @Override
  public int skipPlain(byte[] code, int offset, int stop, int end) {
    int last = Math.min(stop - 1, code.length - MAX_LENGTH);
    int at = offset;
    while (at <= last) {
      long bytes = (long) WORD.get(code, at);
      // 1 if the first byte is a REX prefix, else 0
      int rex = (((((int) bytes & 0xf0) ^ 0x40) - 1) >>> (Integer.SIZE - 1)) & rexMask;
      int opcodeAndNext = Character.reverseBytes((char) (bytes >>> (rex << 3)));
      int w = rex & ((int) bytes >>> 3);
      int entry = lengths.entry(0, w << (W_SHIFT - STATE_SHIFT), opcodeAndNext);
      int length = entry > 0 ? rex + entry : plainLength(code, at);
      if (length == 0 || length > end - at) {
        break;
      }
      at += length;
    }
    return at;
  }

  /** The length of a plain instruction; 0 if it is none, or has prefixes that few have. */
  private int plainLength(byte[] code, int offset) {
    int prefixes = 0;
    int at = offset;
    int b = code[at] & 0xff;
    while (kinds[b] == PREFIX && at - offset < MOST_PLAIN_PREFIXES) {
      prefixes = (prefixes & PREFIX_CLEAR[b]) | PREFIX_SET[b];
      b = code[++at] & 0xff;
    }
    if ((prefixes & (LOCK | ADDRESS_SIZE)) != 0) {
      return 0;
    }
    int map = kinds[b] == ESCAPE ? 1 : 0;
    at += map;
    int opcode = code[at] & 0xff;
    boolean otherMap =
        map == 0 ? kinds[b] != OPCODE : opcode == 0x38 || opcode == 0x3a || opcode == 0x0f;
    if (otherMap) {
      return 0;
    }
    int state = (prefixes & STATE) >>> STATE_SHIFT;
    int opcodeAndNext = opcode << 8 | (code[at + 1] & 0xff);
    int entry = lengths.entry(map, state, opcodeAndNext);
    if (entry == PlainLengths.UNKNOWN) {
      entry = plainEntry(map, state, opcodeAndNext);
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
  private int plainEntry(int map, int state, int opcodeAndNext) {
    int found = PlainLengths.UNKNOWN;
    int prefixes = state << STATE_SHIFT;
    int w = (prefixes & W) != 0 ? 8 : 0;
    for (int rex = w == 0 ? -1 : 0; rex < (mode64 ? 8 : 0); rex++) {
      byte[] code = new byte[MAX_LENGTH + 3];
      int at = 0;
      if ((prefixes & OPERAND_SIZE) != 0) {
        code[at++] = 0x66;
      }
      if ((prefixes & REPEAT) != 0) {
        code[at++] = (byte) (0xf0 | (prefixes & REPEAT) >>> REPEAT_SHIFT);
      }
      if (rex >= 0) {
        code[at++] = (byte) (0x40 | w | rex);
      }
      if (map == 1) {
        code[at++] = 0x0f;
      }
      code[at] = (byte) (opcodeAndNext >>> 8);
      code[at + 1] = (byte) opcodeAndNext;
      int length = plainLengthOf(decode(code, 0, code.length));
      code[at + 2] = 5;
      int withNoBase = plainLengthOf(decode(code, 0, code.length));
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

  private int plainLengthOf(int answer) {
    return answer != UNDECODED && plain[Decoder.classIndex(answer)] ? Decoder.length(answer) : 0;
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    int limit = Math.min(end, offset + MAX_LENGTH);
    int b = byteAt(code, offset, limit);
    int at = offset + 1;
    int prefixes = 0;
    while (kinds[b] == PREFIX) {
      prefixes = (prefixes & PREFIX_CLEAR[b]) | PREFIX_SET[b];
      b = byteAt(code, at, limit);
      at++;
    }
    return switch (kinds[b]) {
      case OPCODE -> legacy(code, offset, at, limit, roots[b], prefixes);
      case ESCAPE -> escape(code, offset, at, limit, prefixes);
      case REX2_PREFIX -> rex2(code, offset, at, limit, prefixes);
      default -> vector(code, offset, at, limit, prefixes, b);
    };
  }

  /** After 0F: maps 1, 2 (0F 38), 3 (0F 3A) and 3DNow!, whose opcode comes last. */
  private int escape(byte[] code, int offset, int at, int limit, int prefixes) {
    int b = byteAt(code, at, limit);
    int next = byteAt(code, at + 1, limit);
    return switch (b) {
      case 0x38 -> legacy(code, offset, at + 2, limit, roots[X86Tables.LEGACY_2 + next], prefixes);
      case 0x3a -> legacy(code, offset, at + 2, limit, roots[X86Tables.LEGACY_3 + next], prefixes);
      case 0x0f -> {
        int suffix = at + 1 + addressLength(code, at + 1, limit, prefixes);
        int root = roots[X86Tables.LEGACY_4 + byteAt(code, suffix, limit)];
        int leaf = walk(root, prefixes | next);
        yield answer(leaf, prefixes, suffix + 1 - offset, limit - offset);
      }
      default -> legacy(code, offset, at + 1, limit, roots[X86Tables.LEGACY_1 + b], prefixes);
    };
  }

  private int rex2(byte[] code, int offset, int at, int limit, int prefixes) {
    if ((prefixes & REX) != 0) {
      return UNDECODED;
    }
    int payload = byteAt(code, at, limit);
    int opcode = byteAt(code, at + 1, limit);
    int extended = prefixes | REX2;
    if ((payload & 0x08) != 0) {
      extended |= W;
    }
    if ((payload & 0x44) != 0) {
      extended |= R;
    }
    if ((payload & 0x11) != 0) {
      extended |= B;
    }
    int map = (payload & 0x80) != 0 ? X86Tables.LEGACY_1 : X86Tables.LEGACY_0;
    return legacy(code, offset, at + 2, limit, roots[map + opcode], extended);
  }

  private int legacy(byte[] code, int offset, int at, int limit, int root, int prefixes) {
    int leaf = walk(root, prefixes | byteAt(code, at, limit));
    int length = at - offset;
    if (X86Tables.hasAddress(leaf)) {
      length += addressLength(code, at, limit, prefixes);
    } else if (X86Tables.hasModRmOnly(leaf)) {
      length++;
    }
    return answer(leaf, prefixes, length, limit - offset);
  }

  /** Turns a leaf into an answer; {@code length} counts all but the immediate. */
  private int answer(int leaf, int prefixes, int length, int available) {
    int total = length + X86Tables.immediate(leaf);
    if (leaf == X86Tables.INVALID || total > available) {
      return UNDECODED;
    }
    int instructionClass = X86Tables.classIndex(leaf);
    if ((prefixes & (LOCK | REX2)) != 0) {
      boolean badLock = (prefixes & LOCK) != 0 && !X86Tables.takesLock(leaf);
      boolean badRex2 = (prefixes & REX2) != 0 && !X86Tables.takesRex2(leaf);
      if (badLock || badRex2) {
        return UNDECODED;
      }
      if ((prefixes & REX2) != 0) {
        instructionClass = withApx[instructionClass];
      }
    }
    return Decoder.answer(instructionClass, total);
  }

  /** After C4, C5, 62 or 8F, which outside 64-bit mode may still be the opcodes LES, LDS, BOUND. */
  private int vector(byte[] code, int offset, int at, int limit, int prefixes, int b) {
    int first = byteAt(code, at, limit);
    boolean opcode = b == 0x8f ? (first & 0x38) == 0 : !mode64 && first < REGISTER_FORM;
    if (opcode) {
      return legacy(code, offset, at, limit, roots[b], prefixes);
    }
    if ((prefixes & NOT_BEFORE_VEX) != 0) {
      return UNDECODED;
    }
    int word = (prefixes & ADDRESS_SIZE) << ADDRESS_SIZE_TO_PAYLOAD;
    if (kinds[b] == EVEX) {
      return evex(code, offset, at, limit, first, word);
    }
    if (kinds[b] == VEX2) {
      word |= (first & 0x7f) << 8 | ((first & 0x80) != 0 ? VEX_R : 0);
      return payload(code, offset, at + 1, limit, X86Tables.VEX + 256, word);
    }
    int map = first & 0x1f;
    if (map > 15) {
      return UNDECODED;
    }
    int maps = kinds[b] == XOP ? X86Tables.XOP : X86Tables.VEX;
    word |= byteAt(code, at + 1, limit) << 8 | (first & 0xe0) << 16;
    return payload(code, offset, at + 2, limit, maps + map * 256, word);
  }

  private int evex(byte[] code, int offset, int at, int limit, int first, int addressSize) {
    int word =
        (first << 24 & ~EVEX_MAP)
            | byteAt(code, at + 2, limit) << 16
            | byteAt(code, at + 1, limit) << 8
            | addressSize;
    boolean register = byteAt(code, at + 4, limit) >= REGISTER_FORM;
    boolean rounding = register && (word & EVEX_B) != 0;
    boolean badLength = (word & EVEX_LENGTH) == EVEX_LENGTH && !rounding;
    boolean badZeroing = (word & (EVEX_Z | EVEX_MASK)) == EVEX_Z;
    boolean badRegister = !mode64 && (word & (EVEX_V4 | EVEX_B4)) != EVEX_V4;
    if (badLength || badZeroing || badRegister) {
      return UNDECODED;
    }
    int answer = payload(code, offset, at + 3, limit, X86Tables.EVEX + (first & 7) * 256, word);
    boolean sixteenMoreRegisters = (word & EVEX_B4) != 0 || (!register && (word & EVEX_U) == 0);
    if (answer == UNDECODED || !sixteenMoreRegisters) {
      return answer;
    }
    return Decoder.answer(withApx[Decoder.classIndex(answer)], Decoder.length(answer));
  }

  /** From the opcode on, after the payload of a VEX, EVEX or XOP prefix. */
  private int payload(byte[] code, int offset, int at, int limit, int map, int word) {
    int root = roots[map + byteAt(code, at, limit)];
    int modRmAt = at + 1;
    int leaf = walk(root, word | byteAt(code, modRmAt, limit));
    int length = modRmAt - offset;
    if (X86Tables.hasAddress(leaf)) {
      int prefixes = (word >>> ADDRESS_SIZE_TO_PAYLOAD) & ADDRESS_SIZE;
      length += addressLength(code, modRmAt, limit, prefixes);
    }
    if ((leaf & DistinctRegisters.ANY) != 0 && leaf != X86Tables.INVALID) {
      int modRm = byteAt(code, modRmAt, limit);
      int sib = byteAt(code, modRmAt + 1, limit);
      if (DistinctRegisters.same(leaf, word, map >= X86Tables.EVEX, modRm, sib, registerBits)) {
        return UNDECODED;
      }
    }
    return answer(leaf, 0, length, limit - offset);
  }

  private int walk(int root, int word) {
    int node = root;
    while (node >= 0) {
      node = nodes[X86Tables.child(node, word)];
    }
    return node;
  }

  /** The bytes of ModRM, SIB and displacement. */
  private int addressLength(byte[] code, int modRmAt, int limit, int prefixes) {
    int modRm = byteAt(code, modRmAt, limit);
    if (!mode64 && (prefixes & ADDRESS_SIZE) != 0) {
      return LENGTH_16[modRm];
    }
    int length = LENGTH_32[modRm];
    if (length == 0) {
      length = (byteAt(code, modRmAt + 1, limit) & 7) == 5 ? 6 : 2;
    }
    return length;
  }

  /** Past the limit there are zeros: an instruction that needs them is then found too long. */
  private static int byteAt(byte[] code, int at, int limit) {
    return at < limit ? code[at] & 0xff : 0;
  }

  /** The length by ModRM under 32-bit and 64-bit addressing; 0 where the SIB byte decides. */
  private static int length32(int mod, int rm) {
    if (mod == 3) {
      return 1;
    }
    if (rm == 4) {
      return mod == 0 ? 0 : mod == 1 ? 3 : 6;
    }
    return mod == 0 ? (rm == 5 ? 5 : 1) : mod == 1 ? 2 : 5;
  }

  private static int length16(int mod, int rm) {
    return switch (mod) {
      case 0 -> rm == 6 ? 3 : 1;
      case 1 -> 2;
      case 2 -> 3;
      default -> 1;
    };
  }

  private static byte[] kinds(boolean mode64) {
    byte[] kinds = new byte[256];
    for (int segment : new int[] {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65}) {
      kinds[segment] = PREFIX;
    }
    for (int prefix : new int[] {0x66, 0x67, 0xf0, 0xf2, 0xf3}) {
      kinds[prefix] = PREFIX;
    }
    kinds[0x0f] = ESCAPE;
    kinds[0xc5] = VEX2;
    kinds[0xc4] = VEX3;
    kinds[0x62] = EVEX;
    kinds[0x8f] = XOP;
    if (mode64) {
      for (int rex = 0x40; rex < 0x50; rex++) {
        kinds[rex] = PREFIX;
      }
      kinds[0xd5] = REX2_PREFIX;
    }
    return kinds;
  }
}
