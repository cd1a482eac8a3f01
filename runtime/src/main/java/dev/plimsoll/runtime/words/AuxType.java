package dev.plimsoll.runtime.words;

import java.util.List;
import java.util.Map;

/**
 * Entry types of the auxiliary vector, as {@code include/uapi/linux/auxvec.h} and the
 * architectures' {@code asm/auxvec.h} number them.
 */
public final class AuxType {
  public static final int AT_NULL = 0;
  public static final int AT_PHENT = 4;
  public static final int AT_PAGESZ = 6;
  public static final int AT_PLATFORM = 15;
  public static final int AT_HWCAP = 16;
  public static final int AT_SECURE = 23;
  public static final int AT_BASE_PLATFORM = 24;
  public static final int AT_HWCAP2 = 26;
  public static final int AT_HWCAP3 = 29;
  public static final int AT_HWCAP4 = 30;
  public static final int AT_EXECFN = 31;
  public static final int AT_SYSINFO_EHDR = 33;
  public static final int AT_MINSIGSTKSZ = 51;

  /** The four types that hold feature bits, ascending. */
  public static final List<Integer> WORDS = List.of(AT_HWCAP, AT_HWCAP2, AT_HWCAP3, AT_HWCAP4);

  private static final Map<Integer, String> WORD_NAMES =
      Map.of(
          AT_HWCAP, "AT_HWCAP",
          AT_HWCAP2, "AT_HWCAP2",
          AT_HWCAP3, "AT_HWCAP3",
          AT_HWCAP4, "AT_HWCAP4");

  private AuxType() {}

  /** Whether entries of this type hold feature bits. */
  public static boolean isWord(int type) {
    return WORD_NAMES.containsKey(type);
  }

  /** The kernel's name of a word type, {@code AT_n} for any other type. */
  public static String name(int type) {
    return WORD_NAMES.getOrDefault(type, "AT_" + Integer.toUnsignedString(type));
  }
}
