/**
 * What is known of instruction sets: features, levels, CPU models and the bits of the kernel's
 * words.
 */
@NullMarked
package dev.plimsoll.compiler.catalog;

import org.jspecify.annotations.NullMarked;
