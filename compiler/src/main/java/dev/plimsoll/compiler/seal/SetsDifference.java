package dev.plimsoll.compiler.seal;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.WordBit;
import dev.plimsoll.runtime.words.AuxType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What differs between what a baseline resolved to and what it resolves to.
 *
 * @param architectures those on which something differs, by name
 */
public record SetsDifference(List<OnArchitecture> architectures) {
  /** Names that a sentence holds of one list. */
  private static final int NAMED = 12;

  public SetsDifference {
    architectures = List.copyOf(architectures);
  }

  /** Which side has a thing. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED;

    static Change of(boolean wasThere, boolean isThere) {
      return wasThere && isThere ? CHANGED : wasThere ? REMOVED : ADDED;
    }
  }

  /**
   * The difference on one architecture.
   *
   * @param added features that are new, by name
   * @param removed features that are gone, by name
   */
  public record OnArchitecture(
      String architecture,
      Change change,
      List<String> added,
      List<String> removed,
      List<OfWord> words) {
    public OnArchitecture {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
      words = List.copyOf(words);
    }
  }

  /**
   * The difference of one word.
   *
   * @param word its name, such as {@code AT_HWCAP2}
   * @param added the kernel's names of the bits that are new, lowest first; {@code bit 7} where the
   *     catalogue has no name
   * @param removed likewise of the bits that are gone
   */
  public record OfWord(
      String word, long before, long after, List<String> added, List<String> removed) {
    public OfWord {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  public static SetsDifference between(ResolvedSets before, ResolvedSets after) {
    List<OnArchitecture> differences = new ArrayList<>();
    for (String name : union(before.architectures().keySet(), after.architectures().keySet())) {
      ResolvedSets.OnArchitecture old = before.on(name);
      ResolvedSets.OnArchitecture now = after.on(name);
      boolean wasThere = before.architectures().containsKey(name);
      boolean isThere = after.architectures().containsKey(name);
      if (wasThere != isThere || !old.equals(now)) {
        differences.add(
            new OnArchitecture(
                name,
                Change.of(wasThere, isThere),
                minus(now.features(), old.features()),
                minus(old.features(), now.features()),
                words(name, old, now)));
      }
    }
    return new SetsDifference(differences);
  }

  public boolean isEmpty() {
    return architectures.isEmpty();
  }

  static <T> SortedSet<T> union(Set<T> one, Set<T> other) {
    SortedSet<T> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  static List<String> minus(SortedSet<String> left, SortedSet<String> right) {
    return left.stream().filter(name -> !right.contains(name)).toList();
  }

  private static List<OfWord> words(
      String name, ResolvedSets.OnArchitecture old, ResolvedSets.OnArchitecture now) {
    List<WordBit> bits =
        IsaCatalog.load().architecture(name).map(Architecture::words).orElse(List.of());
    List<OfWord> words = new ArrayList<>();
    for (int type : union(old.words().asMap().keySet(), now.words().asMap().keySet())) {
      long before = old.words().word(type);
      long after = now.words().word(type);
      if (before != after) {
        words.add(
            new OfWord(
                AuxType.name(type),
                before,
                after,
                bits(bits, type, after & ~before),
                bits(bits, type, before & ~after)));
      }
    }
    return words;
  }

  private static List<String> bits(List<WordBit> known, int type, long mask) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Long.SIZE; i++) {
      int bit = i;
      if ((mask >>> i & 1) != 0) {
        Optional<String> name =
            known.stream()
                .filter(b -> b.isNative() && b.auxType() == type && b.bit() == bit)
                .map(WordBit::name)
                .findFirst();
        names.add(name.orElse("bit " + i));
      }
    }
    return names;
  }

  /** All of it as the parts of a sentence, long lists cut. */
  public String sentence() {
    List<String> parts = new ArrayList<>();
    for (OnArchitecture on : architectures) {
      String name = on.architecture();
      if (on.change() != Change.CHANGED) {
        parts.add(name + (on.change() == Change.ADDED ? " is new" : " is gone"));
        continue;
      }
      gainsAndLosses(on.added(), on.removed()).ifPresent(text -> parts.add(name + text));
      for (OfWord word : on.words()) {
        String values = word.word() + " of " + name + " was " + hex(word.before());
        String bits = gainsAndLosses(word.added(), word.removed()).orElse("");
        parts.add(values + " and is " + hex(word.after()) + ":" + bits);
      }
    }
    return String.join("; ", parts);
  }

  private static Optional<String> gainsAndLosses(List<String> added, List<String> removed) {
    List<String> parts = new ArrayList<>();
    if (!removed.isEmpty()) {
      parts.add(" loses " + list(removed));
    }
    if (!added.isEmpty()) {
      parts.add(" gains " + list(added));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" and", parts));
  }

  private static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? shown + ", … (" + names.size() + ")" : shown;
  }

  private static String hex(long word) {
    return "0x" + Long.toHexString(word);
  }
}
