package dev.plimsoll.verifier.scan;

import java.util.Optional;

/**
 * A way in which an object asks which features there are.
 *
 * @param mechanism {@code cpuid}, {@code hwcap}, {@code idreg} or {@code cpuinfo}
 * @param via by which instruction or imported symbol, where the mechanism alone does not tell
 * @param sites how many instructions ask; 0 for an imported symbol, whose uses are not counted
 */
public record Detection(String mechanism, Optional<String> via, long sites) {}
