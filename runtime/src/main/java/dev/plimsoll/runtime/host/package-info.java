/** What a machine offers: its features, words and names, read from /proc or from a dump of it. */
@NullMarked
package dev.plimsoll.runtime.host;

import org.jspecify.annotations.NullMarked;
