package dev.plimsoll.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code plimsoll} command. */
@Command(
    name = "plimsoll",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    description = "Declares, checks and enforces which CPU features a workload may use.",
    subcommands = {
      CompileCommand.class,
      CheckCommand.class,
      FormatCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      SealCommand.class,
      DiffCommand.class,
      CatalogCommand.class,
      DecodeCommand.class,
      ScanCommand.class,
      VerifyCommand.class,
      ProbeCommand.class,
      PlanCommand.class,
      RunCommand.class,
      SimulateCommand.class
    })
public final class Plimsoll implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing verb.");
  }

  /**
   * Runs one verb.
   *
   * @param out takes results
   * @param err takes messages
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine line = new CommandLine(new Plimsoll(), new Streams.Factory(new Streams(out, err)));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Plimsoll::failed);
    int code;
    try {
      code = line.execute(args);
    } catch (OutOfMemoryError e) {
      err.println("plimsoll: out of memory; give the JVM more with JAVA_TOOL_OPTIONS=-Xmx…");
      code = Exit.UNREADABLE;
    }
    out.flush();
    err.flush();
    return code;
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof IOException io) {
      line.getErr().println("plimsoll: " + Streams.describe(io));
      return Exit.UNREADABLE;
    }
    line.getErr().println("plimsoll: this is a bug in Plimsoll, please report it: " + e);
    if (System.getenv("PLIMSOLL_DEBUG") != null) {
      e.printStackTrace(line.getErr());
    }
    return Exit.UNREADABLE;
  }

  /** The command's entry. */
  public static void main(String[] args) {
    StandardOutput results = new StandardOutput();
    PrintStream out =
        new PrintStream(new BufferedOutputStream(results, 1 << 16), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    System.exit(results.failure().map(e -> lost(e, code, err)).orElse(code));
  }

  /** The exit code where results could not be written; a reader that has had enough is no news. */
  private static int lost(IOException e, int code, PrintStream err) {
    String reason = Streams.describe(e);
    if (!reason.equals("Broken pipe")) {
      err.println("plimsoll: cannot write to standard output: " + reason);
    }
    return code == Exit.USAGE ? code : Exit.UNREADABLE;
  }
}
