package dev.plimsoll.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.plimsoll.verifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.plimsoll.verifier.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decodersKnowNoObjects =
      noClasses()
          .that()
          .resideInAPackage("..verifier.decode..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..verifier.elf..",
              "..verifier.archive..",
              "..verifier.scan..",
              "dev.plimsoll.compiler..");

  @ArchTest
  static final ArchRule scansKnowNoPolicy =
      noClasses()
          .that()
          .resideInAnyPackage("..verifier.scan..", "..verifier.elf..", "..verifier.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..verifier.verdict..", "..verifier.report..", "..compiler.policy..");

  @ArchTest
  static final ArchRule verdictsKnowNoFormat =
      noClasses()
          .that()
          .resideInAPackage("..verifier.verdict..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..verifier.report..", "com.fasterxml..");

  @ArchTest
  static final ArchRule readingElfKnowsNoArchivesAndNoDecoders =
      noClasses()
          .that()
          .resideInAnyPackage("..verifier.elf..", "..verifier.bytes..", "..verifier.table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..verifier.archive..", "..verifier.decode..", "..verifier.scan..");

  @ArchTest
  static final ArchRule onlyTheWalkerKnowsArchiveLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("..verifier.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.commons..", "org.tukaani..", "com.github.luben..");

  @ArchTest
  static final ArchRule onlyReportsKnowJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("..verifier.report..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule nothingKnowsMaven =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.maven..");
}
