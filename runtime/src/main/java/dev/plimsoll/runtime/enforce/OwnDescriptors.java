package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The descriptors of this process beyond standard input, output and error. */
final class OwnDescriptors {
  private static final Path FOLDER = Path.of("/proc/self/fd");
  private static final int FIRST = 3;

  /** More than the threads of this process that open files at one time. */
  private static final int OPENED_MEANWHILE = 64;

  /**
   * What class libraries keep open: sources of random numbers and /proc; and what threads of the
   * JVM have open at times: the limits of its control group. A socket whose peer is closed is the
   * one that {@code sun.nio.ch} keeps to close others by.
   */
  private static final List<String> OPENED_BY_JDK =
      List.of("/dev/random", "/dev/urandom", "/proc/", "/sys/");

  /** Where JNA says which library it loaded. That keeps itself open, as libffi's trampolines do. */
  private static final String JNA_LIBRARY = "jnidispatch.path";

  private OwnDescriptors() {}

  /**
   * All numbers that a new process must close so that it gets the kept descriptors only: what is
   * open, and what another thread may open before the process exists. A descriptor is given the
   * lowest free number (open(2)), so a few of those suffice; the first is free now.
   */
  static int[] allBut(Set<Integer> kept) {
    List<Integer> open = list();
    Set<Integer> taken = new HashSet<>(open);
    return IntStream.concat(
            IntStream.iterate(FIRST, number -> number + 1)
                .filter(number -> !taken.contains(number))
                .limit(OPENED_MEANWHILE),
            open.stream().filter(number -> !kept.contains(number)).mapToInt(Integer::intValue))
        .toArray();
  }

  /**
   * Keeps those that the JVM opened for itself from programs that are executed, and tells the
   * others: they are inherited, and stay open for programs as if there were no supervisor.
   */
  static Set<Integer> hide(Kernel kernel) {
    Set<Integer> inherited = new HashSet<>();
    for (int descriptor : list()) {
      Optional<String> target = target(descriptor);
      if (target.isPresent()) {
        if (openedByJvm(kernel, descriptor, target.get())) {
          kernel.closeOnExec(descriptor);
        } else {
          inherited.add(descriptor);
        }
      }
    }
    return Set.copyOf(inherited);
  }

  private static boolean openedByJvm(Kernel kernel, int descriptor, String target) {
    return target.startsWith(System.getProperty("java.home"))
        || OPENED_BY_JDK.stream().anyMatch(target::startsWith)
        || inClassPath(target)
        || isJnaLibrary(target)
        || (target.startsWith("socket:") && (kernel.poll(descriptor) & Kernel.POLLHUP) != 0);
  }

  private static boolean inClassPath(String target) {
    String name = target.substring(target.lastIndexOf('/') + 1);
    return name.endsWith(".jar") && System.getProperty("java.class.path", "").contains(name);
  }

  /** A library that was unpacked is named as deleted, and its folder may be named by a link. */
  private static boolean isJnaLibrary(String target) {
    String library = System.getProperty(JNA_LIBRARY, "");
    String name = library.substring(library.lastIndexOf('/') + 1);
    String opened = target.substring(target.lastIndexOf('/') + 1);
    return !name.isEmpty() && (opened.equals(name) || opened.equals(name + " (deleted)"));
  }

  private static Optional<String> target(int descriptor) {
    try {
      Path link = FOLDER.resolve(Integer.toString(descriptor));
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException gone) {
      return Optional.empty();
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
