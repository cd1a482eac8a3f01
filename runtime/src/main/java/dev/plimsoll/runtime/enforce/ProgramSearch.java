package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds the file of a command as {@code execvp(3)} does. */
final class ProgramSearch {
  private static final int F_OK = 0;
  private static final int X_OK = 1;
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  private final Kernel kernel;
  private final NativeCalls calls;

  ProgramSearch(Kernel kernel) {
    this.kernel = kernel;
    this.calls = kernel.calls();
  }

  /** What was found. */
  sealed interface Found permits File, Failure {}

  record File(CStrings path) implements Found {}

  /** No file: the exit status by the custom of shells, and why. */
  record Failure(int exitStatus, String reason) implements Found {}

  Found find(byte[] name, List<byte[]> environment) {
    String text = latin(name);
    List<String> candidates = new ArrayList<>();
    if (text.contains("/")) {
      candidates.add(text);
    } else if (!text.isEmpty()) {
      for (String folder : path(environment).split(":", -1)) {
        candidates.add((folder.isEmpty() ? "." : folder) + "/" + text);
      }
    }
    Failure failure = new Failure(127, "no such file or directory");
    for (String candidate : candidates) {
      CStrings path = strings(candidate);
      long error = kernel.access(path, X_OK);
      if (error == 0 && kernel.access(strings(candidate + "/."), F_OK) != 0) {
        return new File(path);
      }
      if (error != -Errno.ENOENT && error != -Errno.ENOTDIR) {
        failure = new Failure(126, error == 0 ? "is a directory" : Errno.describe(error));
      }
    }
    return failure;
  }

  private static String path(List<byte[]> environment) {
    for (byte[] variable : environment) {
      String entry = latin(variable);
      if (entry.startsWith("PATH=")) {
        return entry.substring("PATH=".length());
      }
    }
    return DEFAULT_PATH;
  }

  private CStrings strings(String latin) {
    return CStrings.of(calls, List.of(latin.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Bytes as characters one to one. */
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
