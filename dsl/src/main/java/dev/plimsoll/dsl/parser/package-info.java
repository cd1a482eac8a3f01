/**
 * From text to syntax tree. No type of the parser generator is part of this package's interface.
 */
@NullMarked
package dev.plimsoll.dsl.parser;

import org.jspecify.annotations.NullMarked;
