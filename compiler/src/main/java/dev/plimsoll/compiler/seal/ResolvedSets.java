package dev.plimsoll.compiler.seal;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a baseline resolves to: names and numbers alone, so that it can be compared with what
 * another catalogue made of it.
 *
 * @param architectures by the architecture's name
 */
public record ResolvedSets(SortedMap<String, OnArchitecture> architectures) {
  /** Hexadecimal digits of a digest: 128 bits of the SHA-256. */
  public static final int DIGITS = 32;

  /** No architecture at all. */
  static final ResolvedSets NONE = new ResolvedSets(new TreeMap<>());

  public ResolvedSets {
    architectures = Collections.unmodifiableSortedMap(new TreeMap<>(architectures));
  }

  /**
   * What is resolved for one architecture: every feature by name, and the words of 64-bit programs.
   */
  public record OnArchitecture(SortedSet<String> features, HwcapWords words) {
    static final OnArchitecture NOTHING = new OnArchitecture(new TreeSet<>(), HwcapWords.NONE);

    public OnArchitecture {
      features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
    }
  }

  public static ResolvedSets of(Baseline baseline) {
    SortedMap<String, OnArchitecture> all = new TreeMap<>();
    baseline
        .sets()
        .forEach(
            (architecture, set) -> {
              TreeSet<String> names = new TreeSet<>();
              set.features().stream().map(Feature::name).forEach(names::add);
              HwcapWords words = HwcapWords.of(set.architecture().wordsOf(set));
              all.put(architecture, new OnArchitecture(names, words));
            });
    return new ResolvedSets(all);
  }

  /** On one architecture; nothing if it is not there. */
  OnArchitecture on(String architecture) {
    return architectures.getOrDefault(architecture, OnArchitecture.NOTHING);
  }

  /** One line for the features and one for the words of each architecture. */
  String lines() {
    StringBuilder text = new StringBuilder();
    architectures.forEach(
        (architecture, sets) -> {
          text.append(architecture).append(" features");
          sets.features().forEach(name -> text.append(' ').append(name));
          text.append('\n').append(architecture).append(" words");
          for (Map.Entry<Integer, Long> word : sets.words().asMap().entrySet()) {
            text.append(' ').append(word.getKey());
            text.append("=0x").append(Long.toHexString(word.getValue()));
          }
          text.append('\n');
        });
    return text.toString();
  }

  /** The seal: {@value #DIGITS} hexadecimal digits, equal exactly if the sets and words are. */
  public String digest() {
    return digest(lines());
  }

  static String digest(String lines) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
