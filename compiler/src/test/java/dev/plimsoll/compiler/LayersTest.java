package dev.plimsoll.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.plimsoll.compiler",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.plimsoll.compiler.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule factsKnowNoPolicy =
      noClasses()
          .that()
          .resideInAPackage("..compiler.catalog..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.plimsoll.compiler",
              "..compiler.policy..",
              "..compiler.resolve..",
              "..compiler.codegen..",
              "dev.plimsoll.dsl..");

  @ArchTest
  static final ArchRule policiesKnowNoText =
      noClasses()
          .that()
          .resideInAPackage("..compiler.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.plimsoll.compiler",
              "..compiler.resolve..",
              "..compiler.codegen..",
              "dev.plimsoll.dsl.ast..",
              "dev.plimsoll.dsl.parser..");

  @ArchTest
  static final ArchRule onlyTheGeneratorKnowsJavaPoet =
      noClasses()
          .that()
          .resideOutsideOfPackage("..compiler.codegen..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.palantir.javapoet..");

  @ArchTest
  static final ArchRule onlyTheReaderOfProbesKnowsJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("..compiler.probe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule meaningNeedsNoFiles =
      noClasses()
          .that()
          .resideInAnyPackage("..compiler.resolve..", "..compiler.seal..", "..compiler.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.util.zip..");

  @ArchTest
  static final ArchRule nobodyKnowsTheParsersMachinery =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.antlr..", "dev.plimsoll.dsl.parser.grammar..");
}
