/** Reads what {@code plimsoll probe} wrote. */
@NullMarked
package dev.plimsoll.compiler.probe;

import org.jspecify.annotations.NullMarked;
