/** The one layout of a policy's text. */
@NullMarked
package dev.plimsoll.dsl.format;

import org.jspecify.annotations.NullMarked;
