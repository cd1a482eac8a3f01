package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The folder {@value #FOLDER} of a jar, which is opened for each question and closed again. */
record JarRoot(Path jar) implements Root {
  /** Where policies lie in a jar or on a class path. */
  static final String FOLDER = "META-INF/plimsoll/";

  @Override
  public String title() {
    return jar.getFileName() + "!/" + FOLDER;
  }

  @Override
  public String title(String path) {
    return title() + path;
  }

  @Override
  public Optional<String> read(String path, long most) throws IOException {
    try (ZipFile zip = open()) {
      ZipEntry entry = zip.getEntry(FOLDER + path);
      if (entry == null || entry.isDirectory()) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return Optional.of(BoundedText.read(in, most));
      }
    }
  }

  @Override
  public List<String> match(PathPattern pattern, int most) throws IOException {
    try (ZipFile zip = open()) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(FOLDER))
          .map(name -> name.substring(FOLDER.length()))
          .filter(pattern::matches)
          .distinct()
          .limit(most + 1L)
          .toList();
    }
  }

  private ZipFile open() throws IOException {
    try {
      return new ZipFile(jar.toFile());
    } catch (IllegalArgumentException e) {
      throw new IOException("it is no jar: " + e.getMessage(), e);
    }
  }
}
