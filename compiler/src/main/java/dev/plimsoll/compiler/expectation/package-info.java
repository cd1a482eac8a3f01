/** Runs the tests that stand in policies and reports them. */
@NullMarked
package dev.plimsoll.compiler.expectation;

import org.jspecify.annotations.NullMarked;
