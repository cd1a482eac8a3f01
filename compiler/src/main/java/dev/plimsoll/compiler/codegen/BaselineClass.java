package dev.plimsoll.compiler.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.plimsoll.compiler.plan.PolicyPlanner;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.runtime.enforce.Held;
import dev.plimsoll.runtime.enforce.HeldProcess;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.policy.ArchitectureBaseline;
import dev.plimsoll.runtime.policy.CheckOutcome;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HostCheck;
import dev.plimsoll.runtime.policy.PolicyRule;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The nested class of one baseline: its words, its sets, its rules, and the check of a host. */
final class BaselineClass {
  /** How many rules one method holds; the JVM allows it 64 KiB of code. */
  private static final int MOST_RULES = 100;

  /** A character takes three bytes at most. */
  private static final int LONGEST_LITERAL = 20_000;

  private BaselineClass() {}

  static TypeSpec of(Policy policy, Baseline baseline, ClassName name) {
    TypeSpec.Builder spec =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("$L", javadoc(baseline));
    CodeBlock.Builder value =
        CodeBlock.builder()
            .add("$T.named($L)", HeldBaseline.class, JavaText.literal(baseline.name()));
    HeldBaseline held = baseline.held();
    for (String architecture : held.architectures()) {
      ArchitectureBaseline on = held.on(architecture).orElseThrow();
      value.add(
          "\n$>$>.on(\n$>$>$L,\n$L,\n$L,\n$L,\n$L$L)$<$<$<$<",
          JavaText.literal(architecture),
          words(spec, architecture, on.words()),
          strings(on.features()),
          strings(on.minimal()),
          strings(on.unknowable()),
          told(on.told()));
    }
    value.add("\n$>$>.build()$<$<");
    spec.addField(
        PolicyClassGenerator.constant(HeldBaseline.class, "BASELINE", value.build())
            .addJavadoc("The baseline with its words and features, per architecture.\n")
            .build());
    spec.addField(
        FieldSpec.builder(
                ParameterizedTypeName.get(List.class, PolicyRule.class),
                "RULES",
                Modifier.PUBLIC,
                Modifier.STATIC,
                Modifier.FINAL)
            .addJavadoc("What the policy decides on builds that are verified against it.\n")
            .initializer(rules(spec, policy, baseline))
            .build());
    return spec.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethod(check())
        .addMethod(carries())
        .addMethod(require())
        .addMethod(plan(policy, baseline))
        .addMethod(start())
        .build();
  }

  private static String javadoc(Baseline baseline) {
    String own = JavaText.javadoc(baseline.documentation().strip());
    return (own.isEmpty() ? "" : own + "\n\n<p>") + "Baseline {@code " + baseline.name() + "}.\n";
  }

  /** Adds a constant for each word of the architecture; answers the expression that joins them. */
  private static CodeBlock words(TypeSpec.Builder spec, String architecture, HwcapWords words) {
    List<CodeBlock> entries = new ArrayList<>();
    for (Map.Entry<Integer, Long> word : words.asMap().entrySet()) {
      String type = AuxType.name(word.getKey());
      String constant = JavaNames.constant(architecture) + "_" + type.replaceFirst("^AT_", "");
      spec.addField(
          PolicyClassGenerator.constant(
                  long.class, constant, CodeBlock.of("0x$LL", Long.toHexString(word.getValue())))
              .addJavadoc("The bits of $L that remain on $L.\n", type, architecture)
              .build());
      entries.add(CodeBlock.of("$T.$L, $L", AuxType.class, type, constant));
    }
    return CodeBlock.of(
        "$T.of($T.of($L))", HwcapWords.class, Map.class, CodeBlock.join(entries, ",$W"));
  }

  /** The last argument, which most architectures do without. */
  private static CodeBlock told(SortedMap<String, HwcapWords> told) {
    if (told.isEmpty()) {
      return CodeBlock.of("");
    }
    List<CodeBlock> entries = new ArrayList<>();
    told.forEach(
        (name, words) ->
            entries.add(
                CodeBlock.of("$T.entry($L,$W$L)", Map.class, JavaText.literal(name), bits(words))));
    return CodeBlock.of(",\n$T.ofEntries($L)", Map.class, CodeBlock.join(entries, ",$W"));
  }

  private static CodeBlock bits(HwcapWords words) {
    List<CodeBlock> bits = new ArrayList<>();
    words
        .asMap()
        .forEach(
            (type, word) ->
                bits.add(
                    CodeBlock.of(
                        "$T.$L, 0x$LL",
                        AuxType.class,
                        AuxType.name(type),
                        Long.toHexString(word))));
    return CodeBlock.of("$T.of($L)", HwcapWords.class, CodeBlock.join(bits, ",$W"));
  }

  private static CodeBlock rules(TypeSpec.Builder spec, Policy policy, Baseline baseline) {
    List<Rule> rules = policy.rules(baseline.name()).map(RuleSet::rules).orElse(List.of());
    List<CodeBlock> lines = new ArrayList<>();
    for (Rule rule : rules) {
      lines.add(
          CodeBlock.of(
              "new $T($L, $L, $L,$W$L, $L,$W$L, $L, $L,$W$L, $L, $L)",
              PolicyRule.class,
              JavaText.literal(rule.decision().name().toLowerCase(Locale.ROOT)),
              JavaText.literal(rule.family()),
              strings(rule.members()),
              optional(rule.architecture()),
              optional(rule.via()),
              optional(rule.waiver().map(Rule.Waiver::artifact)),
              optional(rule.waiver().map(Rule.Waiver::path)),
              optional(rule.waiver().map(waiver -> waiver.until().toString())),
              optional(rule.because()),
              optional(rule.waiver().map(Rule.Waiver::owner)),
              policy.source().position(rule.span().offset()).line()));
    }
    if (lines.size() <= MOST_RULES) {
      return list(lines);
    }
    List<CodeBlock> parts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += MOST_RULES) {
      String part = "rules" + parts.size();
      List<CodeBlock> some = lines.subList(i, Math.min(lines.size(), i + MOST_RULES));
      parts.add(CodeBlock.of("$L()", part));
      spec.addMethod(
          MethodSpec.methodBuilder(part)
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .returns(ParameterizedTypeName.get(List.class, PolicyRule.class))
              .addStatement("return $L", list(some))
              .build());
    }
    return CodeBlock.of(
        "$T.of(\n$>$>$L$<$<)\n.flatMap($T::stream)\n.toList()",
        Stream.class,
        CodeBlock.join(parts, ",\n"),
        List.class);
  }

  private static CodeBlock list(List<CodeBlock> lines) {
    return lines.isEmpty()
        ? CodeBlock.of("$T.of()", List.class)
        : CodeBlock.of("$T.of(\n$>$>$L$<$<)", List.class, CodeBlock.join(lines, ",\n"));
  }

  private static MethodSpec check() {
    return MethodSpec.methodBuilder("check")
        .addJavadoc("Whether a host has all that this baseline lets a workload use.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(Host.class, "host")
        .returns(CheckOutcome.class)
        .addStatement("return $T.check(BASELINE, host)", HostCheck.class)
        .build();
  }

  private static MethodSpec carries() {
    return MethodSpec.methodBuilder("carries")
        .addJavadoc("Whether {@link #check} is ok, in a few nanoseconds and without garbage.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(Host.class, "host")
        .returns(boolean.class)
        .addStatement("return $T.carries(BASELINE, host)", HostCheck.class)
        .build();
  }

  private static MethodSpec require() {
    return MethodSpec.methodBuilder("require")
        .addJavadoc(
            "Fails unless this host has all that this baseline lets a workload use.\n\n"
                + "@throws dev.plimsoll.runtime.policy.BaselineViolationException naming what is"
                + " missing\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addStatement("$T.require(BASELINE, $T.read())", HostCheck.class, HostReader.class)
        .build();
  }

  private static MethodSpec plan(Policy policy, Baseline baseline) {
    List<CodeBlock> lines =
        PolicyPlanner.plan(policy, baseline).lines().stream().map(BaselineClass::line).toList();
    return MethodSpec.methodBuilder("plan")
        .addJavadoc(
            "What is done so that a program keeps to this baseline, and what that does not"
                + " reach.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(Plan.class)
        .addStatement("return $T.parse(BASELINE, $L)", Plan.class, list(lines))
        .build();
  }

  /** A literal of any length: the constant of a class file holds 65535 bytes. */
  private static CodeBlock line(String line) {
    if (line.length() <= LONGEST_LITERAL) {
      return JavaText.literal(line);
    }
    List<CodeBlock> parts = new ArrayList<>();
    for (int i = 0; i < line.length(); i += LONGEST_LITERAL) {
      String part = line.substring(i, Math.min(line.length(), i + LONGEST_LITERAL));
      parts.add(JavaText.literal(part));
    }
    return CodeBlock.of("$T.join($S, $L)", String.class, "", CodeBlock.join(parts, ",$W"));
  }

  private static MethodSpec start() {
    return MethodSpec.methodBuilder("start")
        .addJavadoc(
            "Starts a program that keeps to this baseline, with this process's standard streams,"
                + " environment and working folder. Needs JNA.\n\n"
                + "@throws IOException if it cannot be held as the policy wants, with the reason\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addParameter(ParameterizedTypeName.get(List.class, String.class), "command")
        .returns(HeldProcess.class)
        .addException(IOException.class)
        .addStatement("return $T.start(plan(), command)", Held.class)
        .build();
  }

  private static CodeBlock strings(List<String> strings) {
    List<CodeBlock> literals = strings.stream().map(JavaText::literal).toList();
    return CodeBlock.of("$T.of($L)", List.class, CodeBlock.join(literals, ",$W"));
  }

  private static CodeBlock optional(Optional<String> value) {
    return value
        .map(text -> CodeBlock.of("$T.of($L)", Optional.class, JavaText.literal(text)))
        .orElse(CodeBlock.of("$T.empty()", Optional.class));
  }
}
