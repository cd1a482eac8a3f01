package dev.plimsoll.compiler.probe;

import dev.plimsoll.runtime.plan.CpuidMask;
import dev.plimsoll.runtime.plan.CpuidPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the CPUID instruction answers on a processor that lacks features. */
public final class CpuidAnswers {
  private static final String ANY = "*";

  /** In place of a leaf: programs fail where they are told that they are without. */
  private static final String ALWAYS = "-";

  /**
   * Of the leaves in the tables, those whose answers depend on ECX (Intel SDM, volume 2, CPUID;
   * 0x19 does not).
   */
  private static final Set<Integer> INDEXED = Set.of(0x7, 0xd, 0x14, 0x1d, 0x1e, 0x24, 0x29);

  private final Set<String> features = new TreeSet<>();

  /** By leaf and subleaf, the one for all subleaves first. */
  private final Map<Long, CpuidMask> masks = new TreeMap<>(Long::compareUnsigned);

  private CpuidAnswers() {}

  /** The answers without features, as far as bits of theirs are known. */
  public static CpuidPlan without(Collection<String> withheld) {
    CpuidAnswers answers = new CpuidAnswers();
    List<List<String>> rows = new ArrayList<>(ProbeTables.rows("cpuid-answers.tsv"));
    Set<String> lost = new TreeSet<>(withheld);
    rows.stream().filter(row -> row.get(0).equals(ALWAYS)).forEach(row -> lost.remove(row.get(4)));
    rows.addAll(ProbeTables.rows("cpuid.tsv"));
    rows.stream().filter(row -> lost.contains(row.get(4))).forEach(answers::lose);
    return new CpuidPlan(
        new ArrayList<>(answers.features),
        new ArrayList<>(answers.masks.values()),
        CpuidPlan.Answered.ON_SOME);
  }

  private void lose(List<String> row) {
    int leaf = Integer.parseUnsignedInt(row.get(0).substring(2), 16);
    boolean isExact = INDEXED.contains(leaf) && !row.get(1).equals(ANY);
    OptionalInt subleaf =
        isExact
            ? OptionalInt.of(Integer.parseInt(row.get(1).substring(2), 16))
            : OptionalInt.empty();
    long key = Integer.toUnsignedLong(leaf) << Integer.SIZE | (subleaf.orElse(-1) + 1L);
    CpuidMask mask = masks.getOrDefault(key, CpuidMask.none(leaf, subleaf));
    int bits = row.get(3).equals(ANY) ? -1 : 1 << Integer.parseInt(row.get(3));
    List<String> registers = row.get(2).equals(ANY) ? CpuidMask.REGISTERS : List.of(row.get(2));
    for (String register : registers) {
      mask = mask.and(register, bits);
    }
    masks.put(key, mask);
    features.add(row.get(4));
  }
}
