package dev.plimsoll.compiler.interpret;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of policies with fleets and baselines; most are valid, some are not. */
final class RandomPolicies {
  /** Names that are keywords, types of Java, or close to each other once they are identifiers. */
  private static final List<String> NAMES =
      List.of(
          "portable",
          "a",
          "A",
          "a-b",
          "a.b",
          "a_b",
          "aB",
          "list",
          "String",
          "string",
          "host",
          "Optional",
          "test",
          "class",
          "3dnow",
          "policy",
          "baseline",
          "RULES",
          "_",
          "hwcap-words");

  private final Random random;
  private final List<Architecture> architectures = IsaCatalog.load().architectures();

  RandomPolicies(Random random) {
    this.random = random;
  }

  String next(String name) {
    StringBuilder text = new StringBuilder("policy ").append(name).append(";\n");
    text.append("fleet f {\n");
    for (Architecture architecture : architectures) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        text.append("    node n")
            .append(text.length())
            .append(" { arch ")
            .append(architecture)
            .append("; cpu ")
            .append(sum(architecture, 1, List.of()))
            .append("; }\n");
      }
    }
    text.append("}\n");
    List<String> names = new ArrayList<>(NAMES);
    List<String> known = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String baseline = names.remove(random.nextInt(names.size()));
      text.append("baseline ").append(baseline).append(" {\n");
      boolean all = random.nextInt(4) > 0;
      for (Architecture architecture : all ? architectures : List.of(pick(architectures))) {
        text.append("    ")
            .append(architecture)
            .append(": ")
            .append(sum(architecture, 2, known))
            .append(";\n");
      }
      text.append("}\n");
      if (all) {
        known.add(baseline);
      }
    }
    return text.toString();
  }

  private String sum(Architecture architecture, int depth, List<String> baselines) {
    StringBuilder sum = new StringBuilder(product(architecture, depth, baselines));
    for (int i = random.nextInt(3); i > 0; i--) {
      sum.append(random.nextBoolean() ? " + " : " - ")
          .append(random.nextInt(3) > 0 ? listing(architecture) : feature(architecture));
    }
    return sum.toString();
  }

  private String product(Architecture architecture, int depth, List<String> baselines) {
    String first = factor(architecture, depth, baselines);
    return random.nextInt(3) > 0 || depth < 2
        ? first
        : first + " & " + factor(architecture, depth, baselines);
  }

  private String factor(Architecture architecture, int depth, List<String> baselines) {
    switch (random.nextInt(depth < 2 ? 2 : 6)) {
      case 0:
        return pick(architecture.cpus()).name();
      case 1:
        return pick(architecture.levels()).name();
      case 2:
        return "common(f)";
      case 3:
        return "any(f)";
      case 4:
        return "(" + sum(architecture, depth - 1, baselines) + ")";
      default:
        return baselines.isEmpty() ? "common(f)" : pick(baselines);
    }
  }

  private String listing(Architecture architecture) {
    List<String> elements = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      elements.add(feature(architecture));
    }
    return "{ " + String.join(", ", elements) + " }";
  }

  private String feature(Architecture architecture) {
    Feature feature = pick(architecture.features());
    while (feature.inBase()) {
      feature = pick(architecture.features());
    }
    return feature.aliases().isEmpty() || random.nextBoolean()
        ? feature.name()
        : pick(feature.aliases());
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
