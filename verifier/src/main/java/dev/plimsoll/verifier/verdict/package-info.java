/** Decides by a policy's rules what a scan of a build means. */
@NullMarked
package dev.plimsoll.verifier.verdict;

import org.jspecify.annotations.NullMarked;
