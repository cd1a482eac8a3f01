package dev.plimsoll.compiler.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.InMemoryClasses;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Names and texts that try to be more than names and texts come through the class unchanged. */
class HostileNamesTest {
  private static final long SEED = 20261122;

  /** Types and members that generated code uses, and words that Java reserves. */
  private static final List<String> WORDS =
      List.of(
          "List",
          "Map",
          "Optional",
          "String",
          "Object",
          "Override",
          "Generated",
          "Host",
          "HostCheck",
          "HeldBaseline",
          "PolicyRule",
          "HwcapWords",
          "AuxType",
          "CheckOutcome",
          "BASELINE",
          "RULES",
          "POLICY",
          "X86_64_HWCAP",
          "check",
          "carries",
          "require",
          "baselines",
          "host",
          "class",
          "static",
          "null",
          "true",
          "int",
          "long",
          "var",
          "record",
          "yield",
          "java",
          "dev",
          "plimsoll",
          "_",
          "__",
          "0",
          "7z",
          "3dnow",
          "a",
          "A",
          "util");

  /** Pieces that would end a literal, a comment or an escape if they were copied as they are. */
  private static final List<String> PIECES =
      List.of(
          "\\\"",
          "\\\\",
          "\\n",
          "\\t",
          "*/",
          "/*",
          "//",
          "\\\\u0022",
          "\\\\u002a/",
          "${x}",
          "$S",
          "$L",
          "$T",
          "$$",
          "%s",
          "{@code ",
          "}",
          "<script>",
          "&amp;",
          "\\\"\\\"\\\"",
          "'",
          ";",
          "é",
          "\uD83D\uDE00",
          "\u05D0",
          "\u2028",
          "\u2029",
          "\u0085",
          "\u000B",
          "\u000C",
          "\u001A",
          "\u0000",
          "\u202E",
          "\u2066",
          "\uD83D\uDE00\\\\",
          "\uFEFF",
          "\uFFFF",
          "\\\\u000a",
          "\\\\uuu0022",
          "{@link",
          "<!--",
          "class Evil {}",
          "@Deprecated",
          " ");

  @Test
  void everyNameBecomesAClassOfItsOwnAndEveryTextComesThrough() throws Exception {
    Random random = new Random(SEED);
    List<Compilation> compiled = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String text = policy(random, "com.acme" + i + "." + javaName(i));
      Compilation compilation = PolicyCompiler.compile(new SourceFile("hostile.plimsoll", text));
      assertThat(compilation.policy())
          .as("seed %d%n%s", SEED, DiagnosticPrinter.plain().print(compilation.diagnostics()))
          .isPresent();
      compiled.add(compilation);
      assertThat(compilation.source().orElseThrow().text()).matches("[ -~\n]*");
    }
    InMemoryClasses classes =
        InMemoryClasses.compile(compiled.stream().map(c -> c.source().orElseThrow()).toList());
    int expected = 0;
    for (Compilation compilation : compiled) {
      Policy policy = compilation.policy().orElseThrow();
      expected += 1 + policy.baselines().size();
      Class<?> type = classes.loadClass(policy.name());
      List<?> held = (List<?>) type.getMethod("baselines").invoke(null);
      assertThat(held)
          .extracting(b -> ((HeldBaseline) b).name())
          .containsExactlyElementsOf(policy.baselines().stream().map(Baseline::name).toList());
      assertThat(type.getDeclaredClasses())
          .as("class files that a file system may take for one")
          .extracting(nested -> nested.getSimpleName().toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();
      for (Class<?> nested : type.getDeclaredClasses()) {
        compareRules(nested, policy);
      }
    }
    assertThat(classes.count()).as("no text made a class").isEqualTo(expected);
  }

  private static void compareRules(Class<?> nested, Policy policy) throws Exception {
    String name = ((HeldBaseline) nested.getField("BASELINE").get(null)).name();
    List<?> rules = (List<?>) nested.getField("RULES").get(null);
    List<Rule> expected = policy.rules(name).map(set -> set.rules()).orElse(List.of());
    assertThat(rules).hasSameSizeAs(expected);
    for (int i = 0; i < rules.size(); i++) {
      PolicyRule rule = (PolicyRule) rules.get(i);
      assertThat(rule.because()).isEqualTo(expected.get(i).because());
      Optional<Rule.Waiver> waiver = expected.get(i).waiver();
      assertThat(rule.owner()).isEqualTo(waiver.map(Rule.Waiver::owner));
      assertThat(rule.artifact()).isEqualTo(waiver.map(Rule.Waiver::artifact));
      assertThat(rule.path()).isEqualTo(waiver.map(Rule.Waiver::path));
    }
  }

  /** Classes may be called as the types that generated code uses. */
  private static String javaName(int i) {
    List<String> usable =
        WORDS.stream()
            .filter(w -> w.matches("[A-Z][A-Za-z]+|host|check|util|plimsoll|baselines"))
            .toList();
    return usable.get(i % usable.size());
  }

  private static String policy(Random random, String name) {
    StringBuilder text = new StringBuilder();
    text.append("/// ").append(text(random).replace("\\n", " ")).append('\n');
    text.append("policy ").append(name).append(";\n");
    TreeSet<String> names = new TreeSet<>();
    while (names.size() < 25) {
      names.add(name(random));
    }
    for (String baseline : names) {
      text.append("/// ").append(text(random)).append('\n');
      text.append("baseline ").append(baseline).append(" { x86_64: x86-64-v2; }\n");
      text.append("rules ").append(baseline).append(" { allow dispatch in \"");
      text.append(text(random)).append("\" \"").append(text(random));
      text.append("\" because \"r").append(text(random)).append("\" owner \"o");
      text.append(text(random)).append("\" until 2027-01-01; }\n");
    }
    return text.toString();
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder(pick(random, WORDS));
    for (int i = random.nextInt(3); i > 0; i--) {
      name.append(random.nextBoolean() ? "-" : ".").append(pick(random, WORDS));
    }
    return name.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(pick(random, PIECES));
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
