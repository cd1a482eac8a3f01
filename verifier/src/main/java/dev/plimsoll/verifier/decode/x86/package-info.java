/** The x86 decoder: one engine over decision trees derived from XED's instruction patterns. */
@NullMarked
package dev.plimsoll.verifier.decode.x86;

import org.jspecify.annotations.NullMarked;
