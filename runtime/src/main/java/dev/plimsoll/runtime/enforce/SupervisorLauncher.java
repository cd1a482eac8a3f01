package dev.plimsoll.runtime.enforce;

import com.sun.jna.Native;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Starts supervisors: in place of this process, or beside it. */
public final class SupervisorLauncher {
  /** The first release that warns of native access which was not enabled. */
  private static final int NATIVE_ACCESS = 22;

  private static final int HEX = 16;

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xrs",
          "-Xshare:auto",
          "-Xlog:disable",
          "-Xlog:all=off",
          "-Xmx24m",
          "-Xmn2m",
          // JDK 17 takes archived objects with this collector only, which is a third of a start.
          "-XX:+UseG1GC",
          "-XX:ParallelGCThreads=1",
          "-XX:ConcGCThreads=1",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileCommand=quiet",
          "-XX:-MaxFDLimit",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          "-Djna.nosys=true");

  /** Classes ready for the one JVM that made the file, where a distribution has it for this one. */
  private static final String ARCHIVE =
      "supervisor-" + System.getProperty("java.vm.version") + ".jsa";

  /**
   * What is done once at each exec would be interpreted for the first hundreds of them.
   * Collections, which a start uses most, are left alone by it at this scale, and taken at about
   * the tenth exec.
   */
  private static final List<String> COMPILED_EARLY =
      List.of(
          "dev.plimsoll.runtime.enforce.*::*,0.05",
          "com.sun.jna.*::*,0.05",
          "java.nio.*::*,0.05",
          "java.lang.AbstractStringBuilder::*,0.05",
          "java.lang.StringBuilder::*,0.05",
          "java.lang.StringLatin1::*,0.05",
          "java.lang.Integer::*,0.05",
          "java.lang.Long::*,0.05",
          "java.util.*::*,0.2");

  /** Where a supervisor is to list the classes that it loads, for that file to be made of. */
  private static final String CLASSES = "plimsoll.supervisor.classes";

  private static final List<String> PASSED_PROPERTIES =
      List.of("java.io.tmpdir", "jna.tmpdir", "jna.boot.library.path", "jna.nounpack");

  private final Path java;
  private final List<Path> classPath;

  /**
   * A launcher.
   *
   * @param java the {@code java} command to use
   * @param classPath what holds this module's classes and JNA's
   */
  public SupervisorLauncher(Path java, List<Path> classPath) {
    this.java = java;
    this.classPath = List.copyOf(classPath);
  }

  /** The launcher that uses the JVM and the class files of this process. */
  public static SupervisorLauncher here() {
    List<Path> places = new ArrayList<>();
    place(SupervisorMain.class).ifPresent(places::add);
    try {
      place(Native.class).ifPresent(places::add);
    } catch (NoClassDefFoundError withoutJna) {
      // the supervisor says so, as does every method here
    }
    return new SupervisorLauncher(Path.of(System.getProperty("java.home"), "bin", "java"), places);
  }

  private static Optional<Path> place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where " + type.getName() + " is", e);
    }
  }

  /**
   * Replaces this process by a supervisor that runs a command: its process id, terminal, standard
   * streams and other descriptors, environment, signal dispositions and parent stay.
   *
   * @param report where the supervisor writes its {@link HoldReport} at the end
   * @return why it failed; on success it does not return
   */
  public String replaceProcess(HoldPlan plan, Command command, Optional<Path> report) {
    JnaPlace.prepare();
    Offer<NativeCalls> offer = NativeCalls.load();
    if (offer.value().isEmpty()) {
      return offer.refusal();
    }
    NativeCalls calls = offer.value().get();
    Kernel kernel = new Kernel(calls);
    try {
      CStrings environment = CStrings.of(calls, HiddenVariables.hide(ByteStrings.environment()));
      CStrings arguments =
          CStrings.of(calls, commandLine(plan, command, report, originalMask(kernel)));
      OwnDescriptors.hide(kernel);
      long former = kernel.block(Signals.HELD);
      long error = kernel.execute(CStrings.of(calls, java.toString()), arguments, environment);
      kernel.setMask(former);
      return "the supervisor " + java + " cannot be started: " + Errno.describe(error);
    } catch (IOException e) {
      return "/proc cannot be read: " + e;
    }
  }

  /**
   * Starts a supervisor beside this process, with its standard streams and environment.
   *
   * @throws IOException if it cannot be started; the message says why
   */
  public HeldProcess spawn(HoldPlan plan, Command command, Optional<Path> report)
      throws IOException {
    return spawn(plan, command, report, file -> {});
  }

  /** As {@link #spawn}, with a report that only the handle gets. */
  HeldProcess spawnTellingItself(HoldPlan plan, Command command) throws IOException {
    Path report = Files.createTempFile("plimsoll-report-", ".txt");
    return spawn(plan, command, Optional.of(report), file -> file.toFile().delete());
  }

  private HeldProcess spawn(
      HoldPlan plan, Command command, Optional<Path> report, Consumer<Path> afterReading)
      throws IOException {
    Offer<NativeCalls> offer = NativeCalls.load();
    NativeCalls calls = offer.value().orElseThrow(() -> new IOException(offer.refusal()));
    long pid =
        calls.spawn(
            CStrings.of(calls, java.toString()),
            CStrings.of(calls, commandLine(plan, command, report, 0)),
            CStrings.of(calls, HiddenVariables.hide(ByteStrings.environment())),
            Optional.empty(),
            Signals.HELD,
            OwnDescriptors.allBut(Set.of()));
    if (pid < 0) {
      throw new IOException(
          "the supervisor " + java + " cannot be started: " + Errno.describe(pid));
    }
    return new HeldProcess(calls, (int) pid, report, afterReading);
  }

  private List<byte[]> commandLine(
      HoldPlan plan, Command command, Optional<Path> report, long signalMask) {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.addAll(JVM_OPTIONS);
    for (String classes : COMPILED_EARLY) {
      words.add("-XX:CompileCommand=CompileThresholdScaling," + classes);
    }
    if (Runtime.version().feature() >= NATIVE_ACCESS) {
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    for (String property : PASSED_PROPERTIES) {
      Optional.ofNullable(System.getProperty(property))
          .ifPresent(value -> words.add("-D" + property + "=" + value));
    }
    Optional.ofNullable(System.getProperty(CLASSES))
        .ifPresent(file -> words.add("-XX:DumpLoadedClassList=" + file));
    Path archive = classPath.get(0).resolveSibling(ARCHIVE);
    if (Files.isReadable(archive)) {
      words.add("-XX:SharedArchiveFile=" + archive);
    }
    words.add("-cp");
    words.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    words.add(SupervisorMain.class.getName());
    words.add(SupervisorMain.SIGNAL_MASK + Long.toUnsignedString(signalMask, HEX));
    report.ifPresent(file -> words.add(SupervisorMain.REPORT + file.toAbsolutePath()));
    words.add(plan.text());
    words.add("--");
    List<byte[]> all = new ArrayList<>();
    words.forEach(word -> all.add(word.getBytes(StandardCharsets.UTF_8)));
    all.addAll(command.words());
    return all;
  }

  /** What was blocked when this JVM started: its first thread has kept that, others have not. */
  private static long originalMask(Kernel kernel) {
    return ProcStatus.read(kernel, "self/task/" + kernel.getpid())
        .mask(ProcStatus.BLOCKED_SIGNALS)
        .orElse(0L);
  }
}
