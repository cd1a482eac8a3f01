package dev.plimsoll.cli;

/** Whether a person watches. */
final class Terminal {
  private Terminal() {}

  /** Whether messages may be coloured: on a terminal, and never under NO_COLOR. */
  static boolean colour() {
    String noColor = System.getenv("NO_COLOR");
    return attached() && (noColor == null || noColor.isEmpty());
  }

  /** Whether progress may be drawn. */
  static boolean attached() {
    // Since JDK 22 System.console() exists without a terminal, too.
    String term = System.getenv("TERM");
    return System.console() != null && term != null && !term.equals("dumb") && isTerminal();
  }

  private static boolean isTerminal() {
    try {
      Object console = System.console();
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
