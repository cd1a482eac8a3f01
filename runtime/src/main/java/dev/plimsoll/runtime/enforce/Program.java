package dev.plimsoll.runtime.enforce;

import java.util.Set;

/**
 * A program to start.
 *
 * @param signalMask the signals that it starts with blocked, bit n-1 for signal n
 * @param descriptors the descriptors that it gets beyond standard input, output and error
 */
record Program(
    CStrings path,
    CStrings arguments,
    CStrings environment,
    long signalMask,
    Set<Integer> descriptors) {}
