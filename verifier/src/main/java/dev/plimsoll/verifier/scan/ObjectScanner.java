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
import java.util.concurrent.ForkJoinTask;

/** Makes the report of one object. */
final class ObjectScanner {

  private static final int CHUNK = 64 << 10;

  private final DecoderChoice decoders;
  private final boolean functions;
  private final Parts parts;

  /** Which decoders an architecture has: none, or one for each of its instruction sets. */
  @FunctionalInterface
  interface DecoderChoice {
    List<Decoder> forArchitecture(String architecture);
  }

  ObjectScanner(DecoderChoice decoders, boolean functions, Parts parts) {
    this.decoders = decoders;
    this.functions = functions;
    this.parts = parts;
  }

  ObjectReport scan(String path, Optional<String> artifact, ElfFile file, ByteSource source)
      throws IOException {
    ForkJoinTask<String> digest = ForkJoinTask.adapt(() -> sha256(source)).fork();
    String architecture = file.machine().architecture();
    boolean core = file.type().equals("core");
    List<Decoder> decoder = core ? List.of() : decoders.forArchitecture(architecture);
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
        Parts.result(digest),
        source.size(),
        architecture,
        file.machine().abi(),
        file.type(),
        file.code().stream().mapToLong(CodeRange::size).sum(),
        found.undecoded(),
        found.data(),
        declared(file.properties()),
        found.uses(),
        found.unreferenced(),
        found.features(),
        found.hints(),
        DetectionTable.of(found.detection(), file.imports()),
        found.functions(),
        notAnalysed,
        file.problems());
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
        functions ? functions(map, sweep) : List.of());
  }

  private static List<FunctionUse> functions(CodeMap map, Sweep sweep) throws IOException {
    List<FunctionUse> uses = new ArrayList<>();
    Tally used = sweep.used();
    int[] indexes = used.functions().stream().toArray();
    for (int i : indexes) {
      List<String> features = used.features(i);
      if (i < map.count()) {
        uses.add(new FunctionUse(map.name(i), map.address(i), map.end(i) - map.start(i), features));
      } else {
        Sweep.Place place = sweep.places().get(i - map.count());
        uses.add(
            new FunctionUse(
                place.name(), map.address(place.start()), place.end() - place.start(), features));
      }
    }
    return uses;
  }

  private static Declared declared(PropertyNotes notes) {
    return new Declared(notes.of("needed"), notes.of("used"), notes.of("features1and"));
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
