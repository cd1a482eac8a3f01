/** Bytes that are read at any place, from memory or from a file. */
@NullMarked
package dev.plimsoll.verifier.bytes;

import org.jspecify.annotations.NullMarked;
