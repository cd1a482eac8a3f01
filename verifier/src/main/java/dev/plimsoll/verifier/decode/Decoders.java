package dev.plimsoll.verifier.decode;

import dev.plimsoll.verifier.decode.fixed.TableDecoders;
import dev.plimsoll.verifier.decode.x86.X86Decoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The decoders that there are, by architecture. Tables are read when a decoder is first asked for.
 */
public final class Decoders {
  private static final Map<String, Function<String, Decoder>> MAKERS =
      Map.of(
          "x86_64", name -> X86Decoder.x86_64(),
          "i386", name -> X86Decoder.i386(),
          "aarch64", TableDecoders::of,
          "riscv64", TableDecoders::of,
          "ppc64le", TableDecoders::of,
          "s390x", TableDecoders::of,
          "loongarch64", TableDecoders::of);

  /** The instruction sets of architectures that have several, of which none stands for all code. */
  private static final Map<String, List<String>> MODES = Map.of("arm", List.of("a32", "t32"));

  private static final Map<String, List<Decoder>> LOADED = new ConcurrentHashMap<>();

  private Decoders() {}

  /**
   * The decoder of an architecture's default instruction set, or empty if there is none yet.
   *
   * @param architecture a canonical architecture name, e.g. {@code x86_64}
   */
  public static Optional<Decoder> forArchitecture(String architecture) {
    return MAKERS.containsKey(architecture)
        ? Optional.of(ofObjects(architecture).get(0))
        : Optional.empty();
  }

  /**
   * The decoders of an architecture's code: one, or one for each instruction set, in the order of
   * the low bits of pointers to code; or none if there is none yet. They share their classes.
   *
   * @param architecture a canonical architecture name, e.g. {@code arm}
   */
  public static List<Decoder> ofObjects(String architecture) {
    Function<String, Decoder> maker = MAKERS.get(architecture);
    if (maker != null) {
      return LOADED.computeIfAbsent(architecture, name -> List.of(maker.apply(name)));
    }
    List<String> modes = MODES.getOrDefault(architecture, List.of());
    return modes.isEmpty()
        ? List.of()
        : LOADED.computeIfAbsent(
            architecture,
            name -> TableDecoders.of(modes.stream().map(mode -> name + "-" + mode).toList()));
  }

  /**
   * The decoder of one of an architecture's instruction sets, or empty if it has none of that name.
   *
   * @param mode one of {@link #modes}
   */
  public static Optional<Decoder> forMode(String architecture, String mode) {
    int index = MODES.getOrDefault(architecture, List.of()).indexOf(mode);
    return index < 0 ? Optional.empty() : Optional.of(ofObjects(architecture).get(index));
  }

  /** The names of an architecture's instruction sets, sorted; none if it has just one. */
  public static Set<String> modes(String architecture) {
    return new TreeSet<>(MODES.getOrDefault(architecture, List.of()));
  }

  /** The architectures that have a decoder, sorted. */
  public static Set<String> architectures() {
    return new TreeSet<>(MAKERS.keySet());
  }
}
