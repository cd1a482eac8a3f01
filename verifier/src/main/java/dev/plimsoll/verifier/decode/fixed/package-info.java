/** Decodes instruction sets of fixed and of few lengths from tables of masks and values. */
@NullMarked
package dev.plimsoll.verifier.decode.fixed;

import org.jspecify.annotations.NullMarked;
