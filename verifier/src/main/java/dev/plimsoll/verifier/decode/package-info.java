/** What an instruction decoder is, and what it says of an instruction. */
@NullMarked
package dev.plimsoll.verifier.decode;

import org.jspecify.annotations.NullMarked;
