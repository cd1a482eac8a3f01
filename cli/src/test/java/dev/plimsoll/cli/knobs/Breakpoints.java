package dev.plimsoll.cli.knobs;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.FileBytes;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Where files have instructions that need features; each file is taken apart once. */
final class Breakpoints {
  private final Map<Path, List<Use>> known = new ConcurrentHashMap<>();

  /** An instruction that needs features. */
  private record Use(int offset, Set<String> features) {}

  /** The offsets in a file, ascending, of all instructions that need one of the features. */
  List<String> of(Path file, String architecture, Set<String> features) {
    return known.computeIfAbsent(file, f -> uses(f, architecture)).stream()
        .filter(use -> use.features().stream().anyMatch(features::contains))
        .map(use -> Integer.toString(use.offset()))
        .toList();
  }

  private static List<Use> uses(Path file, String architecture) {
    try (ByteSource source = FileBytes.open(file)) {
      if (!(ElfReader.read(source) instanceof ElfFile elf)) {
        throw new IllegalStateException(file + " is no ELF file");
      }
      byte[] bytes = Files.readAllBytes(file);
      List<Use> found = new ArrayList<>();
      for (CodeRange range : elf.code()) {
        sweep(Decoders.forArchitecture(architecture).orElseThrow(), bytes, range, elf, found);
      }
      found.sort(Comparator.comparingInt(Use::offset));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What lies between functions is taken apart, too; at each function that has an unwind entry it
   * begins anew, so that data in front of one hides nothing of it.
   */
  private static void sweep(
      Decoder decoder, byte[] bytes, CodeRange range, ElfFile elf, List<Use> found) {
    List<Set<String>> needs =
        decoder.classes().stream().map(each -> Set.copyOf(each.features())).toList();
    TreeSet<Integer> starts = new TreeSet<>();
    for (int i = 0; i < elf.frames().count(); i++) {
      long start = elf.frames().address(i);
      if (range.holds(start)) {
        starts.add(Math.toIntExact(start - range.address() + range.offset()));
      }
    }
    starts.add(Math.toIntExact(range.offset()));
    for (int start : starts) {
      Integer next = starts.higher(start);
      int stop = next == null ? Math.toIntExact(range.offset() + range.size()) : next;
      for (int at = start; at < stop; ) {
        int decoded = decoder.decode(bytes, at, stop);
        if (decoded == Decoder.UNDECODED) {
          at += decoder.skip(bytes, at, stop);
          continue;
        }
        Set<String> features = needs.get(Decoder.classIndex(decoded));
        if (!features.isEmpty()) {
          found.add(new Use(at, features));
        }
        at += Decoder.length(decoded);
      }
    }
  }
}
