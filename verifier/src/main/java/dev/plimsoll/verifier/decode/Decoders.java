package dev.plimsoll.verifier.decode;

import dev.plimsoll.verifier.decode.fixed.TableDecoders;
import dev.plimsoll.verifier.decode.x86.X86Decoder;
import dev.plimsoll.verifier.table.TableReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private record Vendor(String architecture, String prefix, String table) {}

  /** Whose extensions take the same encodings for something else each. */
  private static final List<Vendor> VENDORS =
      TableReader.rows(TableDecoders.class, "vendors.tsv", "architecture", "prefix", "table")
          .stream()
          .map(row -> new Vendor(row.get(0), row.get(1), row.get(2)))
          .toList();

  private static final int MOST_PARTS = 4;

  private static final Map<String, List<Decoder>> LOADED = new ConcurrentHashMap<>();

  private Decoders() {}

  /**
   * The decoder of an architecture's default instruction set, or empty if there is none yet.
   *
   * @param architecture a canonical architecture name, e.g. {@code x86_64}
   */
  public static Optional<Decoder> forArchitecture(String architecture) {
    return MAKERS.containsKey(architecture)
        ? Optional.of(ofObjects(architecture, Set.of()).get(0))
        : Optional.empty();
  }

  /**
   * The decoders of an architecture's code: one, or one for each instruction set, in the order of
   * the low bits of pointers to code; or none if there is none yet. They share their classes.
   *
   * @param architecture a canonical architecture name, e.g. {@code arm}
   * @param extensions that an object declares, e.g. {@code xtheadba}; without a vendor's, its
   *     instructions do not decode
   */
  public static List<Decoder> ofObjects(String architecture, Set<String> extensions) {
    List<String> vendors = vendors(architecture, extensions);
    if (!vendors.isEmpty()) {
      return LOADED.computeIfAbsent(
          architecture + vendors, name -> TableDecoders.of(architecture, List.of(vendors)));
    }
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
   * The decoders of an object of whose code parts declare extensions of their own: one for each
   * part, or those of {@link #ofObjects(String, Set)} for all of it, if they are the same for all
   * or too many. They share their classes.
   *
   * @param parts the extensions that the parts declare, not none
   */
  public static List<Decoder> ofObjects(String architecture, List<Set<String>> parts) {
    List<List<String>> vendors = parts.stream().map(part -> vendors(architecture, part)).toList();
    List<List<String>> distinct = vendors.stream().distinct().toList();
    if (distinct.size() == 1 || distinct.size() > MOST_PARTS) {
      return ofObjects(
          architecture,
          parts.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new)));
    }
    List<Decoder> decoders = TableDecoders.of(architecture, distinct);
    return vendors.stream().map(tables -> decoders.get(distinct.indexOf(tables))).toList();
  }

  /** The tables of the vendors some of whose extensions are declared. */
  private static List<String> vendors(String architecture, Set<String> extensions) {
    return VENDORS.stream()
        .filter(vendor -> vendor.architecture().equals(architecture))
        .filter(vendor -> extensions.stream().anyMatch(name -> name.startsWith(vendor.prefix())))
        .map(Vendor::table)
        .distinct()
        .toList();
  }

  /**
   * The decoder of one of an architecture's instruction sets, or empty if it has none of that name.
   *
   * @param mode one of {@link #modes}
   */
  public static Optional<Decoder> forMode(String architecture, String mode) {
    int index = MODES.getOrDefault(architecture, List.of()).indexOf(mode);
    return index < 0 ? Optional.empty() : Optional.of(ofObjects(architecture, Set.of()).get(index));
  }

  /**
   * Which of an architecture's instruction sets an object's code is in, if it says of just one that
   * it may be used; else -1.
   *
   * @param declared what it says that its code is for
   */
  public static int onlyMode(String architecture, Set<String> declared) {
    List<String> modes = MODES.getOrDefault(architecture, List.of());
    List<String> said = modes.stream().filter(declared::contains).toList();
    return said.size() == 1 ? modes.indexOf(said.get(0)) : -1;
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
