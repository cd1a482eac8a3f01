package dev.plimsoll.compiler.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Something that processors of one architecture have or lack. Two features are equal if their
 * architecture and name are.
 *
 * @param architecture the architecture's name
 * @param name the canonical name: as {@code /proc/cpuinfo} shows it; where Linux shows nothing, the
 *     name that LLVM uses, else the lower-case CPUID or {@code FEAT_} name
 * @param shownAs the names under which {@code /proc/cpuinfo} shows it, {@code name} among them;
 *     empty if Linux does not show it
 * @param aliases other names, each of which means this feature only
 * @param prerequisites the names of the features that it directly needs
 * @param inBase whether every processor of the architecture has it
 * @param absence what happens where it is missing
 * @param since the first level that can have it, empty where levels do not tell
 * @param source where the facts come from
 */
public record Feature(
    String architecture,
    String name,
    Kind kind,
    List<String> shownAs,
    List<String> aliases,
    List<String> prerequisites,
    boolean inBase,
    Optional<String> since,
    Absence absence,
    String description,
    String source)
    implements Comparable<Feature> {

  public Feature {
    shownAs = List.copyOf(shownAs);
    aliases = List.copyOf(aliases);
    prerequisites = List.copyOf(prerequisites);
  }

  /** Who can use a feature. */
  public enum Kind {
    /** Programs. Levels and CPU models consist of these alone. */
    USER,
    /** The operating system. */
    SYSTEM,
    /** Nobody: a fact that Linux states under a feature's name. */
    KERNEL
  }

  /** By name. */
  @Override
  public int compareTo(Feature other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : architecture.compareTo(other.architecture);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Feature that
        && name.equals(that.name)
        && architecture.equals(that.architecture);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + architecture.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
