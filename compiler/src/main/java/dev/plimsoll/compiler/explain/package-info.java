/** Why a policy means what it means: the lines that decided, and the chain that led there. */
@NullMarked
package dev.plimsoll.compiler.explain;

import org.jspecify.annotations.NullMarked;
