package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Decodes an instruction set where one byte of an instruction tells which of few lengths it has.
 */
final class FewWidthsDecoder implements Decoder {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int unit;
  private final int chunk;
  private final int boundary;
  private final int index;
  private final byte[] lengths;
  private final MatchTree[] trees = new MatchTree[Long.BYTES + 1];
  private final int[] plain = new int[trees.length];
  private final List<InstructionClass> classes;

  FewWidthsDecoder(EncodingTable table, List<InstructionClass> classes) {
    Layout layout = table.layout();
    this.unit = layout.unit();
    this.chunk = layout.chunk();
    this.boundary = layout.boundary();
    this.index = layout.index();
    this.lengths = layout.lengthByByte();
    this.classes = classes;
    for (int length = 0; length < trees.length; length++) {
      trees[length] = table.tree(length);
      plain[length] = trees[length].end(table.plain(length));
    }
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    int left = end - offset;
    if (left < unit) {
      return UNDECODED;
    }
    int length = lengths[code[offset + index] & 0xff];
    if (left < length) {
      return UNDECODED;
    }
    return trees[length].answer(word(code, offset, length));
  }

  @Override
  public int skipPlain(byte[] code, int offset, int stop, int end) {
    int last = Math.min(stop - 1, end - Long.BYTES);
    int at = offset;
    while (at <= last) {
      int length = lengths[code[at + index] & 0xff];
      if (trees[length].first(word(code, at, length)) != plain[length]) {
        break;
      }
      at += length;
    }
    return at;
  }

  private long word(byte[] code, int offset, int length) {
    long bytes =
        code.length - offset < Long.BYTES ? last(code, offset) : (long) WORD.get(code, offset);
    int beyond = Long.SIZE - Byte.SIZE * length;
    if (chunk >= length) {
      return (bytes << beyond) >>> beyond;
    }
    if (chunk == 1) {
      return Long.reverseBytes(bytes) >>> beyond;
    }
    long word = 0;
    for (int at = 0; at < length; at += chunk) {
      int bits = Byte.SIZE * Math.min(chunk, length - at);
      word = (word << (bits & 63)) | ((bytes >>> (Byte.SIZE * at)) & (-1L >>> -bits));
    }
    return word;
  }

  /** The last bytes of an array, as the word that begins with them. */
  private static long last(byte[] code, int offset) {
    long bytes = 0;
    for (int at = code.length - 1; at >= offset; at--) {
      bytes = (bytes << Byte.SIZE) | (code[at] & 0xff);
    }
    return bytes;
  }

  @Override
  public List<InstructionClass> classes() {
    return classes;
  }

  @Override
  public int boundary() {
    return boundary;
  }

  @Override
  public int unit() {
    return unit;
  }

  @Override
  public int skip(byte[] code, int offset, int end) {
    int left = end - offset;
    return left < unit ? left : Math.min(left, lengths[code[offset + index] & 0xff]);
  }
}
