package dev.plimsoll.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureExplainerTest {
  private static final Policy POLICY =
      PolicyCompiler.compile(
              new SourceFile(
                  "line.plimsoll",
                  """
                  policy com.acme.Line;
                  fleet f {
                      node a { arch x86_64; cpu sapphirerapids; }
                      node b { arch x86_64; cpu znver4; }
                      node c { arch x86_64; cpu znver2 - { avx2 }; }
                  }
                  baseline wide   { x86_64: x86-64-v4 + { aes }; }
                  baseline narrow { x86_64: wide - { avx } + { f16c }; }
                  baseline shared { x86_64: common(f) & wide; }
                  baseline some   { x86_64: any(f) & wide; }
                  baseline listed { x86_64: { vaes, sha_ni } + avx512v*; }
                  baseline nested { x86_64: ((x86-64-v2 + bmi2) - { popcnt }) & wide; }
                  baseline cpu    { x86_64: znver4 + { }; }
                  """))
          .policy()
          .orElseThrow();

  @Test
  void aFeatureThatIsNamedComesFromItsName() {
    assertThat(why("wide", "aes")).containsExactly("7:41 aes: `aes` names it");
  }

  @Test
  void aPrerequisiteComesWithWhatNeedsIt() {
    assertThat(why("listed", "aes").get(0))
        .startsWith("11:29 vaes: `vaes` brings it: `vaes` needs");
  }

  @Test
  void aLevelHasIt() {
    assertThat(why("wide", "avx512f")).containsExactly("7:27 x86-64-v4: level `x86-64-v4` has it");
  }

  @Test
  void takingAwayTakesWhatNeedsIt() {
    assertThat(why("narrow", "avx2").get(0))
        .startsWith("8:34 { avx }: `avx` is taken away here, and with it all that needs it: `avx2`")
        .endsWith("needs `avx`");
    assertThat(why("narrow", "avx"))
        .as("it is back, since what is added later needs it")
        .allMatch(reason -> reason.contains("f16c"));
  }

  @Test
  void theChainGoesThroughBaselines() {
    assertThat(why("narrow", "aes"))
        .containsExactly("8:27 wide: baseline `wide` has it", "7:41 aes: `aes` names it");
  }

  @Test
  void aFleetNamesTheNodesThatDecide() {
    assertThat(why("shared", "avx2"))
        .containsExactly(
            "9:27 common(f): 1 of 3 x86_64 nodes of fleet `f` lack it",
            "5:5 node c { arch x86_64; cpu znver2 - { avx2 }; }: node `c` lacks it");
    assertThat(why("shared", "avx").get(1))
        .isEqualTo("9:27 common(f): all 3 x86_64 nodes of fleet `f` have it");
    assertThat(why("some", "avx2").get(1)).contains("2 of 3");
  }

  @Test
  void groupsAreFollowedInward() {
    assertThat(why("nested", "popcnt")).containsExactly("12:49 { popcnt }: taken away here");
    assertThat(why("nested", "sha_ni"))
        .containsExactly(
            "12:41 bmi2: this does not bring it", "12:29 x86-64-v2: level `x86-64-v2` lacks it");
  }

  @Test
  void whatEveryProcessorHasNeedsNoLine() {
    Explanation explanation = explain("wide", "sse2");
    assertThat(explanation.answer()).contains("has `sse2`, as every processor does");
    assertThat(explanation.reasons()).isEmpty();
  }

  /** The answer must be that of the resolved set, and its last link must stand in the policy. */
  @Test
  void everyAnswerAgreesWithTheSetAndHasALine() {
    for (Baseline baseline : POLICY.baselines()) {
      for (Feature feature : baseline.sets().get("x86_64").architecture().features()) {
        Explanation explanation = FeatureExplainer.explain(POLICY, baseline, feature);
        boolean has = baseline.sets().get("x86_64").contains(feature);
        assertThat(explanation.answer()).contains(has ? " has " : " lacks ");
        if (!feature.inBase()) {
          assertThat(explanation.reasons()).as(explanation.answer()).isNotEmpty();
        }
      }
    }
  }

  private static Explanation explain(String baseline, String feature) {
    Feature found =
        IsaCatalog.load().architecture("x86_64").orElseThrow().feature(feature).orElseThrow();
    return FeatureExplainer.explain(POLICY, POLICY.baseline(baseline).orElseThrow(), found);
  }

  private static List<String> why(String baseline, String feature) {
    return explain(baseline, feature).reasons().stream()
        .map(r -> r.position() + " " + r.file().text(r.span()) + ": " + r.text())
        .toList();
  }
}
