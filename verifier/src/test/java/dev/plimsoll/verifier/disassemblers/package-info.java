/** The decoders against other disassemblers, over random instructions and whole libraries. */
@NullMarked
package dev.plimsoll.verifier.disassemblers;

import org.jspecify.annotations.NullMarked;
