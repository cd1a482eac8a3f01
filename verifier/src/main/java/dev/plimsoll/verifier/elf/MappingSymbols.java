package dev.plimsoll.verifier.elf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Where mapping symbols (ABI of the Arm architecture; RISC-V ELF psABI) say that code ({@code $a},
 * {@code $t}, {@code $x}) or data ({@code $d}) begins; ascending, one an address.
 */
public final class MappingSymbols {

  static final String KINDS = "atxd";

  private final long[] addresses;
  private final String kinds;
  private final byte[] isas;
  private final List<Set<String>> extensions;

  private MappingSymbols(
      long[] addresses, String kinds, byte[] isas, List<Set<String>> extensions) {
    this.addresses = addresses;
    this.kinds = kinds;
    this.isas = isas;
    this.extensions = extensions;
  }

  /** How many there are. */
  public int count() {
    return addresses.length;
  }

  /** From where on one of them holds. */
  public long address(int index) {
    return addresses[index];
  }

  /** What begins there: {@code 'a'}, {@code 't'}, {@code 'x'} or {@code 'd'}. */
  public char kind(int index) {
    return kinds.charAt(index);
  }

  /** Which of {@link #extensions()} code there may use. */
  public int isa(int index) {
    return isas[index];
  }

  /** What extensions code may use: first those of code whose symbols do not say. */
  public List<Set<String>> extensions() {
    return extensions;
  }

  /** Collects mapping symbols in any order; where two are at one address, code wins. */
  static final class Builder {

    /** By kind; after those that are the same for all files, those that name extensions. */
    private final List<LongList> lists = new ArrayList<>();

    private final List<Set<String>> isas = new ArrayList<>();
    private int size;

    Builder() {
      KINDS.chars().forEach(kind -> lists.add(new LongList()));
    }

    void add(long address, char kind) {
      add(address, KINDS.indexOf(kind));
    }

    /** Adds code that uses extensions by their number. */
    void addIsa(long address, int isa) {
      add(address, KINDS.length() + isa);
    }

    /** The number of a set of extensions. */
    int isa(SortedSet<String> extensions) {
      int known = isas.indexOf(extensions);
      if (known < 0) {
        isas.add(extensions);
        lists.add(new LongList());
      }
      return known < 0 ? isas.size() - 1 : known;
    }

    private void add(long address, int list) {
      lists.get(list).add(address ^ Long.MIN_VALUE);
      size++;
    }

    int size() {
      return size;
    }

    MappingSymbols build(Set<String> unsaid) {
      List<long[]> sorted = lists.stream().map(LongList::toArray).toList();
      sorted.forEach(Arrays::sort);
      LongList addresses = new LongList();
      StringBuilder kinds = new StringBuilder();
      byte[] numbers = new byte[size];
      int[] next = new int[sorted.size()];
      for (int left = size; left > 0; left--) {
        int least = -1;
        for (int k = next.length - 1; k >= 0; k--) {
          boolean more = next[k] < sorted.get(k).length;
          if (more && (least < 0 || wins(sorted, next, k, least))) {
            least = k;
          }
        }
        long address = sorted.get(least)[next[least]++] ^ Long.MIN_VALUE;
        if (addresses.size() == 0 || addresses.get(addresses.size() - 1) != address) {
          boolean isa = least >= KINDS.length();
          numbers[addresses.size()] = (byte) (isa ? least - KINDS.length() + 1 : 0);
          addresses.add(address);
          kinds.append(isa ? 'x' : KINDS.charAt(least));
        }
      }
      List<Set<String>> extensions = new ArrayList<>(isas);
      extensions.add(0, unsaid);
      return new MappingSymbols(
          addresses.toArray(), kinds.toString(), numbers, List.copyOf(extensions));
    }

    /**
     * Whether the next of one list comes before that of another; at one address data comes last.
     */
    private static boolean wins(List<long[]> sorted, int[] next, int list, int other) {
      long mine = sorted.get(list)[next[list]];
      long its = sorted.get(other)[next[other]];
      return mine < its || (mine == its && other < KINDS.length());
    }
  }
}
