package dev.plimsoll.runtime.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answers of the CPUID instruction, as the kernel's {@code cpuid} device gives them to root
 * (cpuid(4)): read at the position that the leaf, and above 32 bits the subleaf, make.
 */
interface Cpuid {
  int XSAVE_LEAF = 0xd;

  /** Set in ECX of a component that only the kernel saves. */
  int SUPERVISOR = 1;

  /** EAX, EBX, ECX and EDX. */
  int[] answer(int leaf, int subleaf) throws IOException;

  /** What the device of a processor says of the XSAVE area; empty where there is none to read. */
  static Optional<XsaveArea> xsaveArea(Path device) {
    try (FileChannel channel = FileChannel.open(device)) {
      return xsaveArea((leaf, subleaf) -> read(channel, leaf, subleaf));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static int[] read(FileChannel channel, int leaf, int subleaf) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    if (channel.read(answer, Integer.toUnsignedLong(leaf) | (long) subleaf << 32) < 16) {
      throw new IOException("short answer");
    }
    answer.flip();
    return new int[] {answer.getInt(), answer.getInt(), answer.getInt(), answer.getInt()};
  }

  /** The XSAVE area that leaf 13 describes; empty where the processor has none. */
  static Optional<XsaveArea> xsaveArea(Cpuid cpuid) throws IOException {
    int highest = cpuid.answer(0, 0)[0];
    if (Integer.compareUnsigned(highest, XSAVE_LEAF) < 0) {
      return Optional.empty();
    }
    int[] area = cpuid.answer(XSAVE_LEAF, 0);
    if (area[1] <= 0) {
      return Optional.empty();
    }
    long supported = Integer.toUnsignedLong(area[0]) | Integer.toUnsignedLong(area[3]) << 32;
    SortedMap<Integer, XsaveArea.Component> components = new TreeMap<>();
    for (int number = 2; number < Long.SIZE - 1; number++) {
      if ((supported >>> number & 1) != 0) {
        int[] component = cpuid.answer(XSAVE_LEAF, number);
        if ((component[2] & SUPERVISOR) == 0 && component[0] > 0 && component[1] > 0) {
          components.put(number, new XsaveArea.Component(component[1], component[0]));
        }
      }
    }
    return Optional.of(new XsaveArea(area[1], components));
  }
}
