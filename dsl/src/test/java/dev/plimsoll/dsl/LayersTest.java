package dev.plimsoll.dsl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

@AnalyzeClasses(packages = "dev.plimsoll.dsl", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.plimsoll.dsl.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheParserKnowsAntlr =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plimsoll.dsl.parser..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.antlr..", "dev.plimsoll.dsl.parser.grammar..");

  @ArchTest
  static final ArchRule noAntlrTypeIsPublicInTheParser =
      classes()
          .that()
          .resideInAPackage("dev.plimsoll.dsl.parser")
          .and()
          .arePublic()
          .should(showNoAntlrType());

  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plimsoll.dsl.parser.grammar..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static ArchCondition<JavaClass> showNoAntlrType() {
    return new ArchCondition<>("show no ANTLR type") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethod method : type.getMethods()) {
          boolean visible = !method.getModifiers().contains(JavaModifier.PRIVATE);
          boolean antlr =
              method.getAllInvolvedRawTypes().stream()
                  .anyMatch(
                      t ->
                          t.getPackageName().startsWith("org.antlr")
                              || t.getPackageName().endsWith("parser.grammar"));
          if (visible && antlr) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
          }
        }
      }
    };
  }
}
