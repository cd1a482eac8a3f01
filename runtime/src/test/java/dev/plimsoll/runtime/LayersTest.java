package dev.plimsoll.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.plimsoll.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.plimsoll.runtime.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesSeeOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("words")
          .definedBy("..runtime.words..")
          .layer("inheritance")
          .definedBy("..runtime.inheritance..")
          .layer("host")
          .definedBy("..runtime.host..")
          .layer("policy")
          .definedBy("..runtime.policy..")
          .layer("knob")
          .definedBy("..runtime.knob..")
          .layer("plan")
          .definedBy("..runtime.plan..")
          .layer("enforce")
          .definedBy("..runtime.enforce..")
          .whereLayer("enforce")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("knob")
          .mayOnlyBeAccessedByLayers("plan", "enforce")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("enforce")
          .whereLayer("inheritance")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("plan", "enforce")
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers("policy", "plan", "enforce");

  /** The JDK's reaper would take the stops of traced children. */
  @ArchTest
  static final ArchRule heldProcessesAreNotTheJdks =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Process");
}
