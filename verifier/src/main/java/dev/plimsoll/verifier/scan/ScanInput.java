package dev.plimsoll.verifier.scan;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file or folder to scan.
 *
 * @param path where it is
 * @param name what reports call it; paths of what it holds begin with this
 * @param artifact the Maven artifact that it is, shown with its objects
 */
public record ScanInput(Path path, String name, Optional<String> artifact) {

  /** A file or folder that reports call as the caller wrote it. */
  public static ScanInput of(Path path) {
    return new ScanInput(path, path.toString().replace('\\', '/'), Optional.empty());
  }
}
