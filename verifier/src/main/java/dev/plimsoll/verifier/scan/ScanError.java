package dev.plimsoll.verifier.scan;

/**
 * Something that could not be read or analysed.
 *
 * @param path what it is called in reports, e.g. {@code app.jar!/linux/libx.so}
 * @param reason what is wrong, in words for a person
 */
public record ScanError(String path, String reason) {}
