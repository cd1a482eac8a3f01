/** The AT_HWCAP words and the auxiliary vector that carries them. */
@NullMarked
package dev.plimsoll.runtime.words;

import org.jspecify.annotations.NullMarked;
