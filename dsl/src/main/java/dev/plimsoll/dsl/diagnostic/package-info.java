/** Findings about source text, as values, and how they are shown. */
@NullMarked
package dev.plimsoll.dsl.diagnostic;

import org.jspecify.annotations.NullMarked;
