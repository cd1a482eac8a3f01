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

  /**
   * What class libraries keep open: sources of random numbers and /proc. A socket whose peer is
   * closed is the one that {@code sun.nio.ch} keeps to close others by.
   */
  private static final List<String> OPENED_BY_JDK =
      List.of("/dev/random", "/dev/urandom", "/proc/");

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
    for (int descriptor : list()) {
      String target = target(descriptor);
      if (target.startsWith(home)
          || OPENED_BY_JDK.stream().anyMatch(target::startsWith)
          || inClassPath(target)
          || (target.startsWith("socket:") && (kernel.poll(descriptor) & Kernel.POLLHUP) != 0)) {
        kernel.closeOnExec(descriptor);
      }
    }
  }

  private static boolean inClassPath(String target) {
    String name = target.substring(target.lastIndexOf('/') + 1);
    return name.endsWith(".jar") && System.getProperty("java.class.path", "").contains(name);
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
