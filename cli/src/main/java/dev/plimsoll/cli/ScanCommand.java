package dev.plimsoll.cli;

import dev.plimsoll.verifier.report.ScanJson;
import dev.plimsoll.verifier.report.ScanText;
import dev.plimsoll.verifier.scan.ScanInput;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: what each native object needs. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = "Prints which CPU features each native object needs.")
final class ScanCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(names = "--functions", description = "Lists the functions beyond the base ISA, too.")
  private boolean functions;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders, jars in jars, tars.")
  private List<Path> paths = List.of();

  ScanCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    ScanReport report;
    try (Progress progress = new Progress(streams.err())) {
      report =
          Scanner.scan(
              paths.stream().map(ScanInput::of).toList(),
              ScanOptions.defaults().withFunctions(functions).withDigests(format == Format.JSON),
              progress);
    }
    if (format == Format.JSON) {
      ScanJson.write(report, functions, streams.out());
    } else {
      ScanText.write(report, functions, streams.out());
    }
    return report.failures().isEmpty() ? Exit.PASS : Exit.UNREADABLE;
  }
}
