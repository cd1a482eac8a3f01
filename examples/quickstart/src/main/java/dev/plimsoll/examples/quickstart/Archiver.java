package dev.plimsoll.examples.quickstart;

import com.github.luben.zstd.Zstd;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.policy.CheckOutcome;
import java.nio.charset.StandardCharsets;

/** Compresses a message with a native library, after it has made sure of the host. */
public final class Archiver {
  private Archiver() {}

  /** Packs bytes with zstd. */
  public static byte[] pack(byte[] bytes) {
    return Zstd.compress(bytes);
  }

  /** Unpacks what {@link #pack} made of {@code length} bytes. */
  public static byte[] unpack(byte[] packed, int length) {
    return Zstd.decompress(packed, length);
  }

  /** Says whether this host carries the load line, then packs the arguments. */
  public static void main(String[] args) {
    CheckOutcome outcome = ArchiverLine.Portable.check(HostReader.read());
    System.out.println(outcome.message());
    byte[] message = String.join(" ", args).getBytes(StandardCharsets.UTF_8);
    System.out.println(message.length + " bytes packed to " + pack(message).length);
  }
}
