package dev.plimsoll.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: the page of a diagnostic. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explains a diagnostic: its cause, an example and a mend.")
final class ExplainCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "CODE", arity = "1..*", description = "A code such as PLM-201.")
  private List<String> words = List.of();

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (words.size() > 1) {
      streams.err().println("plimsoll: one code at a time");
      return Exit.USAGE;
    }
    return explain(words.get(0));
  }

  private int explain(String code) throws IOException {
    Optional<String> page = DiagnosticPages.page(code);
    if (page.isEmpty()) {
      String nearest = String.join(", ", DiagnosticPages.nearest(code));
      streams.err().println("plimsoll: no diagnostic is called `" + code + "`; near: " + nearest);
      return Exit.USAGE;
    }
    streams.out().print(PlainText.of(page.get()));
    return Exit.PASS;
  }
}
