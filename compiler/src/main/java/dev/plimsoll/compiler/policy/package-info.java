/**
 * The resolved policy: what a policy's text means, with no trace of how it was written but spans.
 */
@NullMarked
package dev.plimsoll.compiler.policy;

import org.jspecify.annotations.NullMarked;
