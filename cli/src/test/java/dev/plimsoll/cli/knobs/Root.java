package dev.plimsoll.cli.knobs;

import static dev.plimsoll.cli.knobs.Table.cell;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/** Debian packages unpacked below a folder, with the probes, in which programs run. */
final class Root {
  /** What a program sees of the environment unless a proof says otherwise. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          "/usr/bin:/usr/sbin",
          "HOME",
          "/tmp",
          "LC_ALL",
          "C.UTF-8",
          "PYTHONDONTWRITEBYTECODE",
          "1");

  private static final long LONGEST_MINUTES = 8;

  private final Path scripts;
  private final Path folder;
  private final Architecture architecture;
  private final List<String> emulator;
  private final Map<String, String> versions = new TreeMap<>();
  private final Breakpoints breakpoints = new Breakpoints();

  /** Programs that run while a file of a setting is in place would read it, too. */
  private final ReadWriteLock files = new ReentrantReadWriteLock();

  private Root(Path scripts, Path folder, Architecture architecture, List<String> emulator) {
    this.scripts = scripts;
    this.folder = folder;
    this.architecture = architecture;
    this.emulator = emulator;
  }

  /** Fetches and unpacks what a row of the table of roots names, unless it is there. */
  static Root of(Path scripts, Path folder, Map<String, String> row) {
    String debian = cell(row, "debian");
    List<String> qemu = Table.words(cell(row, "qemu"));
    Root root =
        new Root(
            scripts,
            folder,
            Proof.architecture(cell(row, "architecture")),
            qemu.isEmpty() ? List.of() : List.of("/probes/qemu", "-cpu", qemu.get(1)));
    List<String> command =
        new ArrayList<>(List.of(scripts.resolve("root.sh").toString(), folder.toString()));
    command.addAll(List.of(cell(row, "suite"), debian));
    command.addAll(Table.words(cell(row, "packages")));
    root.prepare(command);
    root.prepare(
        List.of(
            scripts.resolve("probes/build.sh").toString(),
            folder.toString(),
            debian,
            qemu.isEmpty() ? "" : qemu.get(0)));
    try {
      for (String line : Files.readAllLines(folder.resolve("versions"))) {
        root.versions.put(line.split("\t", -1)[0], line.split("\t", -1)[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  Architecture architecture() {
    return architecture;
  }

  Map<String, String> versions() {
    return versions;
  }

  private void prepare(List<String> command) {
    Ran ran = run(command, Map.of("PATH", System.getenv("PATH")), 60, false);
    if (ran.status() != 0) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + ran.output());
    }
  }

  /**
   * A program that ended.
   *
   * @param unused whether the kernel saw no thread of it use AVX-512, if it was asked
   */
  record Ran(int status, String output, boolean unused) {
    Ran and(String more) {
      return new Ran(status, output + more, unused);
    }
  }

  /** Runs the command of a proof under a plan. */
  Ran run(Proof proof, KnobPlan plan) {
    Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
    proof.users().forEach(e -> environment.put(e.split("=", 2)[0], e.split("=", 2)[1]));
    Launch.Held held = Launch.of(environment, proof.command()).under(plan.settings());
    if (!held.refused().isEmpty()) {
      throw new IllegalStateException("refused: " + held.refused());
    }
    List<String> command =
        new ArrayList<>(List.of(scripts.resolve("inside.sh").toString(), folder.toString()));
    command.addAll(emulator);
    command.addAll(watching(proof));
    command.addAll(held.launch().command());
    Lock lock = held.files().isEmpty() ? files.readLock() : files.writeLock();
    lock.lock();
    try {
      for (KnobSetting file : held.files()) {
        Path there = inside(file.name());
        Files.createDirectories(there.getParent());
        Files.write(there, file.items());
      }
      try {
        Ran ran =
            run(
                command,
                held.launch().environment(),
                LONGEST_MINUTES,
                proof.look() instanceof Look.Accounted);
        return ran.status() == 0 ? ran.and(translated(proof)) : ran;
      } finally {
        for (KnobSetting file : held.files()) {
          Files.delete(inside(file.name()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Where something is that has this name in the root. */
  private Path inside(String name) {
    return folder.resolve("root" + name);
  }

  /** What stands before a command so that what it executes is seen. */
  private List<String> watching(Proof proof) {
    if (proof.look() instanceof Look.Stepped stepped) {
      return List.of("/probes/steps", stepped.part());
    }
    if (proof.look() instanceof Look.Trapped trapped) {
      return emulator.isEmpty()
          ? List.of("/probes/traps", breakpoints(proof, trapped))
          : List.of("-d", Translated.LOG, "-D", log(proof));
    }
    return List.of();
  }

  private static String log(Proof proof) {
    return "/tmp/" + proof.name() + ".log";
  }

  /** What the emulator's log adds to the output of a proof. */
  private String translated(Proof proof) throws IOException {
    if (emulator.isEmpty() || !(proof.look() instanceof Look.Trapped trapped)) {
      return "";
    }
    Path log = inside(log(proof));
    String code = String.join("\n", Translated.of(log, inside(""), trapped.files()));
    Files.delete(log);
    return "\n" + code + "\n";
  }

  /** Writes the list of breakpoints of a proof and tells its name in the root. */
  private String breakpoints(Proof proof, Look.Trapped trapped) {
    try {
      Path top = inside("").toRealPath();
      List<String> lines = new ArrayList<>();
      for (String file : trapped.files()) {
        Path real = inside(file).toRealPath();
        lines.add("/" + top.relativize(real));
        lines.addAll(breakpoints.of(real, architecture.name(), proof.closed(architecture)));
      }
      String name = "/tmp/" + proof.name() + ".breakpoints";
      Files.write(inside(name), lines);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran run(
      List<String> command, Map<String, String> environment, long minutes, boolean account) {
    try {
      Path output = Files.createTempFile("knob-proof", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean unused = false;
      if (account) {
        for (int tries = 0;
            tries < 1200 && process.isAlive() && !Files.readString(output).contains("done");
            tries++) {
          Thread.sleep(50);
        }
        unused = neverUsedAvx512(process.children().findAny().orElseThrow().pid());
      }
      process.getOutputStream().close();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("not done after " + minutes + " minutes: " + command);
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      Files.delete(output);
      return new Ran(process.exitValue(), text, unused);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether every thread's last use of AVX-512 that the kernel noted lies before the process began:
   * what a new process inherits from who started it (Linux, filesystems/proc.rst).
   */
  private static boolean neverUsedAvx512(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String[] fields =
        Files.readString(process.resolve("stat")).replaceFirst("(?s).*[)] ", "").split(" ");
    double up = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    double age = up * 1000 - Long.parseLong(fields[19]) * 10.0;
    // Both clocks tick in hundredths of a second.
    double least = age - 50;
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      for (Path task : tasks.toList()) {
        String status = Files.readString(task.resolve("arch_status"));
        long elapsed =
            Long.parseLong(status.replaceFirst("(?s).*AVX512_elapsed_ms:\\s*(-?\\d+).*", "$1"));
        if (elapsed >= 0 && elapsed < least) {
          return false;
        }
      }
    }
    return true;
  }
}
