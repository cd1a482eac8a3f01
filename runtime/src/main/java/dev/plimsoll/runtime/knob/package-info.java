/**
 * The settings by which components are told to do without features: data, encoders and the merge
 * with what a user has set.
 *
 * <p>The compiler resolves a baseline to a {@link dev.plimsoll.runtime.knob.KnobPlan} of an
 * architecture. It is a value: {@link dev.plimsoll.runtime.knob.KnobPlan#settings() settings} to
 * apply, {@link dev.plimsoll.runtime.knob.KnobPlan#holdings() what they hold} and {@link
 * dev.plimsoll.runtime.knob.KnobPlan#residual() what is not reached}, and why. Where a program is
 * started, {@link dev.plimsoll.runtime.knob.Launch#under} brings the settings together with its
 * environment and its command; what cannot be brought together is refused and named, and nothing
 * that the user had turned off comes on.
 */
@NullMarked
package dev.plimsoll.runtime.knob;

import org.jspecify.annotations.NullMarked;
