package dev.plimsoll.compiler.probe;

import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.host.HostReading;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what other programs wrote about a machine: a copy of {@code /proc/cpuinfo}, {@code lscpu
 * -J}, a Firecracker fingerprint, libvirt's host XML, labels of Node Feature Discovery. Whatever
 * the text is, the answer is a machine or a reason.
 */
public final class DumpReader {
  /** Where a marker must begin to count, so that a large text is not searched as a whole. */
  private static final int HEAD = 1 << 16;

  /**
   * What a program writes.
   *
   * @param start how its text begins
   * @param marker what its head holds
   */
  private record Format(String start, String marker, Function<String, HostReading> reader) {
    boolean isOf(String head) {
      return head.startsWith(start) && head.contains(marker);
    }
  }

  private static final List<Format> FORMATS =
      List.of(
          new Format("{", "\"lscpu\"", LscpuReader::read),
          new Format("{", "\"guest_cpu_config\"", FirecrackerReader::read),
          new Format("<", "<cpu", LibvirtReader::read),
          new Format("", "feature.node.kubernetes.io/", NfdReader::read));

  private DumpReader() {}

  /** The machine that a text describes. */
  public static HostReading parse(String dump) {
    String head = dump.substring(0, Math.min(dump.length(), HEAD)).stripLeading();
    return FORMATS.stream()
        .filter(format -> format.isOf(head))
        .findFirst()
        .map(format -> format.reader().apply(dump))
        .orElseGet(() -> HostReader.parse(dump));
  }

  /** The machine that a file describes. */
  public static HostReading read(Path file) {
    return HostReader.readDump(file, DumpReader::parse);
  }
}
