/** What a baseline resolves to, as a digest that seals it and as a difference between two. */
@NullMarked
package dev.plimsoll.compiler.seal;

import org.jspecify.annotations.NullMarked;
