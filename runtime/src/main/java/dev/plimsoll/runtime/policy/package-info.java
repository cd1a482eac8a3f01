/** The data that generated policy classes carry, and the check of a machine against it. */
@NullMarked
package dev.plimsoll.runtime.policy;

import org.jspecify.annotations.NullMarked;
