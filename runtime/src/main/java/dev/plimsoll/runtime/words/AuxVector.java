package dev.plimsoll.runtime.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Sizes of {@code Elf64_Phdr} and {@code Elf32_Phdr} of the ELF specification. */
  private static final long ELF64_PROGRAM_HEADER = 56;

  private static final long ELF32_PROGRAM_HEADER = 32;

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

  /**
   * Reads the vector at the start of some bytes whose layout is not known. It shows itself: the
   * size of a program header is that of the address width, and a page is a power of two.
   */
  public static AuxReading parse(byte[] bytes) {
    for (int wordBytes : new int[] {8, 4}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        Optional<AuxVector> vector = parse(bytes, wordBytes, order).vector();
        if (vector.filter(read -> read.fits(wordBytes)).isPresent()) {
          return vector.get();
        }
      }
    }
    return new Malformed(
        "these "
            + bytes.length
            + " bytes are no whole auxiliary vector of 32 or 64 bits in either byte order");
  }

  /** Whether it says of itself what a vector of this address width must. */
  private boolean fits(int wordBytes) {
    long headerBytes = wordBytes == 8 ? ELF64_PROGRAM_HEADER : ELF32_PROGRAM_HEADER;
    OptionalLong page = get(AuxType.AT_PAGESZ);
    return get(AuxType.AT_PHENT).equals(OptionalLong.of(headerBytes))
        && page.isPresent()
        && Long.bitCount(page.getAsLong()) == 1;
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
