package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.verifier.scan.ObjectReport;
import java.util.Optional;

/**
 * Where something is.
 *
 * @param artifact the Maven artifact, {@code group:name} and perhaps more, if it is known
 * @param path as reports show it; {@code !/} stands between an archive and what it holds
 */
record Place(Optional<String> artifact, String path) {
  private static final String INSIDE = "!/";

  static Place of(ObjectReport object) {
    return new Place(object.artifact(), object.path());
  }

  /**
   * What a waiver calls the artifact: {@code group:name} if it is known, else the file name of the
   * innermost archive, else of the file.
   */
  String owner() {
    return artifact.map(Place::groupAndName).orElseGet(this::archiveName);
  }

  /** What a waiver calls the path: that inside the archive, or everything if this is no part. */
  String inside() {
    int start = artifact.isPresent() ? path.indexOf(INSIDE) : path.lastIndexOf(INSIDE);
    if (start >= 0) {
      return path.substring(start + INSIDE.length());
    }
    boolean isPart = artifact.filter(a -> !groupAndName(a).equals(path)).isPresent();
    return isPart ? path : "**";
  }

  /** What natives that belong together share: artifact or archive; empty for a loose file. */
  Optional<String> bundle() {
    int end = path.lastIndexOf(INSIDE);
    return artifact
        .map(Place::groupAndName)
        .or(() -> end < 0 ? Optional.empty() : Optional.of(path.substring(0, end)));
  }

  /** Whether a waiver speaks of this place, by its artifact or by any archive that it is in. */
  boolean isIn(Rule.Waiver waiver) {
    Glob names = Glob.name(waiver.artifact());
    Glob paths = Glob.path(waiver.path());
    boolean byArtifact =
        artifact.filter(a -> names.matches(a) || names.matches(groupAndName(a))).isPresent();
    int end = path.indexOf(INSIDE);
    if (byArtifact && paths.matches(end < 0 ? path : path.substring(end + INSIDE.length()))) {
      return true;
    }
    for (; end >= 0; end = path.indexOf(INSIDE, end + 1)) {
      if (names.matches(fileName(path.substring(0, end)))
          && paths.matches(path.substring(end + INSIDE.length()))) {
        return true;
      }
    }
    return names.matches(fileName(path)) && paths.matches(path);
  }

  private String archiveName() {
    int end = path.lastIndexOf(INSIDE);
    return fileName(end < 0 ? path : path.substring(0, end));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String groupAndName(String artifact) {
    int name = artifact.indexOf(':');
    int rest = artifact.indexOf(':', name + 1);
    return name < 0 || rest < 0 ? artifact : artifact.substring(0, rest);
  }
}
