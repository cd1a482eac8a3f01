package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** Decodes an instruction set whose instructions are all little-endian words of 32 bits. */
final class FixedWidthDecoder implements Decoder {
  static final int LENGTH = 4;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final MatchTree tree;
  private final List<InstructionClass> classes;
  private final int plain;

  FixedWidthDecoder(EncodingTable table, List<InstructionClass> classes) {
    this.tree = table.tree(LENGTH);
    this.classes = classes;
    this.plain = tree.end(table.plain(LENGTH));
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    if (end - offset < LENGTH) {
      return UNDECODED;
    }
    return tree.answer((int) WORD.get(code, offset) & 0xffff_ffffL);
  }

  @Override
  public int skipPlain(byte[] code, int offset, int stop, int end) {
    int last = Math.min(stop - 1, end - LENGTH);
    int at = offset;
    while (at <= last && tree.first((int) WORD.get(code, at) & 0xffff_ffffL) == plain) {
      at += LENGTH;
    }
    return at;
  }

  @Override
  public List<InstructionClass> classes() {
    return classes;
  }

  @Override
  public int unit() {
    return LENGTH;
  }

  @Override
  public int skip(byte[] code, int offset, int end) {
    return LENGTH;
  }
}
