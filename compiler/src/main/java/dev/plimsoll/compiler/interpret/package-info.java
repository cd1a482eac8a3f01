/** Answers straight from a resolved policy, without its class: what the class must agree with. */
@NullMarked
package dev.plimsoll.compiler.interpret;

import org.jspecify.annotations.NullMarked;
