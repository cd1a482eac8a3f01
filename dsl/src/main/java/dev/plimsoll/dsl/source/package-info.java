/** Source text and places in it. */
@NullMarked
package dev.plimsoll.dsl.source;

import org.jspecify.annotations.NullMarked;
