/** Writes scans and verdicts for people and for programs. */
@NullMarked
package dev.plimsoll.verifier.report;

import org.jspecify.annotations.NullMarked;
