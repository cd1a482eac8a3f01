/** Reads the tab-separated tables that hold this module's facts. */
@NullMarked
package dev.plimsoll.verifier.table;

import org.jspecify.annotations.NullMarked;
