package dev.plimsoll.compiler.seal;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was sealed, by digest: the text of the file {@code NAME.plimsoll.seal}. A digest alone
 * cannot say what it was made of. Nothing in the text is trusted: an entry whose lines do not give
 * its digest is passed over.
 */
public final class SealRecord {
  private static final String HEADING =
      "# What the seals of the policy beside this file stand for; written by `plimsoll seal`.\n";

  private static final String SEAL = "seal ";

  private final SortedMap<String, ResolvedSets> sealed;

  private SealRecord(Map<String, ResolvedSets> sealed) {
    this.sealed = Collections.unmodifiableSortedMap(new TreeMap<>(sealed));
  }

  public static SealRecord of(Collection<ResolvedSets> sets) {
    SortedMap<String, ResolvedSets> byDigest = new TreeMap<>();
    sets.forEach(s -> byDigest.put(s.digest(), s));
    return new SealRecord(byDigest);
  }

  /** Reads a record; what is no entry of one is passed over. */
  public static SealRecord read(String text) {
    SortedMap<String, ResolvedSets> found = new TreeMap<>();
    String digest = "";
    StringBuilder lines = new StringBuilder();
    for (String line : (text + "\n" + SEAL).lines().toList()) {
      if (line.startsWith(SEAL) || line.equals(SEAL.strip())) {
        if (digest.equals(ResolvedSets.digest(lines.toString()))) {
          found.put(digest, sets(lines.toString()));
        }
        digest = line.substring(Math.min(SEAL.length(), line.length())).strip();
        lines.setLength(0);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        lines.append(line.stripTrailing()).append('\n');
      }
    }
    return new SealRecord(found);
  }

  /** The same sets give the same text. */
  public String print() {
    StringBuilder text = new StringBuilder(HEADING);
    sealed.forEach(
        (digest, sets) ->
            text.append('\n').append(SEAL).append(digest).append('\n').append(sets.lines()));
    return text.toString();
  }

  /** What a digest was made of, if the record tells. */
  public Optional<ResolvedSets> find(String digest) {
    return Optional.ofNullable(sealed.get(digest));
  }

  public boolean isEmpty() {
    return sealed.isEmpty();
  }

  private static ResolvedSets sets(String lines) {
    SortedMap<String, ResolvedSets.OnArchitecture> sets = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      String[] parts = line.split(" +", -1);
      if (parts.length > 1) {
        ResolvedSets.OnArchitecture known =
            sets.getOrDefault(parts[0], ResolvedSets.OnArchitecture.NOTHING);
        Collection<String> rest = Arrays.asList(parts).subList(2, parts.length);
        sets.put(
            parts[0],
            parts[1].equals("words")
                ? new ResolvedSets.OnArchitecture(known.features(), words(rest))
                : new ResolvedSets.OnArchitecture(names(rest), known.words()));
      }
    }
    return new ResolvedSets(sets);
  }

  private static SortedSet<String> names(Collection<String> names) {
    return new TreeSet<>(names);
  }

  private static HwcapWords words(Collection<String> texts) {
    Map<Integer, Long> words = new TreeMap<>();
    for (String text : texts) {
      if (text.matches("[0-9]{1,3}=0x[0-9a-f]{1,16}")) {
        int type = Integer.parseInt(text.substring(0, text.indexOf('=')));
        if (AuxType.isWord(type)) {
          words.put(type, Long.parseUnsignedLong(text.substring(text.indexOf('x') + 1), 16));
        }
      }
    }
    return HwcapWords.of(words);
  }
}
