/** From a baseline and a policy's {@code hold} to the settings that keep components to it. */
@NullMarked
package dev.plimsoll.compiler.knob;

import org.jspecify.annotations.NullMarked;
