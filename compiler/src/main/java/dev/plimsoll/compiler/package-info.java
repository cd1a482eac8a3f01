/** From a policy's text to its meaning and its Java class: the one entry for build tools. */
@NullMarked
package dev.plimsoll.compiler;

import org.jspecify.annotations.NullMarked;
