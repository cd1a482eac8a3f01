/** The syntax tree: what a policy says, as written, with the place of every part. */
@NullMarked
package dev.plimsoll.dsl.ast;

import org.jspecify.annotations.NullMarked;
