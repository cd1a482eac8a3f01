package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code mm->saved_auxv} byte for byte. The kernel keeps no mark of the width in which it was
 * written: who reads it in another one reads something else.
 */
public final class RawVector {
  private final byte[] bytes;
  private final ByteOrder order;

  private RawVector(byte[] bytes, ByteOrder order) {
    this.bytes = bytes;
    this.order = order;
  }

  /** A vector of a machine that begins with some bytes; the rest is zero. */
  static RawVector of(Machine machine, byte[] start) {
    return new RawVector(
        Arrays.copyOf(start, machine.vectorBytes()), machine.architecture().order());
  }

  /** The same vector, with other bytes at its start. */
  RawVector overlaid(byte[] start) {
    byte[] result = bytes.clone();
    System.arraycopy(start, 0, result, 0, start.length);
    return new RawVector(result, order);
  }

  /** The same vector, its last pair of kernel words zero. */
  RawVector terminated(int wordBytes) {
    byte[] result = bytes.clone();
    Arrays.fill(result, bytes.length - 2 * wordBytes, bytes.length, (byte) 0);
    return new RawVector(result, order);
  }

  /** Pairs as a program of that width lays them out in memory. */
  static byte[] encode(List<Entry> pairs, int wordBytes, ByteOrder order) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * wordBytes * pairs.size()).order(order);
    for (Entry pair : pairs) {
      put(buffer, pair.type(), wordBytes);
      put(buffer, pair.value(), wordBytes);
    }
    return buffer.array();
  }

  private static void put(ByteBuffer buffer, long word, int wordBytes) {
    if (wordBytes == Long.BYTES) {
      buffer.putLong(word);
    } else {
      buffer.putInt((int) word);
    }
  }

  /** All bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many words of that width there are. */
  int length(int wordBytes) {
    return bytes.length / wordBytes;
  }

  /** One word, unsigned. */
  long word(int index, int wordBytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    int at = index * wordBytes;
    return wordBytes == Long.BYTES ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
  }

  /** The pairs up to AT_NULL, or to the end if there is none. */
  List<Entry> entries(int wordBytes) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i + 1 < length(wordBytes); i += 2) {
      long type = word(i, wordBytes);
      if (type == AuxType.AT_NULL) {
        break;
      }
      entries.add(new Entry(type, word(i + 1, wordBytes)));
    }
    return entries;
  }

  /** The feature words that a reader of that width finds; the first pair of a type counts. */
  HwcapWords words(int wordBytes) {
    TreeMap<Integer, Long> words = new TreeMap<>();
    for (Entry entry : entries(wordBytes)) {
      if (isWord(entry.type())) {
        words.putIfAbsent((int) entry.type(), entry.value());
      }
    }
    return HwcapWords.of(words);
  }

  /** Whether a word read as a type is that of feature bits. */
  static boolean isWord(long type) {
    return type == (int) type && AuxType.isWord((int) type);
  }

  /** The offset after which nothing but zeros follows. */
  private int used() {
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    return used;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawVector that
        && Arrays.equals(bytes, that.bytes)
        && order.equals(that.order);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal, without the zeros at the end. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, used());
  }
}
