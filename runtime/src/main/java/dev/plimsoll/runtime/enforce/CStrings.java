package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Byte strings in native memory, each with its final zero, and the zero-ended array of them. */
final class CStrings {
  private final ByteBuffer strings;
  private final ByteBuffer pointers;

  private CStrings(ByteBuffer strings, ByteBuffer pointers) {
    this.strings = strings;
    this.pointers = pointers;
  }

  static CStrings of(NativeCalls calls, List<byte[]> texts) {
    int length = 0;
    for (byte[] text : texts) {
      length += text.length + 1;
    }
    ByteBuffer strings = ByteBuffer.allocateDirect(Math.max(length, 1));
    ByteBuffer pointers =
        ByteBuffer.allocateDirect((texts.size() + 1) * Long.BYTES).order(ByteOrder.nativeOrder());
    long base = calls.address(strings);
    for (byte[] text : texts) {
      pointers.putLong(base + strings.position());
      strings.put(text).put((byte) 0);
    }
    pointers.putLong(0);
    return new CStrings(strings, pointers);
  }

  static CStrings of(NativeCalls calls, String text) {
    return of(calls, List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The first string's bytes. */
  byte[] text() {
    int length = 0;
    while (strings.get(length) != 0) {
      length++;
    }
    byte[] text = new byte[length];
    strings.get(0, text);
    return text;
  }

  /** Where the first string is. */
  long first(NativeCalls calls) {
    return calls.address(strings);
  }

  /** The array of pointers to the strings. */
  long array(NativeCalls calls) {
    return calls.address(pointers);
  }
}
