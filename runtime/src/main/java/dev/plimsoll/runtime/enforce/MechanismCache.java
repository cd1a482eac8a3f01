package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What mechanisms answered before, in a file of this user that is good for this boot and for
 * processes in the same situation.
 *
 * <p>Only a file that nobody else may write, in a folder that nobody else may enter, is believed;
 * anything that is not understood makes it as good as absent. A wrong answer can cost a weaker
 * mechanism or another attempt, never an unheld process.
 */
final class MechanismCache {
  private static final String HEADER = "plimsoll-mechanisms 1";
  private static final String FILE = "mechanisms";
  private static final int MAX_BYTES = 1 << 14;
  private static final int MAX_PATH = 200;

  /** What decides whether tracing and filters are permitted, of {@code /proc/self/status}. */
  private static final List<String> SITUATION =
      List.of("Uid", "Gid", "CapEff", "CapBnd", "NoNewPrivs", "Seccomp", ProcStatus.FILTERS);

  private static final List<String> FILES =
      List.of(
          "/proc/sys/kernel/random/boot_id",
          "/proc/sys/kernel/osrelease",
          "/proc/sys/kernel/yama/ptrace_scope",
          "/proc/self/attr/current");

  private static final List<String> NAMESPACES = List.of("user", "pid", "mnt");

  private final Kernel kernel;
  private final String folder;
  private final int user;
  private final String key;

  private MechanismCache(Kernel kernel, String folder, int user, String key) {
    this.kernel = kernel;
    this.folder = folder;
    this.user = user;
    this.key = key;
  }

  /** The cache of this process's user. */
  static MechanismCache ofThisUser(Kernel kernel) {
    String given = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
    String temporary = System.getProperty("java.io.tmpdir", "/tmp");
    return in(
        kernel,
        given.startsWith("/")
            ? given + "/plimsoll"
            : temporary + "/plimsoll-" + effectiveUser(ProcStatus.read(kernel, "self")));
  }

  static MechanismCache in(Kernel kernel, String folder) {
    ProcStatus status = ProcStatus.read(kernel, "self");
    List<String> key = new ArrayList<>();
    for (String name : SITUATION) {
      key.add(status.field(name).orElse("-"));
    }
    key.add(status.field(ProcStatus.TRACER).orElse("0").equals("0") ? "untraced" : "traced");
    for (String file : FILES) {
      key.add(kernel.text(file, Kernel.buffer(512)).orElse("-"));
    }
    for (String namespace : NAMESPACES) {
      key.add(link(Path.of("/proc/self/ns", namespace)));
    }
    key.add(System.getProperty("java.io.tmpdir", ""));
    return new MechanismCache(kernel, folder, effectiveUser(status), line(String.join("|", key)));
  }

  /** The second of real, effective, saved and file system user. */
  private static int effectiveUser(ProcStatus status) {
    String[] users = status.field("Uid").orElse("").split("\t", -1);
    return users.length > 1 ? Integer.parseUnsignedInt(users[1]) : -1;
  }

  /** A text with a space for each run of spaces and control characters. */
  private static String line(String text) {
    StringBuilder line = new StringBuilder();
    boolean isInRun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isGap = c == ' ' || Character.isISOControl(c);
      if (!isGap || !isInRun) {
        line.append(isGap ? ' ' : c);
      }
      isInRun = isGap;
    }
    return line.toString();
  }

  private static String link(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException none) {
      return "-";
    }
  }

  /** What is known: why a mechanism cannot be used, empty where it can. */
  Map<Mechanism, Optional<String>> read() {
    int open = openFolder();
    if (open < 0) {
      return Map.of();
    }
    int file = kernel.openAt(open, FILE, Kernel.O_RDONLY);
    try {
      Optional<FileFacts> facts = kernel.facts(file);
      boolean isOurs =
          facts.isPresent()
              && facts.get().isOnlyOf(user)
              && facts.get().isRegular()
              && facts.get().size() < MAX_BYTES;
      ByteBuffer bytes = Kernel.buffer(MAX_BYTES);
      return isOurs && kernel.read(file, bytes, 0) > 0 ? parse(bytes) : Map.of();
    } finally {
      kernel.close(file);
      kernel.close(open);
    }
  }

  private Map<Mechanism, Optional<String>> parse(ByteBuffer bytes) {
    byte[] read = new byte[bytes.limit()];
    bytes.get(0, read);
    List<String> lines = List.of(new String(read, StandardCharsets.UTF_8).split("\n"));
    if (lines.size() < 2 || !lines.get(0).equals(HEADER) || !lines.get(1).equals(key)) {
      return Map.of();
    }
    Map<Mechanism, Optional<String>> answers = new EnumMap<>(Mechanism.class);
    for (String line : lines.subList(2, lines.size())) {
      int space = line.indexOf(' ');
      Optional<Mechanism> mechanism = Mechanism.of(line.substring(0, Math.max(space, 0)));
      String refusal = line.substring(space + 1);
      if (mechanism.isEmpty() || !refusal.equals(line(refusal))) {
        return Map.of();
      }
      answers.put(mechanism.get(), refusal.isEmpty() ? Optional.empty() : Optional.of(refusal));
    }
    return answers;
  }

  /** Keeps answers; where that is not possible nothing happens. */
  void write(Map<Mechanism, Optional<String>> answers) {
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(key).append('\n');
    answers.forEach(
        (mechanism, refusal) ->
            text.append(mechanism.letter())
                .append(' ')
                .append(line(refusal.orElse("")))
                .append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (folder.length() < MAX_PATH) {
      kernel.makeFolder(folder);
    }
    int open = openFolder();
    if (open < 0) {
      return;
    }
    String fresh = FILE + "-" + kernel.getpid();
    int file = kernel.openAt(open, fresh, Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_EXCL);
    if (file >= 0) {
      boolean isWhole =
          kernel.write(file, Kernel.buffer(bytes.length).put(bytes), 0) == bytes.length;
      kernel.close(file);
      CStrings from = CStrings.of(kernel.calls(), fresh);
      if (!isWhole || kernel.renameAt(open, from, CStrings.of(kernel.calls(), FILE)) < 0) {
        kernel.unlinkAt(open, fresh);
      }
    }
    kernel.close(open);
  }

  /** Forgets everything: an answer turned out to be wrong. */
  void forget() {
    int open = openFolder();
    if (open >= 0) {
      kernel.unlinkAt(open, FILE);
      kernel.close(open);
    }
  }

  /** The folder, a negative number where there is none that is this user's alone. */
  private int openFolder() {
    int open = folder.length() < MAX_PATH ? kernel.openFolder(folder) : -Errno.ENOENT;
    if (open < 0) {
      return open;
    }
    Optional<FileFacts> facts = kernel.facts(open);
    if (facts.isEmpty() || !facts.get().isOnlyOf(user)) {
      kernel.close(open);
      return -Errno.EPERM;
    }
    return open;
  }
}
