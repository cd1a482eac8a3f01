package dev.plimsoll.cli;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.decode.LineDecoder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code decode}: one instruction a line in, its length and features out. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Reads one instruction per line in hex (memory order) and prints",
      "hex, length and features, separated by tabs."
    })
final class DecodeCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--arch",
      required = true,
      paramLabel = "A",
      description = "x86_64, i386, aarch64, …")
  private String architecture = "";

  @Option(names = "--mode", paramLabel = "MODE", description = "a32 (the default) or t32, for arm.")
  private Optional<String> mode = Optional.empty();

  DecodeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    String name =
        IsaCatalog.load().architecture(architecture).map(Architecture::name).orElse(architecture);
    Set<String> modes = Decoders.modes(name);
    if (mode.isPresent() && !modes.contains(mode.get())) {
      streams
          .err()
          .println(
              modes.isEmpty()
                  ? "plimsoll: --mode goes with --arch arm only"
                  : "plimsoll: --mode is one of " + String.join(", ", modes));
      return Exit.USAGE;
    }
    Optional<Decoder> decoder =
        modes.stream()
            .findFirst()
            .map(first -> Decoders.forMode(name, mode.orElse(first)))
            .orElseGet(() -> Decoders.forArchitecture(name));
    if (decoder.isEmpty()) {
      streams
          .err()
          .println(
              "plimsoll: this version has no decoder for `"
                  + architecture
                  + "`; it has them for "
                  + String.join(", ", Decoders.architectures())
                  + " and arm");
      return Exit.USAGE;
    }
    Optional<LineDecoder.BadLine> bad =
        new LineDecoder(decoder.get()).decode(System.in, streams.out());
    bad.ifPresent(
        line ->
            streams
                .err()
                .println("plimsoll: standard input:" + line.line() + ": " + line.message()));
    return bad.isPresent() ? Exit.USAGE : Exit.PASS;
  }
}
