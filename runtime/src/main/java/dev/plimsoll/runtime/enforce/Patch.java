package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/**
 * Bytes for a place in the memory of another process.
 *
 * @param bytes direct; all up to the limit
 */
record Patch(long at, ByteBuffer bytes) {}
