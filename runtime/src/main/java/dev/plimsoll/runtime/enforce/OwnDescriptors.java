package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The descriptors of this process beyond standard input, output and error. */
final class OwnDescriptors {
  private static final Path FOLDER = Path.of("/proc/self/fd");
  private static final int FIRST = 3;

  private OwnDescriptors() {}

  /** All of them. */
  static int[] all() {
    return list().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Keeps those that the JVM opened for itself from programs that are executed; inherited ones stay
   * open for them, as if there were no supervisor.
   */
  static void hide(Kernel kernel) {
    String home = System.getProperty("java.home");
    String classPath = System.getProperty("java.class.path", "");
    for (int descriptor : list()) {
      String target = target(descriptor);
      if (target.startsWith(home)
          || target.startsWith("/proc/")
          || (target.endsWith(".jar")
              && classPath.contains(Path.of(target).getFileName().toString()))) {
        kernel.closeOnExec(descriptor);
      }
    }
  }

  private static String target(int descriptor) {
    try {
      return Files.readSymbolicLink(FOLDER.resolve(Integer.toString(descriptor))).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  private static List<Integer> list() {
    List<Integer> descriptors = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(FOLDER)) {
      for (Path entry : entries) {
        int descriptor = Integer.parseInt(entry.getFileName().toString());
        if (descriptor >= FIRST) {
          descriptors.add(descriptor);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("/proc is needed to hold a process", e);
    }
    return descriptors;
  }
}
