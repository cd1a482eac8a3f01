/** What an ELF file says of itself, read from hostile input. */
@NullMarked
package dev.plimsoll.verifier.elf;

import org.jspecify.annotations.NullMarked;
