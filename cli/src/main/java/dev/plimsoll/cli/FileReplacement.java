package dev.plimsoll.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces the content of a file as a whole: whoever reads it meanwhile finds the old content or
 * the new one. Permissions, owner and group stay; a symbolic link stays, and what it names is
 * replaced.
 */
final class FileReplacement {
  private FileReplacement() {}

  /**
   * Writes the new content.
   *
   * @throws IOException if the file may not be written; it is as it was
   */
  static void write(Path file, byte[] content) throws IOException {
    Path target = file.toRealPath();
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(file.toString());
    }
    Path folder = target.resolveSibling(".");
    Path temporary;
    try {
      temporary = Files.createTempFile(folder, ".plimsoll-", ".tmp");
    } catch (IOException e) {
      throw new IOException(file + ": its folder takes no new file: " + Streams.describe(e), e);
    }
    try {
      Files.write(temporary, content);
      keepAttributes(target, temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw new IOException(file + ": cannot be replaced: " + e.getReason(), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void keepAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old == null || view == null) {
      return;
    }
    PosixFileAttributes kept = old.readAttributes();
    PosixFileAttributes now = view.readAttributes();
    if (!kept.owner().equals(now.owner())) {
      view.setOwner(kept.owner());
    }
    if (!kept.group().equals(now.group())) {
      view.setGroup(kept.group());
    }
    view.setPermissions(kept.permissions());
  }
}
