package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.source.Span;

/** What is computed as one: a baseline's set or a fleet's sets for one architecture. */
record Unit(Kind kind, String name, String architecture) {

  /** What the name is the name of. */
  enum Kind {
    BASELINE,
    FLEET
  }

  /** That one unit needs another, and where it says so. */
  record Need(Unit unit, Span place) {}
}
