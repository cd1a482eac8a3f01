/**
 * What is done so that programs keep to a baseline, told before it is done: words, settings, kernel
 * controls, and what none of them reaches.
 */
@NullMarked
package dev.plimsoll.runtime.plan;

import org.jspecify.annotations.NullMarked;
