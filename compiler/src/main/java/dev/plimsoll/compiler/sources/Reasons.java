package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Why something could not be read, as the end of a sentence and without paths of this machine. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof FileSystemLoopException) {
      return "symbolic links lead in a circle";
    }
    // The message of such an exception begins with the path.
    String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
