/** Maven goals: thin adapters over the compiler and the verifier. */
@NullMarked
package dev.plimsoll.maven;

import org.jspecify.annotations.NullMarked;
