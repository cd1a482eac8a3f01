package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Decodes an instruction set whose instructions are all little-endian words of 32 bits. */
public final class FixedWidthDecoder implements Decoder {
  private static final int LENGTH = 4;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final MatchTree tree;
  private final List<InstructionClass> classes;

  private FixedWidthDecoder(MatchTree tree, List<InstructionClass> classes) {
    this.tree = tree;
    this.classes = classes;
  }

  /** The decoder of A64, the instruction set of aarch64. */
  public static FixedWidthDecoder aarch64() {
    EncodingTable table = table("aarch64.tsv");
    return new FixedWidthDecoder(
        MatchTreeBuilder.build(table.rows(), table.unit() * Byte.SIZE), table.classes());
  }

  static EncodingTable table(String resource) {
    try (InputStream stream = FixedWidthDecoder.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the encoding table " + resource + " is missing");
      }
      return EncodingTableReader.read(
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the encoding table " + resource + " cannot be read", e);
    }
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    if (end - offset < LENGTH) {
      return UNDECODED;
    }
    return tree.answer((int) WORD.get(code, offset) & 0xffff_ffffL);
  }

  @Override
  public List<InstructionClass> classes() {
    return classes;
  }

  @Override
  public int unit() {
    return LENGTH;
  }
}
