package dev.plimsoll.verifier.scan;

/**
 * Something that holds, or may hold, native code of a kind that is not analysed.
 *
 * @param path what it is called in reports, e.g. {@code app.jar!/win/x.dll}
 * @param reason its kind, e.g. {@code PE} or {@code Mach-O}
 */
public record SkippedObject(String path, String reason) {}
