package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vector that an exec writes, complete and in the order of {@code create_elf_tables} and {@code
 * create_elf_fdpic_tables}. Only the words differ between kernels with and without inheritance.
 * Addresses are fixed, as without address space randomisation, so that the model is deterministic.
 */
final class FreshVector {
  private static final int AT_SECURE = AuxType.AT_SECURE;
  private static final int AT_RANDOM = 25;
  private static final int AT_CLKTCK = 17;

  /** AT_PAGESZ, AT_CLKTCK, AT_PHDR to AT_EGID, AT_SECURE. */
  private static final List<Integer> COMMON =
      List.of(AuxType.AT_PAGESZ, AT_CLKTCK, 3, AuxType.AT_PHENT, 5, 7, 8, 9, 11, 12, 13, 14);

  private static final List<Integer> RSEQ = List.of(27, 28);
  private static final List<Integer> PLATFORMS =
      List.of(AuxType.AT_PLATFORM, AuxType.AT_BASE_PLATFORM);

  /** Values that are no addresses. */
  private static final Map<Integer, Long> NUMBERS =
      Map.ofEntries(
          Map.entry(AuxType.AT_PAGESZ, 4096L),
          Map.entry(AT_CLKTCK, 100L),
          Map.entry(AuxType.AT_PHENT, 56L),
          Map.entry(5, 13L),
          Map.entry(8, 0L),
          Map.entry(11, 1000L),
          Map.entry(12, 1000L),
          Map.entry(13, 1000L),
          Map.entry(14, 1000L),
          Map.entry(22, 22L),
          Map.entry(27, 32L),
          Map.entry(28, 32L),
          Map.entry(AuxType.AT_MINSIGSTKSZ, 4720L));

  private static final long ADDRESS = 0x7fff_ffff_e000L;
  private static final long ADDRESS_32 = 0xffff_d000L;

  private FreshVector() {}

  /**
   * The vector of a new program.
   *
   * @param secure whether it gained privilege, so that AT_SECURE is 1
   */
  static RawVector write(
      Machine machine, Abi abi, ExecFormat format, boolean secure, HwcapWords words) {
    List<Entry> pairs = new ArrayList<>();
    int wordBytes = machine.wordBytes(abi);
    for (int type : types(machine.architecture(), abi, format, words)) {
      pairs.add(new Entry(type, value(type, wordBytes, secure, words)));
    }
    return RawVector.of(
        machine, RawVector.encode(pairs, wordBytes, machine.architecture().order()));
  }

  /** How many pairs the vector of a program has beside its words and AT_NULL. */
  static int pairs(MachineArchitecture architecture, Abi abi) {
    return types(architecture, abi, ExecFormat.ELF, HwcapWords.NONE).size();
  }

  private static List<Integer> types(
      MachineArchitecture architecture, Abi abi, ExecFormat format, HwcapWords words) {
    boolean fdpic = format == ExecFormat.FDPIC;
    Optional<Integer> first = words.asMap().keySet().stream().filter(FreshVector::leads).findAny();
    List<Integer> further = words.asMap().keySet().stream().filter(type -> !leads(type)).toList();
    List<Integer> types = new ArrayList<>(architecture.lead(abi));
    first.ifPresent(types::add);
    if (fdpic) {
      types.addAll(further);
    }
    types.addAll(COMMON);
    types.add(AT_SECURE);
    if (!fdpic) {
      types.add(AT_RANDOM);
      types.addAll(further);
    }
    types.add(AuxType.AT_EXECFN);
    types.addAll(PLATFORMS.subList(0, architecture.platforms()));
    if (!fdpic) {
      types.addAll(RSEQ);
    }
    return types;
  }

  private static boolean leads(int type) {
    return type == AuxType.AT_HWCAP;
  }

  private static long value(int type, int wordBytes, boolean secure, HwcapWords words) {
    if (AuxType.isWord(type)) {
      return words.word(type);
    }
    if (type == AT_SECURE) {
      return secure ? 1 : 0;
    }
    long address = (wordBytes == Long.BYTES ? ADDRESS : ADDRESS_32) + 8L * type;
    return NUMBERS.getOrDefault(type, address);
  }
}
