/** Where the files lie that a policy names: imports, probe files and records of seals. */
@NullMarked
package dev.plimsoll.compiler.sources;

import org.jspecify.annotations.NullMarked;
