package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named set of CPU features, resolved for each architecture that a policy names: the most that a
 * process held to it may see.
 */
public final class HeldBaseline {
  private final String name;
  private final SortedMap<String, ArchitectureBaseline> byArchitecture;
  private final Requirement[] requirements;

  private HeldBaseline(String name, SortedMap<String, ArchitectureBaseline> byArchitecture) {
    this.name = name;
    this.byArchitecture = Collections.unmodifiableSortedMap(byArchitecture);
    this.requirements =
        byArchitecture.values().stream()
            .map(on -> Requirement.of(name, on))
            .toArray(Requirement[]::new);
  }

  /** Begins a baseline. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** The architectures that it is defined on. */
  public SortedSet<String> architectures() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byArchitecture.keySet()));
  }

  /** What it means on an architecture; empty where the policy does not name that one. */
  public Optional<ArchitectureBaseline> on(String architecture) {
    return Optional.ofNullable(byArchitecture.get(architecture));
  }

  /** What a machine of an architecture has to have; null where the policy does not name that. */
  @Nullable Requirement requirement(String architecture) {
    for (Requirement requirement : requirements) {
      if (requirement.architecture().equals(architecture)) {
        return requirement;
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeldBaseline that
        && name.equals(that.name)
        && byArchitecture.equals(that.byArchitecture);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + byArchitecture.hashCode();
  }

  @Override
  public String toString() {
    return name + " on " + String.join(", ", byArchitecture.keySet());
  }

  /** Collects a baseline's architectures. */
  public static final class Builder {
    private final String name;
    private final SortedMap<String, ArchitectureBaseline> byArchitecture = new TreeMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds an architecture all of whose features a host shows.
     *
     * @param features the whole set, closed under prerequisites
     * @param minimal those of them that no other one implies
     */
    public Builder on(
        String architecture, HwcapWords words, List<String> features, List<String> minimal) {
      return on(architecture, words, features, minimal, List.of());
    }

    /**
     * Adds an architecture all of whose features that a host shows are in {@code /proc/cpuinfo}.
     *
     * @param features the whole set, closed under prerequisites
     * @param minimal those of them that no other one implies
     * @param unknowable those of them that neither a word nor {@code /proc/cpuinfo} shows
     * @throws IllegalArgumentException if the architecture was added before
     */
    public Builder on(
        String architecture,
        HwcapWords words,
        List<String> features,
        List<String> minimal,
        List<String> unknowable) {
      return on(architecture, words, features, minimal, unknowable, Map.of());
    }

    /**
     * Adds an architecture.
     *
     * @param features the whole set, closed under prerequisites
     * @param minimal those of them that no other one implies
     * @param unknowable those of them that neither a word nor {@code /proc/cpuinfo} shows
     * @param told those of them that words alone show, with the bits that do
     * @throws IllegalArgumentException if the architecture was added before
     */
    public Builder on(
        String architecture,
        HwcapWords words,
        List<String> features,
        List<String> minimal,
        List<String> unknowable,
        Map<String, HwcapWords> told) {
      ArchitectureBaseline added =
          new ArchitectureBaseline(
              architecture, words, features, unknowable, minimal, new TreeMap<>(told));
      if (byArchitecture.putIfAbsent(architecture, added) != null) {
        throw new IllegalArgumentException(name + " names " + architecture + " twice");
      }
      return this;
    }

    /** The baseline. */
    public HeldBaseline build() {
      return new HeldBaseline(name, new TreeMap<>(byArchitecture));
    }
  }
}
