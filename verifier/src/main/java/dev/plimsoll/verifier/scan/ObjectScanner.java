package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.PropertyNotes;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;

/** Makes the report of one object. */
final class ObjectScanner {

  private static final int CHUNK = 64 << 10;

  /** Names beyond that are made from addresses: symbols may share very long ones. */
  private static final int MOST_NAME_CHARACTERS = 16 << 20;

  private final DecoderChoice decoders;
  private final ScanOptions options;
  private final Parts parts;

  /**
   * Which decoders an architecture has: none, or one for each of its instruction sets, with the
   * extensions that an object declares.
   */
  @FunctionalInterface
  interface DecoderChoice {
    List<Decoder> forArchitecture(String architecture, Set<String> extensions);
  }

  ObjectScanner(DecoderChoice decoders, ScanOptions options, Parts parts) {
    this.decoders = decoders;
    this.options = options;
    this.parts = parts;
  }

  ObjectReport scan(String path, Optional<String> artifact, ElfFile file, ByteSource source)
      throws IOException {
    Optional<ForkJoinTask<String>> digest =
        options.digests()
            ? Optional.of(ForkJoinTask.adapt(() -> sha256(source)).fork())
            : Optional.empty();
    String architecture = file.machine().architecture();
    boolean core = file.type().equals("core");
    List<Decoder> decoder = core ? List.of() : decoders.forArchitecture(architecture, file.isa());
    Findings found = decoder.isEmpty() ? Findings.NONE : sweep(decoder, file, source);
    Optional<String> notAnalysed =
        decoder.isEmpty()
            ? Optional.of(
                core
                    ? "a core dump, which is not analysed"
                    : "there is no decoder for " + architecture)
            : Optional.empty();
    return new ObjectReport(
        path,
        artifact,
        digest.isPresent() ? Optional.of(Parts.result(digest.get())) : Optional.empty(),
        source.size(),
        architecture,
        file.machine().abi(),
        file.type(),
        file.code().stream().mapToLong(CodeRange::size).sum(),
        found.undecoded(),
        found.data(),
        declared(file),
        found.uses(),
        found.unreferenced(),
        found.features(),
        found.hints(),
        DetectionTable.of(found.detection(), file.imports()),
        found.functions(),
        notAnalysed,
        problems(file));
  }

  private record Findings(
      long undecoded,
      long data,
      List<Use> uses,
      List<Use> unreferenced,
      List<FeatureUse> features,
      List<HintUse> hints,
      Map<String, Long> detection,
      List<FunctionUse> functions) {

    static final Findings NONE =
        new Findings(0, 0, List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());
  }

  private Findings sweep(List<Decoder> decoder, ElfFile file, ByteSource source)
      throws IOException {
    CodeMap map = CodeMap.of(file);
    Marks marks = Marks.of(file, decoder, map, source);
    Sweep sweep =
        parts.reduce(
            file.code(),
            (first, last) -> Sweep.part(decoder, file, map, marks, source, first, last),
            Sweep::add);
    Tally used = sweep.used();
    return new Findings(
        sweep.undecoded(),
        sweep.data(),
        used.uses(kind -> !kind.features().isEmpty(), map::address),
        sweep.unreferenced().uses(kind -> true, map::address),
        used.features(),
        used.hints(),
        used.detection(),
        options.functions() ? functions(map, sweep) : List.of());
  }

  private static List<FunctionUse> functions(CodeMap map, Sweep sweep) throws IOException {
    List<FunctionUse> uses = new ArrayList<>();
    Tally used = sweep.used();
    int[] indexes = used.functions().stream().toArray();
    long characters = 0;
    for (int i : indexes) {
      List<String> features = used.features(i);
      if (i < map.count()) {
        String name = characters < MOST_NAME_CHARACTERS ? map.name(i) : map.madeName(i);
        characters += name.length();
        uses.add(new FunctionUse(name, map.address(i), map.end(i) - map.start(i), features));
      } else {
        Sweep.Place place = sweep.places().get(i - map.count());
        uses.add(
            new FunctionUse(
                place.name(), map.address(place.start()), place.end() - place.start(), features));
      }
    }
    return uses;
  }

  private static List<String> problems(ElfFile file) {
    return Stream.concat(
            file.problems().stream(),
            Overlaps.of(file.machine().architecture(), file.isa()).stream())
        .toList();
  }

  private static Declared declared(ElfFile file) {
    PropertyNotes notes = file.properties();
    return new Declared(
        notes.of("needed"), notes.of("used"), notes.of("features1and"), List.copyOf(file.isa()));
  }

  private static String sha256(ByteSource source) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    byte[] chunk = new byte[(int) Math.min(CHUNK, source.size())];
    for (long at = 0; at < source.size(); ) {
      int length = (int) Math.min(chunk.length, source.size() - at);
      source.read(at, chunk, 0, length);
      digest.update(chunk, 0, length);
      at += length;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
