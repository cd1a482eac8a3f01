/** What each native object uses, as a pure function of its bytes. */
@NullMarked
package dev.plimsoll.verifier.scan;

import org.jspecify.annotations.NullMarked;
