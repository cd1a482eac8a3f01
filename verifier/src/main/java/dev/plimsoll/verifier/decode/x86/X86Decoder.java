package dev.plimsoll.verifier.decode.x86;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
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
  static final int MAX_LENGTH = 15;

  private static final int NOT_BEFORE_VEX =
      Prefixes.OPERAND_SIZE | Prefixes.REPEAT | Prefixes.LOCK | Prefixes.REX;

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

  private final boolean mode64;
  private final byte[] kinds;
  private final X86Tables tables;
  private final int[] nodes;
  private final int[] roots;
  private final int[] withApx;
  private final int registerBits;
  private final PlainSteps plainSteps;

  private X86Decoder(int mode) {
    this.mode64 = mode == 64;
    this.kinds = Prefixes.kinds(mode64);
    this.tables = X86Tables.load(mode);
    this.nodes = tables.nodes();
    this.roots = tables.roots();
    this.withApx = tables.withApx();
    this.registerBits = mode64 ? 31 : 7;
    this.plainSteps = new PlainSteps(this, mode64, roots);
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

  @Override
  public int skipPlain(byte[] code, int offset, int stop, int end) {
    return plainSteps.over(code, offset, stop, end);
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    int limit = Math.min(end, offset + MAX_LENGTH);
    int b = byteAt(code, offset, limit);
    int at = offset + 1;
    int prefixes = 0;
    while (kinds[b] == Prefixes.PREFIX) {
      prefixes = Prefixes.and(prefixes, b);
      b = byteAt(code, at, limit);
      at++;
    }
    return switch (kinds[b]) {
      case Prefixes.OPCODE -> legacy(code, offset, at, limit, roots[b], prefixes);
      case Prefixes.ESCAPE -> escape(code, offset, at, limit, prefixes);
      case Prefixes.REX2_PREFIX -> rex2(code, offset, at, limit, prefixes);
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
    if ((prefixes & Prefixes.REX) != 0) {
      return UNDECODED;
    }
    int payload = byteAt(code, at, limit);
    int opcode = byteAt(code, at + 1, limit);
    int extended = prefixes | Prefixes.REX2;
    if ((payload & 0x08) != 0) {
      extended |= Prefixes.W;
    }
    if ((payload & 0x44) != 0) {
      extended |= Prefixes.R;
    }
    if ((payload & 0x11) != 0) {
      extended |= Prefixes.B;
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
    if ((prefixes & (Prefixes.LOCK | Prefixes.REX2)) != 0) {
      boolean badLock = (prefixes & Prefixes.LOCK) != 0 && !X86Tables.takesLock(leaf);
      boolean badRex2 = (prefixes & Prefixes.REX2) != 0 && !X86Tables.takesRex2(leaf);
      if (badLock || badRex2) {
        return UNDECODED;
      }
      if ((prefixes & Prefixes.REX2) != 0) {
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
    int word = (prefixes & Prefixes.ADDRESS_SIZE) << ADDRESS_SIZE_TO_PAYLOAD;
    if (kinds[b] == Prefixes.EVEX) {
      return evex(code, offset, at, limit, first, word);
    }
    if (kinds[b] == Prefixes.VEX2) {
      word |= (first & 0x7f) << 8 | ((first & 0x80) != 0 ? VEX_R : 0);
      return payload(code, offset, at + 1, limit, X86Tables.VEX + 256, word);
    }
    int map = first & 0x1f;
    if (map > 15) {
      return UNDECODED;
    }
    int maps = kinds[b] == Prefixes.XOP ? X86Tables.XOP : X86Tables.VEX;
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
      int prefixes = (word >>> ADDRESS_SIZE_TO_PAYLOAD) & Prefixes.ADDRESS_SIZE;
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
    if (!mode64 && (prefixes & Prefixes.ADDRESS_SIZE) != 0) {
      return AddressLengths.of16(modRm);
    }
    int length = AddressLengths.of32(modRm);
    return length == 0 ? AddressLengths.withSib(byteAt(code, modRmAt + 1, limit)) : length;
  }

  /** Past the limit there are zeros: an instruction that needs them is then found too long. */
  private static int byteAt(byte[] code, int at, int limit) {
    return at < limit ? code[at] & 0xff : 0;
  }
}
