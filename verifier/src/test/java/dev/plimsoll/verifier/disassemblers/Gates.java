package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import dev.plimsoll.verifier.disassemblers.Difference.Kind;
import dev.plimsoll.verifier.elf.CodeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which features instructions need according to LLVM. For every distinct instruction of a subject
 * llvm-mc is asked whether it takes it with the base and the features that it needs here, and with
 * the base and what these features need in turn, without themselves. The first has to be so and the
 * second not, for then it is these that it needs there, too.
 */
final class Gates {

  private final Subject subject;
  private final Llvm llvm;
  private final Consumer<Difference> differences;
  private final Architecture architecture;
  private final FeatureCounts counts = new FeatureCounts();

  Gates(Subject subject, Llvm llvm, Consumer<Difference> differences) {
    this.subject = subject;
    this.llvm = llvm;
    this.differences = differences;
    this.architecture = IsaCatalog.load().architecture(subject.set().architecture()).orElseThrow();
  }

  /** Asks, and counts the instructions. */
  FeatureCounts run() throws IOException {
    Decoder decoder = subject.set().decoder();
    List<Map<String, Integer>> byClass = new ArrayList<>();
    decoder.classes().forEach(c -> byClass.add(new HashMap<>()));
    for (CodeRange range : subject.ranges()) {
      byte[] code = subject.code(range);
      for (int at = 0; at < code.length; ) {
        int answer = decoder.decode(code, at, code.length);
        int length = Decoder.length(answer);
        if (answer == Decoder.UNDECODED) {
          length = decoder.skip(code, at, code.length);
        } else {
          String hex = HexFormat.of().formatHex(code, at, at + length);
          byClass.get(Decoder.classIndex(answer)).merge(hex, 1, Integer::sum);
        }
        at += length;
      }
    }
    for (int i = 0; i < byClass.size(); i++) {
      if (!byClass.get(i).isEmpty()) {
        compare(decoder.classes().get(i), byClass.get(i));
      }
    }
    return counts;
  }

  private void compare(InstructionClass needs, Map<String, Integer> codes) throws IOException {
    List<String> distinct = codes.keySet().stream().sorted().toList();
    List<String> features = needs.features();
    String here = features.isEmpty() ? "-" : String.join(",", features);
    FeatureSet all =
        architecture.set(
            features.stream()
                .map(f -> architecture.feature(f).orElseThrow())
                .collect(Collectors.toSet()));
    TreeSet<String> needed =
        all.features().stream().map(Feature::name).collect(Collectors.toCollection(TreeSet::new));
    BitSet taken = llvm.takes(distinct, llvm.with(needed));
    BitSet without = new BitSet();
    if (!features.isEmpty()) {
      needed.removeAll(features);
      without = llvm.takes(distinct, llvm.with(needed));
    }
    for (int i = 0; i < distinct.size(); i++) {
      int times = codes.get(distinct.get(i));
      boolean there = taken.get(i) && !without.get(i);
      counts.add(here, times, there ? times : 0);
      if (!there) {
        Kind kind = without.get(i) ? Kind.WITHOUT : Kind.WITH;
        for (int n = 0; n < times; n++) {
          differences.accept(new Difference(kind, distinct.get(i), "", here));
        }
      }
    }
  }
}
