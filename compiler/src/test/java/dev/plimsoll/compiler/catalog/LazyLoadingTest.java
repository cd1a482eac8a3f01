package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read, and when, told by a class loader of the catalogue's own. */
class LazyLoadingTest {
  @Test
  void initializingTheClassesReadsNoTable() throws ReflectiveOperationException, IOException {
    try (RecordingLoader loader = new RecordingLoader()) {
      List<String> classes = classes();
      assertThat(classes).hasSizeGreaterThan(10);
      for (String name : classes) {
        Class.forName(name, true, loader);
      }
      assertThat(loader.tables).isEmpty();
    }
  }

  @Test
  void anArchitectureReadsItsOwnTablesWhenAsked() throws ReflectiveOperationException, IOException {
    try (RecordingLoader loader = new RecordingLoader()) {
      Class<?> catalogType = loader.loadClass(IsaCatalog.class.getName());
      Object catalog = catalogType.getMethod("load").invoke(null);
      List<?> architectures = (List<?>) catalogType.getMethod("architectures").invoke(catalog);
      assertThat(loader.tables).containsExactly("architectures.tsv");
      Object first = architectures.get(0);
      first.getClass().getMethod("features").invoke(first);
      assertThat(loader.tables.subList(1, loader.tables.size()))
          .isNotEmpty()
          .allSatisfy(table -> assertThat(table).startsWith(first + "/"));
    }
  }

  private static List<String> classes() throws IOException {
    try (Stream<Path> files = Files.list(location().resolve("dev/plimsoll/compiler/catalog"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .map(name -> IsaCatalog.class.getPackageName() + "." + name.replace(".class", ""))
          .toList();
    }
  }

  private static Path location() {
    try {
      return Path.of(IsaCatalog.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loads the compiler's classes itself and notes the tables that are read. */
  private static final class RecordingLoader extends URLClassLoader {
    private final List<String> tables = new ArrayList<>();

    RecordingLoader() throws IOException {
      super(new URL[] {location().toUri().toURL()}, LazyLoadingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("dev.plimsoll.compiler.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      if (name.endsWith(".tsv")) {
        tables.add(name.replace("dev/plimsoll/compiler/catalog/", ""));
      }
      return super.getResourceAsStream(name);
    }
  }
}
