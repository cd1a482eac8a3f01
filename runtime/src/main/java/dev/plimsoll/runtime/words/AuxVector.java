package dev.plimsoll.runtime.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The entries of an auxiliary vector in their order, without the closing {@code AT_NULL}.
 *
 * <p>The layout is the one that {@code create_elf_tables} of {@code fs/binfmt_elf.c} writes: pairs
 * of a type and a value, each as wide as an address of the program.
 */
public record AuxVector(List<Entry> entries) implements AuxReading {
  /** More bytes than any architecture's vector has, several times over. */
  private static final int MAX_BYTES = 1 << 16;

  /**
   * One pair.
   *
   * @param type an unsigned number of {@link AuxType}'s kind
   * @param value unsigned
   */
  public record Entry(long type, long value) {}

  public AuxVector {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the vector at the start of some bytes, up to its {@code AT_NULL}; what follows is
   * ignored.
   *
   * @param wordBytes the width of an address of the program that owns the vector: 4 or 8
   */
  public static AuxReading parse(byte[] bytes, int wordBytes, ByteOrder order) {
    if (wordBytes != 4 && wordBytes != 8) {
      throw new IllegalArgumentException("an address has 4 or 8 bytes, not " + wordBytes);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MAX_BYTES)).order(order);
    List<Entry> entries = new ArrayList<>();
    while (buffer.remaining() >= 2 * wordBytes) {
      long type = word(buffer, wordBytes);
      long value = word(buffer, wordBytes);
      if (type == AuxType.AT_NULL) {
        return new AuxVector(entries);
      }
      entries.add(new Entry(type, value));
    }
    return new Malformed(
        "no AT_NULL closes the auxiliary vector within its first " + buffer.position() + " bytes");
  }

  private static long word(ByteBuffer buffer, int wordBytes) {
    return wordBytes == 8 ? buffer.getLong() : Integer.toUnsignedLong(buffer.getInt());
  }

  /** The value of the first entry of a type: the one that C libraries take. */
  public OptionalLong get(int type) {
    return entries.stream().filter(e -> e.type() == type).mapToLong(Entry::value).findFirst();
  }

  /** The feature words among the entries. */
  public HwcapWords words() {
    TreeMap<Integer, Long> words = new TreeMap<>();
    for (int type : AuxType.WORDS) {
      get(type).ifPresent(word -> words.put(type, word));
    }
    return HwcapWords.of(words);
  }
}
