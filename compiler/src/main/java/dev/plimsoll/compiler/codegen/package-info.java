/** Java source from a resolved policy. The only package that knows JavaPoet. */
@NullMarked
package dev.plimsoll.compiler.codegen;

import org.jspecify.annotations.NullMarked;
