package dev.plimsoll.verifier.decode;

import dev.plimsoll.verifier.decode.fixed.FixedWidthDecoder;
import dev.plimsoll.verifier.decode.x86.X86Decoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The decoders that there are, by architecture. Tables are read when a decoder is first asked for.
 */
public final class Decoders {
  private static final Map<String, Supplier<Decoder>> SUPPLIERS =
      Map.of(
          "x86_64", X86Decoder::x86_64,
          "i386", X86Decoder::i386,
          "aarch64", FixedWidthDecoder::aarch64);

  private static final Map<String, Decoder> LOADED = new ConcurrentHashMap<>();

  private Decoders() {}

  /**
   * The decoder of an architecture's default instruction set, or empty if there is none yet.
   *
   * @param architecture a canonical architecture name, e.g. {@code x86_64}
   */
  public static Optional<Decoder> forArchitecture(String architecture) {
    Supplier<Decoder> supplier = SUPPLIERS.get(architecture);
    return supplier == null
        ? Optional.empty()
        : Optional.of(LOADED.computeIfAbsent(architecture, name -> supplier.get()));
  }

  /** The architectures that have a decoder, sorted. */
  public static Set<String> architectures() {
    return new TreeSet<>(SUPPLIERS.keySet());
  }
}
