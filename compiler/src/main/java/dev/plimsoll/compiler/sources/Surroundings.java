package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files around a policy that belong to it. */
public interface Surroundings {
  /** Nothing around. */
  Surroundings NONE =
      new Surroundings() {
        @Override
        public ProbeLookup probes(String pattern) {
          return new ProbeLookup.Found("", List.of());
        }

        @Override
        public Optional<String> sealRecord() {
          return Optional.empty();
        }
      };

  /**
   * The probe files of a pattern, sorted by path.
   *
   * @param pattern relative to the policy's root; {@code *} and {@code ?} stand for characters
   *     within one part of the path
   */
  ProbeLookup probes(String pattern);

  /**
   * The record of what was sealed, if there is one.
   *
   * @throws IOException if it is there but cannot be read
   */
  Optional<String> sealRecord() throws IOException;
}
