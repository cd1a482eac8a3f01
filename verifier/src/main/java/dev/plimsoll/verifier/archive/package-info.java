/** Finds native objects in files, folders and archives within archives. */
@NullMarked
package dev.plimsoll.verifier.archive;

import org.jspecify.annotations.NullMarked;
