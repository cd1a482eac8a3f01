package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The code of an object that scans take for one of its architecture's instruction sets. */
public final class CodeOfMode {

  private CodeOfMode() {}

  /** All of it, one piece after the other, without what is known as data. */
  public static byte[] read(ElfFile file, ByteSource source, int mode) throws IOException {
    List<Decoder> decoders = Decoders.ofObjects(file.machine().architecture(), file.isa());
    Marks marks = Marks.of(file, decoders, CodeMap.of(file), source);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (CodeRange range : file.code()) {
      long end = range.offset() + range.size();
      long at = range.offset();
      int kind = 0;
      for (int i = 0; i < marks.count() && marks.offset(i) < end; i++) {
        if (marks.offset(i) >= range.offset()) {
          append(code, source, at, kind == mode ? marks.offset(i) : at);
          at = marks.offset(i);
          kind = marks.kind(i);
        }
      }
      append(code, source, at, kind == mode ? end : at);
    }
    return code.toByteArray();
  }

  private static void append(ByteArrayOutputStream code, ByteSource source, long from, long to)
      throws IOException {
    byte[] piece = new byte[(int) (to - from)];
    source.read(from, piece, 0, piece.length);
    code.write(piece, 0, piece.length);
  }
}
