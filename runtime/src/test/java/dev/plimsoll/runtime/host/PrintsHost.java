package dev.plimsoll.runtime.host;

/** Prints what is known of the machine that it runs on. */
final class PrintsHost {
  private PrintsHost() {}

  public static void main(String[] args) {
    System.out.print(HostJson.print(HostReader.read()));
  }
}
