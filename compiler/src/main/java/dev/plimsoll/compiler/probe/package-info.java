/** Reads what {@code plimsoll probe} and other programs wrote about machines. */
@NullMarked
package dev.plimsoll.compiler.probe;

import org.jspecify.annotations.NullMarked;
