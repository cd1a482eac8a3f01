/** From a policy to what is done at run time so that programs keep to it. */
@NullMarked
package dev.plimsoll.compiler.plan;

import org.jspecify.annotations.NullMarked;
