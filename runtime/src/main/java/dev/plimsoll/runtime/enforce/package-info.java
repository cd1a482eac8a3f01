/** Starts processes held to a baseline: plan, mechanisms, supervisor and report. */
@NullMarked
package dev.plimsoll.runtime.enforce;

import org.jspecify.annotations.NullMarked;
