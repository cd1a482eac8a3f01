/** What the knob table says, put to the test on the components that Debian packages. */
@NullMarked
package dev.plimsoll.cli.knobs;

import org.jspecify.annotations.NullMarked;
