/** Answers questions to a policy: which line decides something, and why. */
@NullMarked
package dev.plimsoll.verifier.explain;

import org.jspecify.annotations.NullMarked;
