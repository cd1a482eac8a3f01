/** From syntax tree to policy: looks up every name and closes every set. */
@NullMarked
package dev.plimsoll.compiler.resolve;

import org.jspecify.annotations.NullMarked;
