package dev.plimsoll.verifier.elf;

import java.util.Arrays;
import java.util.List;

/**
 * Where the ARM ABIs' mapping symbols say that code ({@code $a}, {@code $t}, {@code $x}) or data
 * ({@code $d}) begins; ascending, one an address.
 */
public final class MappingSymbols {

  static final String KINDS = "atxd";

  private final long[] addresses;
  private final String kinds;

  private MappingSymbols(long[] addresses, String kinds) {
    this.addresses = addresses;
    this.kinds = kinds;
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

  /** Collects mapping symbols in any order; where two are at one address, code wins. */
  static final class Builder {

    private final List<LongList> byKind = KINDS.chars().mapToObj(kind -> new LongList()).toList();
    private int size;

    void add(long address, char kind) {
      byKind.get(KINDS.indexOf(kind)).add(address ^ Long.MIN_VALUE);
      size++;
    }

    int size() {
      return size;
    }

    MappingSymbols build() {
      List<long[]> sorted = byKind.stream().map(LongList::toArray).toList();
      sorted.forEach(Arrays::sort);
      LongList addresses = new LongList();
      StringBuilder kinds = new StringBuilder();
      int[] next = new int[sorted.size()];
      for (int left = size; left > 0; left--) {
        int least = -1;
        for (int k = 0; k < next.length; k++) {
          boolean more = next[k] < sorted.get(k).length;
          if (more && (least < 0 || sorted.get(k)[next[k]] < sorted.get(least)[next[least]])) {
            least = k;
          }
        }
        long address = sorted.get(least)[next[least]++] ^ Long.MIN_VALUE;
        if (addresses.size() == 0 || addresses.get(addresses.size() - 1) != address) {
          addresses.add(address);
          kinds.append(KINDS.charAt(least));
        }
      }
      return new MappingSymbols(addresses.toArray(), kinds.toString());
    }
  }
}
