package dev.plimsoll.compiler.sources;

import java.util.List;

/** What came of looking for probe files. */
public sealed interface ProbeLookup {

  /**
   * The files that the pattern matches, perhaps none.
   *
   * @param place where they were looked for; empty if it has no name
   * @param files sorted by path
   */
  record Found(String place, List<ProbeFile> files) implements ProbeLookup {
    public Found {
      files = List.copyOf(files);
    }
  }

  /**
   * The pattern is none that may be followed.
   *
   * @param reason what is wrong with it: the rest of a sentence that begins with "it"
   */
  record Refused(String reason) implements ProbeLookup {}

  /**
   * A file or folder could not be read.
   *
   * @param place what could not be read
   * @param reason why, as the end of a sentence
   */
  record Unreadable(String place, String reason) implements ProbeLookup {}

  /**
   * A file that should describe a machine.
   *
   * @param path relative to the policy's root
   */
  record ProbeFile(String path, String text) {}
}
