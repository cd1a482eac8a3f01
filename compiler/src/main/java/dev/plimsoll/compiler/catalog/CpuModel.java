package dev.plimsoll.compiler.catalog;

import java.util.List;

/**
 * A kind of processor.
 *
 * @param guaranteed what every such part has
 * @param possible what some such part may have; a superset of {@code guaranteed}
 * @param source the sources that were compared
 */
public record CpuModel(
    String name, List<String> aliases, FeatureSet guaranteed, FeatureSet possible, String source) {

  public CpuModel {
    aliases = List.copyOf(aliases);
  }
}
