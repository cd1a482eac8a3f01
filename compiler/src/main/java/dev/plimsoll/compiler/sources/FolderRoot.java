package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder. A symbolic link that leads out of it is refused.
 *
 * @param title how messages call the folder; empty if they call files by their paths in it
 */
record FolderRoot(Path folder, String title) implements Root {

  @Override
  public String title(String path) {
    return title.isEmpty() ? path : title + "/" + path;
  }

  @Override
  public Optional<String> read(String path, long most) throws IOException {
    Optional<Path> found = resolve(path);
    // What cannot be told is none of those that are not there: reading it says why.
    if (found.isEmpty() || Files.notExists(found.get())) {
      return Optional.empty();
    }
    Path file = inside(found.get());
    // Anything else could block, or never end.
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(BoundedText.read(in, most));
    }
  }

  private Optional<Path> resolve(String path) {
    try {
      return Optional.of(folder.resolve(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Path inside(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("a symbolic link leads out of " + (title.isEmpty() ? "it" : title));
    }
    return real;
  }

  @Override
  public List<String> match(PathPattern pattern, int most) throws IOException {
    List<String> paths = List.of("");
    for (Iterator<String> parts = pattern.parts().iterator(); parts.hasNext(); ) {
      String part = parts.next();
      List<String> next = new ArrayList<>();
      for (String path : paths) {
        step(path, part, parts.hasNext() ? Files::isDirectory : Files::isRegularFile, next, most);
      }
      if (parts.hasNext() && next.size() > most) {
        // Which of them were looked at would depend on the order of the file system.
        throw new IOException("more than " + most + " folders match");
      }
      paths = next;
    }
    return paths;
  }

  private void step(String path, String part, Predicate<Path> wanted, List<String> next, int most)
      throws IOException {
    Optional<Path> parent = resolve(path.isEmpty() ? "." : path);
    if (parent.isEmpty() || !Files.isDirectory(parent.get())) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(inside(parent.get()))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (next.size() <= most && PathPattern.matches(part, name) && wanted.test(entry)) {
          next.add(path.isEmpty() ? name : path + "/" + name);
        }
      }
    }
  }
}
