package dev.plimsoll.compiler.policy;

import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.dsl.source.Span;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One kind of machine.
 *
 * @param guaranteed what every such machine has
 * @param possible what some such machine may have; a superset of {@code guaranteed}
 * @param kernel the kernel's version, if stated
 * @param vectorLengths stated vector lengths in bits by family, e.g. {@code sve → 256}
 */
public record Node(
    String name,
    String architecture,
    FeatureSet guaranteed,
    FeatureSet possible,
    Optional<String> kernel,
    Map<String, Integer> vectorLengths,
    Span span) {

  public Node {
    vectorLengths = Collections.unmodifiableMap(new TreeMap<>(vectorLengths));
  }
}
