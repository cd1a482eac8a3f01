package dev.plimsoll.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Where a verb writes: results to {@code out}, messages to {@code err}. */
record Streams(PrintStream out, PrintStream err) {

  /** What went wrong, for a person: the file and the reason. */
  static String describe(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": permission denied";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Makes verbs, handing each the streams. */
  static final class Factory implements CommandLine.IFactory {
    private final Streams streams;

    Factory(Streams streams) {
      this.streams = streams;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        return type.getDeclaredConstructor(Streams.class).newInstance(streams);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }
}
