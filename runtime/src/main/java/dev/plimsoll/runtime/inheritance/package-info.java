/**
 * How a process comes by its AT_HWCAP words: an executable model of kernels, with and without
 * inheritance.
 */
@NullMarked
package dev.plimsoll.runtime.inheritance;

import org.jspecify.annotations.NullMarked;
