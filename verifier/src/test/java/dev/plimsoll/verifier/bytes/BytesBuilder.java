package dev.plimsoll.verifier.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts bytes together in one byte order. */
public final class BytesBuilder {

  private final boolean bigEndian;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public BytesBuilder(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  public int size() {
    return out.size();
  }

  public BytesBuilder u8(long value) {
    return number(value, 1);
  }

  public BytesBuilder u16(long value) {
    return number(value, 2);
  }

  public BytesBuilder u32(long value) {
    return number(value, 4);
  }

  public BytesBuilder u64(long value) {
    return number(value, 8);
  }

  public BytesBuilder word(long value, boolean wide) {
    return number(value, wide ? 8 : 4);
  }

  public BytesBuilder bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A string and its NUL. */
  public BytesBuilder text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
  }

  public BytesBuilder align(int to) {
    while (out.size() % to != 0) {
      out.write(0);
    }
    return this;
  }

  public byte[] build() {
    return out.toByteArray();
  }

  private BytesBuilder number(long value, int length) {
    for (int i = 0; i < length; i++) {
      int shift = 8 * (bigEndian ? length - 1 - i : i);
      out.write((int) (value >>> shift));
    }
    return this;
  }
}
