/** Plans as other programs read them: shells, systemd, OCI runtimes. */
@NullMarked
package dev.plimsoll.compiler.export;

import org.jspecify.annotations.NullMarked;
