package dev.plimsoll.runtime.enforce;

import java.io.IOException;

/** Starts three children one after another that show their words. */
final class StartsChildren {
  private StartsChildren() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      ProcessBuilder builder = new ProcessBuilder("/bin/true").inheritIO();
      builder.environment().put("LD_SHOW_AUXV", "1");
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("status " + status);
      }
    }
  }
}
