package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A place in which relative paths are looked up. Paths have been checked. */
interface Root {
  /** How messages call it. */
  String title();

  /** How messages call a file in it. */
  String title(String path);

  /**
   * The text of a file, if there is one.
   *
   * @throws IOException if it cannot be read, is larger than {@code most} bytes or leads elsewhere
   */
  Optional<String> read(String path, long most) throws IOException;

  /** The paths that a pattern matches, in no order, {@code most} and one at most. */
  List<String> match(PathPattern pattern, int most) throws IOException;
}
