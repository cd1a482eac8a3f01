package dev.plimsoll.cli;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.verifier.report.VerdictJson;
import dev.plimsoll.verifier.report.VerdictText;
import dev.plimsoll.verifier.scan.ScanInput;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import dev.plimsoll.verifier.verdict.BuildCheck;
import dev.plimsoll.verifier.verdict.FailOn;
import dev.plimsoll.verifier.verdict.Verdict;
import dev.plimsoll.verifier.verdict.VerdictOptions;
import dev.plimsoll.verifier.verdict.VerdictStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: the verdict on native objects. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Judges native objects by a policy.")
final class VerifyCommand implements Callable<Integer> {
  private static final Set<String> FORMATS = Set.of("text", "json");

  private final Streams streams;
  @Mixin private PolicyChoice choice = new PolicyChoice();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "error, warning or never (default: error).")
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = "-o",
      paramLabel = "FORMAT=FILE",
      description = "Also writes the verdict as text or json to a file; repeatable.")
  private Map<String, Path> outputs = new TreeMap<>();

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders, jars in jars, tars.")
  private List<Path> paths = List.of();

  VerifyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    for (String format : outputs.keySet()) {
      if (!FORMATS.contains(format)) {
        streams
            .err()
            .println("plimsoll: this version has no format `" + format + "`; it has text and json");
        return Exit.USAGE;
      }
    }
    VerdictOptions options = new VerdictOptions(choice.options().today(), failOn);
    Optional<PolicyChoice.Chosen> chosen = choice.read(streams.err(), Policy::toVerify);
    if (chosen.isEmpty()) {
      return Exit.USAGE;
    }
    Verdict verdict =
        BuildCheck.check(scan(), chosen.get().policy(), chosen.get().baseline(), options);
    streams.out().print(VerdictText.print(verdict, Terminal.OUT.colour()));
    for (Map.Entry<String, Path> output : outputs.entrySet()) {
      write(verdict, output.getKey(), output.getValue());
    }
    if (!verdict.errors().isEmpty()) {
      return Exit.UNREADABLE;
    }
    return verdict.status() == VerdictStatus.FAIL && failOn != FailOn.NEVER
        ? Exit.FINDINGS
        : Exit.PASS;
  }

  private ScanReport scan() {
    try (Progress progress = new Progress(streams.err())) {
      return Scanner.scan(
          paths.stream().map(ScanInput::of).toList(),
          ScanOptions.defaults().withFunctions(true),
          progress);
    }
  }

  private static void write(Verdict verdict, String format, Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      if (format.equals("json")) {
        VerdictJson.write(verdict, out);
      } else {
        out.write(VerdictText.print(verdict, false).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
