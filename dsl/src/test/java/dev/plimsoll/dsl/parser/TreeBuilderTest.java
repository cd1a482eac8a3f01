package dev.plimsoll.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.Expectation;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.HoldDeclaration;
import dev.plimsoll.dsl.ast.HoldItem;
import dev.plimsoll.dsl.ast.NodeProperty;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.RulesDeclaration;
import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.ast.TestDeclaration;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeBuilderTest {
  private static final PolicyFile TOUR =
      read(Fixtures.read(Path.of("src/test/fixtures/ok/tour.plimsoll")));

  @Test
  void keepsNameAndDocumentation() {
    assertThat(TOUR.policy().orElseThrow().name().text())
        .isEqualTo("com.acme.checkout.CheckoutLine");
    assertThat(TOUR.policy().orElseThrow().documentation())
        .isEqualTo("What every replica of the checkout service may assume of its CPU.");
    assertThat(TOUR.declarations()).hasSize(8);
  }

  @Test
  void keepsWhatNodesSay() {
    FleetDeclaration fleet = TOUR.all(FleetDeclaration.class).findFirst().orElseThrow();
    assertThat(fleet.nodes())
        .extracting(n -> n.name().text())
        .containsExactly("m7i", "m7a", "c7g", "c8g", "lab");
    NodeProperty.VectorLength length =
        (NodeProperty.VectorLength) fleet.nodes().get(2).properties().get(3);
    assertThat(length.family().text()).isEqualTo("sve");
    assertThat(length.bits().value()).isEqualTo(256);
    assertThat(fleet.nodes().get(4).properties().get(0)).isInstanceOf(NodeProperty.FromProbe.class);
  }

  @Test
  void bindsAndTighterThanMinusAndReadsFromLeftToRight() {
    SetExpression.Sum sum = (SetExpression.Sum) expression("a + b & c - d");
    assertThat(sum.first()).isInstanceOf(SetExpression.Reference.class);
    assertThat(sum.steps())
        .extracting(SetExpression.Step::sign)
        .containsExactly(SetExpression.Sign.PLUS, SetExpression.Sign.MINUS);
    assertThat(sum.steps().get(0).operand()).isInstanceOf(SetExpression.Intersection.class);
    SetExpression.Intersection both = (SetExpression.Intersection) expression("a & (b - c)");
    assertThat(both.operands().get(1)).isInstanceOf(SetExpression.Sum.class);
  }

  @Test
  void tellsSetsFromNames() {
    assertThat(expression("common(f)"))
        .isInstanceOfSatisfying(
            SetExpression.FleetSet.class,
            f -> assertThat(f.quantifier()).isEqualTo(SetExpression.Quantifier.COMMON));
    assertThat(expression("avx512*"))
        .isInstanceOfSatisfying(
            SetExpression.Wildcard.class, w -> assertThat(w.prefix()).isEqualTo("avx512"));
    assertThat(expression("{ a, b* }"))
        .isInstanceOfSatisfying(
            SetExpression.Listing.class, l -> assertThat(l.elements()).hasSize(2));
  }

  @Test
  void keepsHoldItems() {
    List<HoldItem> items = TOUR.all(HoldDeclaration.class).findFirst().orElseThrow().items();
    assertThat(items).hasSize(7);
    HoldItem.Accept accept = (HoldItem.Accept) items.get(3);
    assertThat(accept.because().orElseThrow().value())
        .isEqualTo("HotSpot has no knob that stops it alone");
  }

  @Test
  void keepsRulesWithTheirLimits() {
    List<RuleItem> items = TOUR.all(RulesDeclaration.class).findFirst().orElseThrow().items();
    RuleItem.Rule via = (RuleItem.Rule) items.get(3);
    assertThat(via.subject().via().orElseThrow().text()).isEqualTo("OPENSSL_ia32cap");
    RuleItem.Rule waiver = (RuleItem.Rule) items.get(items.size() - 1);
    assertThat(waiver.place().orElseThrow().artifact().value())
        .isEqualTo("com.github.luben:zstd-jni");
    assertThat(waiver.until().orElseThrow().text()).isEqualTo("2027-06-30");
    RuleItem.OnArchitecture on = (RuleItem.OnArchitecture) items.get(7);
    RuleItem.Rule frame = on.rules().get(2);
    assertThat(frame.subject().members()).hasSize(3);
    RuleItem.OnArchitecture x86 = (RuleItem.OnArchitecture) items.get(8);
    assertThat(x86.rules().get(0).subject().above().orElseThrow().value()).isEqualTo(2696);
  }

  @Test
  void keepsExpectations() {
    List<Expectation> lines =
        TOUR.all(TestDeclaration.class).findFirst().orElseThrow().expectations();
    assertThat(lines)
        .extracting(Object::getClass)
        .extracting(Class::getSimpleName)
        .containsExactly("Features", "Features", "Carries", "WordBits", "Chain", "Migrate");
    assertThat(((Expectation.Chain) lines.get(4)).steps()).hasSize(4);
  }

  @Test
  void resolvesEscapes() {
    PolicyFile file = read("policy a.B; test \"a\\\"b\\\\c\\n\\td\" { }");
    assertThat(file.all(TestDeclaration.class).findFirst().orElseThrow().title().value())
        .isEqualTo("a\"b\\c\n\td");
  }

  @Test
  void saysWhatIsMissingFromADamagedTree() {
    String text = "policy a.B; fleet f { node n { arch ; } } baseline b { x86_64: avx2; }";
    PolicyFile file = PolicyReader.read(new SourceFile("x", text)).file().orElseThrow();
    FleetDeclaration fleet = file.all(FleetDeclaration.class).findFirst().orElseThrow();
    assertThat(file.isDamaged(fleet.span())).isTrue();
    assertThat(file.mentionsInSkipped("arch")).isTrue();
    assertThat(file.isDamaged(file.all(BaselineDeclaration.class).findFirst().orElseThrow().span()))
        .isFalse();
  }

  private static SetExpression expression(String text) {
    return read("policy a.B; baseline b { x86_64: " + text + "; }")
        .all(BaselineDeclaration.class)
        .findFirst()
        .orElseThrow()
        .sets()
        .get(0)
        .expression();
  }

  private static PolicyFile read(String text) {
    ParseResult result = PolicyReader.read(new SourceFile("x.plimsoll", text));
    assertThat(result.diagnostics()).isEmpty();
    return result.file().orElseThrow();
  }
}
