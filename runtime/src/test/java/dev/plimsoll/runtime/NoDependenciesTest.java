package dev.plimsoll.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.plimsoll.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class NoDependenciesTest {
  @ArchTest
  static final ArchRule checkingAHostNeedsTheJdkAlone =
      classes()
          .that()
          .resideOutsideOfPackage("dev.plimsoll.runtime.enforce..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.plimsoll.runtime..", "org.jspecify.annotations")
          .andShould()
          .onlyAccessClassesThat()
          .resideInAnyPackage("java..", "dev.plimsoll.runtime..");

  @ArchTest
  static final ArchRule holdingAProcessNeedsJnaBesides =
      classes()
          .that()
          .resideInAPackage("dev.plimsoll.runtime.enforce..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "dev.plimsoll.runtime..", "com.sun.jna", "org.jspecify.annotations");
}
