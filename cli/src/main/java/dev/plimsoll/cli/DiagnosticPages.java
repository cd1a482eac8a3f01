package dev.plimsoll.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of {@code docs/diagnostics}, which come with the command. */
final class DiagnosticPages {
  private static final String FOLDER = "diagnostics";
  private static final Pattern CODE = Pattern.compile("(?i)(?:PLM-?)?([0-9]{1,6})");
  private static final int NEAREST = 3;

  private DiagnosticPages() {}

  /** The page of a code, in Markdown. Case does not count, and the number alone will do. */
  static Optional<String> page(String code) throws IOException {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = FOLDER + "/PLM-" + matcher.group(1) + ".md";
    try (InputStream page = DiagnosticPages.class.getResourceAsStream(name)) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The codes whose numbers are nearest, in order; the first ones if it is no code at all. */
  static List<String> nearest(String code) throws IOException {
    Matcher matcher = CODE.matcher(code.toUpperCase(Locale.ROOT));
    int wanted = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return codes().stream()
        .sorted(Comparator.comparingInt(c -> Math.abs(number(c) - wanted)))
        .limit(NEAREST)
        .sorted()
        .toList();
  }

  /** All codes that have a page, sorted. */
  static List<String> codes() throws IOException {
    URL folder = DiagnosticPages.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("the pages of the diagnostics are not packaged");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return codes(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return codes(jar.provider().getPath(uri));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> codes(Path folder) throws IOException {
    try (Stream<Path> pages = Files.list(folder)) {
      return pages
          .map(page -> page.getFileName().toString().replace(".md", ""))
          .filter(name -> CODE.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  private static int number(String code) {
    return Integer.parseInt(code.substring("PLM-".length()));
  }
}
