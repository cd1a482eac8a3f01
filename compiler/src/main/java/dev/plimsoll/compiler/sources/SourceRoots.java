package dev.plimsoll.compiler.sources;

import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks imports up in folders, then in {@code META-INF/plimsoll/} of the jars and folders of a
 * class path; the first that has the file gives it.
 */
public final class SourceRoots implements PolicySources {
  /** What the name of an imported file ends in. */
  public static final String EXTENSION = ".plimsoll";

  /** What the name of the record of a policy's seals adds to the policy's. */
  public static final String SEAL_EXTENSION = ".seal";

  /** A policy file larger than this many bytes is refused. */
  public static final long LARGEST_FILE = 32L << 20;

  private final List<FolderRoot> roots;
  private final List<Root> all;

  private SourceRoots(List<FolderRoot> roots, List<Path> classPath) {
    this.roots = List.copyOf(roots);
    List<Root> places = new ArrayList<>(roots);
    classPath.forEach(path -> places.add(onClassPath(path)));
    this.all = List.copyOf(places);
  }

  /**
   * A folder in which imports are looked up.
   *
   * @param title how messages call it; empty if they call files by their paths in it
   */
  public record SourceRoot(Path folder, String title) {
    /** A folder that messages call by its path. */
    public static SourceRoot of(Path folder) {
      return new SourceRoot(folder, slashes(folder));
    }
  }

  /** Roots in the order of the search, then a class path. */
  public static SourceRoots of(List<SourceRoot> roots, List<Path> classPath) {
    return new SourceRoots(
        roots.stream().map(root -> new FolderRoot(root.folder(), root.title())).toList(),
        classPath);
  }

  private static Root onClassPath(Path path) {
    Path folder = path.resolve(JarRoot.FOLDER);
    return Files.isDirectory(path) ? new FolderRoot(folder, slashes(folder)) : new JarRoot(path);
  }

  @Override
  public ImportLookup find(String path) {
    Optional<String> refusal = RelativePath.refusal(path);
    if (refusal.isPresent()) {
      return new ImportLookup.Refused(refusal.get());
    }
    if (!path.endsWith(EXTENSION)) {
      return new ImportLookup.Refused("does not end in `" + EXTENSION + "`");
    }
    for (Root root : all) {
      try {
        Optional<String> text = root.read(path, LARGEST_FILE);
        if (text.isPresent()) {
          SourceFile file = new SourceFile(root.title(path), text.get());
          return new ImportLookup.Found(new PolicySource(file, new RootSurroundings(root, path)));
        }
      } catch (IOException e) {
        return new ImportLookup.Unreadable(root.title(path), Reasons.of(e));
      }
    }
    return new ImportLookup.Missing(
        all.stream().map(Root::title).map(t -> t.isEmpty() ? "." : t).toList());
  }

  /**
   * A policy that was read already, and what lies around it: its root is the one that holds it,
   * else its folder.
   */
  public PolicySource around(Path path, SourceFile file) {
    Path absolute = path.toAbsolutePath().normalize();
    for (FolderRoot root : roots) {
      Path folder = root.folder().toAbsolutePath().normalize();
      if (absolute.startsWith(folder)) {
        return new PolicySource(
            file, new RootSurroundings(root, slashes(folder.relativize(absolute))));
      }
    }
    Path parent = path.getParent() == null ? Path.of("") : path.getParent();
    FolderRoot own = new FolderRoot(parent, slashes(parent));
    return new PolicySource(file, new RootSurroundings(own, absolute.getFileName().toString()));
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
