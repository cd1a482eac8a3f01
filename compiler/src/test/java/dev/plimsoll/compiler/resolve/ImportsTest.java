package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.sources.ImportLookup;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static final String FLEET =
      """
      fleet f { node a { arch x86_64; cpu znver4; } node b { arch x86_64; cpu sapphirerapids; } }
      baseline floor { x86_64: common(f) & x86-64-v4; }
      """;

  private final Map<String, String> files = new TreeMap<>();
  private final List<String> lookups = new ArrayList<>();

  @Test
  void anImportMeansWhatItWouldMeanHere() {
    files.put("f.plimsoll", FLEET);
    String use = "baseline x { x86_64: any(f) - { avx512f } & floor; }";
    Policy imported = policy("policy a.B; import \"f.plimsoll\"; " + use);
    Policy declared = policy("policy a.B;\n" + FLEET + use);
    assertThat(imported.baselines()).hasSize(1);
    assertThat(imported.baseline("x").orElseThrow().sets())
        .isEqualTo(declared.baseline("x").orElseThrow().sets());
    assertThat(imported.baseline("floor").orElseThrow().sets())
        .isEqualTo(declared.baseline("floor").orElseThrow().sets());
    assertThat(imported.fleet("f").orElseThrow().nodes()).hasSize(2);
  }

  @Test
  void onlyWhatIsHeldOrRuledOfAnImportIsGoverned() {
    files.put("f.plimsoll", FLEET + "baseline other { x86_64: floor; }");
    Policy policy =
        policy("policy a.B; import \"f.plimsoll\"; baseline x { x86_64: floor; } hold floor { }");
    assertThat(policy.governed()).extracting(Baseline::name).containsExactly("x", "floor");
    assertThat(policy.toHold(java.util.Optional.empty()))
        .extracting(Baseline::name)
        .containsExactly("floor");
  }

  @Test
  void importsOfImportsAreNotVisible() {
    files.put("f.plimsoll", FLEET);
    files.put("g.plimsoll", "import \"f.plimsoll\"; baseline top { x86_64: floor; }");
    assertThat(policy("policy a.B; import \"g.plimsoll\"; baseline x { x86_64: top; }").imports())
        .hasSize(1);
    assertThat(codes("policy a.B; import \"g.plimsoll\"; baseline x { x86_64: floor; }"))
        .containsExactly("PLM-201");
  }

  @Test
  void aFileThatIsReachedTwiceIsReadOnce() {
    files.put("f.plimsoll", FLEET);
    files.put("g.plimsoll", "import \"f.plimsoll\"; baseline g { x86_64: floor; }");
    files.put("h.plimsoll", "import \"f.plimsoll\"; baseline h { x86_64: floor; }");
    policy(
        "policy a.B; import \"g.plimsoll\"; import \"h.plimsoll\"; import \"f.plimsoll\";"
            + " baseline x { x86_64: g & h & floor; }");
    assertThat(lookups).containsExactly("g.plimsoll", "f.plimsoll", "h.plimsoll");
  }

  @Test
  void rulesHoldsAndTestsOfAnImportStayThere() {
    files.put(
        "p.plimsoll",
        "policy a.C; baseline c { x86_64: avx; } hold c { } rules c { deny unconditional; }");
    Policy policy = policy("policy a.B; import \"p.plimsoll\"; baseline x { x86_64: c; }");
    assertThat(policy.holds()).isEmpty();
    assertThat(policy.ruleSets()).isEmpty();
    assertThat(policy.name()).isEqualTo("a.B");
  }

  @Test
  void aMistakeInAnImportIsToldOnceAndCausesNoOther() {
    files.put(
        "f.plimsoll",
        "fleet f { node a { arch x86_64; cpu znver44; } }\nbaseline floor { x86_64: common(f); }");
    List<Diagnostic> found =
        analyze(
                "policy a.B; import \"f.plimsoll\";"
                    + " baseline x { x86_64: floor & common(f) & other; }")
            .diagnostics();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).file().name()).isEqualTo("root/f.plimsoll");
    assertThat(found.get(0).code().id()).isEqualTo("PLM-201");
  }

  @Test
  void aMissingImportExcusesNamesThatItMayDeclare() {
    assertThat(
            codes(
                "policy a.B; import \"f.plimsoll\";"
                    + " baseline x { x86_64: floor & common(f); } hold floor { }"))
        .containsExactly("PLM-230");
  }

  @Test
  void aFileThatImportsItselfIsACycle() {
    String self = "policy a.B; import \"x.plimsoll\"; baseline x { x86_64: avx; }";
    files.put("x.plimsoll", self);
    assertThat(codes(self)).containsExactly("PLM-233");
    String through = "policy a.B; import \"y.plimsoll\"; baseline x { x86_64: y; }";
    files.put("y.plimsoll", "import \"main.plimsoll\"; baseline y { x86_64: x; }");
    files.put("main.plimsoll", through);
    assertThat(codes(through)).containsExactly("PLM-233");
  }

  @Test
  void chainsAndNumbersOfImportsAreBounded() {
    for (int i = 0; i < 100; i++) {
      files.put(
          "c" + i + ".plimsoll",
          "import \"c" + (i + 1) + ".plimsoll\"; baseline c" + i + " { x86_64: avx; }");
    }
    files.put("c100.plimsoll", "baseline c100 { x86_64: avx; }");
    assertThat(codes("policy a.B; import \"c0.plimsoll\"; baseline x { x86_64: c0; }"))
        .containsExactly("PLM-234");
    assertThat(codes("policy a.B; import \"c75.plimsoll\"; baseline x { x86_64: c75; }")).isEmpty();
    StringBuilder many = new StringBuilder("policy a.B; baseline x { x86_64: avx; }");
    for (int i = 0; i < 300; i++) {
      files.put("m" + i + ".plimsoll", "baseline m" + i + " { x86_64: avx; }");
      many.append("import \"m").append(i).append(".plimsoll\";\n");
    }
    assertThat(codes(many.toString())).hasSize(44).containsOnly("PLM-234");
  }

  @Test
  void whatIsImportedChangesTheMeaningOfAFeatureNameAsADeclarationWould() {
    files.put("f.plimsoll", "baseline avx2 { x86_64: avx; }");
    Policy policy = policy("policy a.B; import \"f.plimsoll\"; baseline x { x86_64: avx2; }");
    assertThat(policy.baseline("x").orElseThrow().sets().get("x86_64").features())
        .extracting(Feature::name)
        .contains("avx")
        .doesNotContain("avx2");
  }

  @Test
  void aLibraryNamesNoPolicyAndHasNeitherHoldsNorRules() {
    Policy library = policy(FLEET);
    assertThat(library.isLibrary()).isTrue();
    assertThat(library.baselines()).hasSize(1);
    assertThat(codes(FLEET + "hold floor { }")).containsExactly("PLM-115");
    assertThat(codes("")).containsExactly("PLM-115");
  }

  private List<String> codes(String text) {
    return analyze(text).diagnostics().stream().map(d -> d.code().id()).toList();
  }

  private Policy policy(String text) {
    Analysis analysis = analyze(text);
    assertThat(analysis.diagnostics()).isEmpty();
    return analysis.policy().orElseThrow();
  }

  private Analysis analyze(String text) {
    return PolicyAnalyzer.analyze(
        PolicySource.alone(new SourceFile("main.plimsoll", text)), this::find);
  }

  private ImportLookup find(String path) {
    lookups.add(path);
    String text = files.get(path);
    return text == null
        ? new ImportLookup.Missing(List.of("root"))
        : new ImportLookup.Found(PolicySource.alone(new SourceFile("root/" + path, text)));
  }
}
