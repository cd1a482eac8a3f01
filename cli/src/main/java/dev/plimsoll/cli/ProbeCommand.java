package dev.plimsoll.cli;

import dev.plimsoll.compiler.probe.DumpReader;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostJson;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.host.HostReading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code probe}: a host's facts as JSON. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Prints this host's facts as JSON, or those in a dump.")
final class ProbeCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Reads a copy of /proc/cpuinfo, a Firecracker fingerprint, libvirt's host XML, the output"
              + " of lscpu -J or NFD labels instead.")
  private Optional<Path> from = Optional.empty();

  ProbeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    HostReading reading = from.map(DumpReader::read).orElseGet(HostReader::read);
    Optional<Host> host = reading.host();
    if (host.isPresent()) {
      streams.out().print(HostJson.print(host.get()));
      return Exit.PASS;
    }
    String reason = ((HostReading.Unreadable) reading).reason();
    streams.err().println("plimsoll: " + from.map(f -> f + ": ").orElse("") + reason);
    return Exit.UNREADABLE;
  }
}
