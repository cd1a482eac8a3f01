package dev.plimsoll.compiler.catalog;

import java.util.List;

/**
 * A named step of an architecture.
 *
 * @param set what every processor of the level has
 * @param base whether its set is that of the base: what scans report lies beyond it
 * @param source who published it
 */
public record Level(
    String name, List<String> aliases, FeatureSet set, boolean base, String source) {

  public Level {
    aliases = List.copyOf(aliases);
  }
}
