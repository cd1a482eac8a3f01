package dev.plimsoll.runtime.enforce;

/**
 * A program to start.
 *
 * @param signalMask the signals that it starts with blocked, bit n-1 for signal n
 */
record Program(CStrings path, CStrings arguments, CStrings environment, long signalMask) {}
