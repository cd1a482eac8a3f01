package dev.plimsoll.verifier.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds every native object in a file, a folder, and in ZIP, tar and ar archives and gzip, xz, zstd
 * and bzip2 streams nested in each other. Formats are told by content, never by name. Input need
 * not be honest: what is damaged, or costs more than the {@link ArchiveLimits}, is told as an
 * error, and the rest is still looked at.
 */
public final class ArchiveWalker {

  private final ArchiveLimits limits;

  /** A walker that gives archives up at these limits. */
  public ArchiveWalker(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Walks a file or a folder. Folders are walked in the order of names; symbolic links in them come
   * last and are followed to what the walk has not met yet.
   *
   * @param path where to begin
   * @param name what to call it in the paths of what it holds
   * @param visitor hears what there is
   */
  public void walk(Path path, String name, ArchiveVisitor visitor) {
    if (!Files.exists(path)) {
      visitor.error(name, "does not exist");
      return;
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      visitor.error(name, "is neither a file nor a folder");
      return;
    }
    new Walk(visitor).from(new Place(path, name));
  }

  private record Place(Path path, String name) {

    Place child(Path entry) {
      String slash = name.isEmpty() || name.endsWith("/") ? "" : "/";
      return new Place(entry, name + slash + entry.getFileName());
    }
  }

  private final class Walk {

    private final ArchiveVisitor visitor;
    private final Set<Path> met = new HashSet<>();
    private final Deque<Place> links = new ArrayDeque<>();

    Walk(ArchiveVisitor visitor) {
      this.visitor = visitor;
    }

    void from(Place start) {
      links.add(start);
      while (!links.isEmpty()) {
        tree(links.removeFirst());
      }
    }

    private void tree(Place top) {
      Deque<Place> left = new ArrayDeque<>();
      left.push(top);
      while (!left.isEmpty()) {
        Place place = left.pop();
        try {
          List<Place> children = look(place);
          for (int i = children.size() - 1; i >= 0; i--) {
            left.push(children.get(i));
          }
        } catch (AccessDeniedException e) {
          visitor.error(place.name(), "cannot be read: permission denied");
        } catch (IOException e) {
          visitor.error(place.name(), "cannot be read: " + e);
        }
      }
    }

    /** Looks at a file, or answers what a folder holds. */
    private List<Place> look(Place place) throws IOException {
      if (!met.add(place.path().toRealPath())) {
        return List.of();
      }
      if (Files.isDirectory(place.path())) {
        return children(place);
      }
      if (Files.isRegularFile(place.path())) {
        new ContentWalker(limits, visitor).file(place.path(), place.name());
      }
      return List.of();
    }

    private List<Place> children(Place folder) throws IOException {
      try (Stream<Path> entries = Files.list(folder.path())) {
        List<Place> children =
            entries
                .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                .map(folder::child)
                .toList();
        children.stream()
            .filter(child -> Files.isSymbolicLink(child.path()))
            .filter(child -> Files.exists(child.path()))
            .forEach(links::add);
        return children.stream()
            .filter(child -> Files.exists(child.path(), LinkOption.NOFOLLOW_LINKS))
            .filter(child -> !Files.isSymbolicLink(child.path()))
            .toList();
      } catch (UncheckedIOException e) {
        // A folder may open and then not be readable.
        throw e.getCause();
      }
    }
  }
}
