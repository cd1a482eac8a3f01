package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.util.logging.LogManager;

/**
 * Keeps {@code java.util.logging} from reading its configuration and from looking for other
 * providers, which JNA, that then says nothing, would have it do at each start: a third of one.
 */
public final class NoLogging extends LogManager {
  /** For {@code java.util.logging}, which makes it. */
  public NoLogging() {}

  /** Fails, which is where the search for providers ends, too. */
  @Override
  public void readConfiguration() throws IOException {
    throw new IOException("nothing is logged here");
  }
}
