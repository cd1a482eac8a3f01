/** The plimsoll command: one class per verb over the same services that the Maven plugin uses. */
@NullMarked
package dev.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
