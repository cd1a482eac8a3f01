package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One rule: a decision on a subject, perhaps within limits.
 *
 * @param family what is decided: {@code unconditional}, {@code dispatch}, {@code
 *     missing-architecture}, {@code not-analysed}, {@code hint}, {@code signal-frame}, {@code
 *     xsave-area}
 * @param members the members of the family that are meant, e.g. {@code cpuid}; empty for all
 * @param via the knob through which the member must be controllable
 * @param above the bound of a numeric family: the rule speaks of values above it
 * @param architecture the architecture of the enclosing {@code on} block
 * @param waiver set iff the rule has {@code in}
 * @param because the reason given
 */
public record Rule(
    Decision decision,
    String family,
    List<String> members,
    Optional<String> via,
    OptionalLong above,
    Optional<String> architecture,
    Optional<Waiver> waiver,
    Optional<String> because,
    Span span) {

  public Rule {
    members = List.copyOf(members);
  }

  /**
   * Where an exception holds, who answers for it and when it ends.
   *
   * @param artifact a {@code groupId:artifactId} pattern with {@code *}, matched against the
   *     artifact an object came from, or its archive's file name
   * @param path a path pattern with {@code *}, {@code **} and {@code ?}, matched against the path
   *     inside the archive
   * @param until the last day on which it holds
   */
  public record Waiver(
      String artifact, String path, String because, String owner, LocalDate until) {}
}
