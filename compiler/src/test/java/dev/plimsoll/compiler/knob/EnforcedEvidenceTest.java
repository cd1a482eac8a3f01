package dev.plimsoll.compiler.knob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.plan.ArchitecturePlan;
import dev.plimsoll.runtime.plan.CpuidPlan;
import dev.plimsoll.runtime.plan.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A plan says that knobs hold a feature only where the table has seen, on that architecture, that
 * no such code was left: every record on every architecture, in its oldest version and in one that
 * is not known.
 */
class EnforcedEvidenceTest {
  private static final KnobCatalog CATALOG = KnobCatalog.load();
  private static final KnobPlanner PLANNER = new KnobPlanner(CATALOG);
  private static final Set<Evidence> ENOUGH =
      Set.of(Evidence.STATIC, Evidence.EXECUTED, Evidence.ACCOUNTED);

  @Test
  void nothingBelowTheCodeItselfIsSaidToBeHeldByKnobs() {
    Map<Verdict.Status, Integer> met = new EnumMap<>(Verdict.Status.class);
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      for (Knob knob : CATALOG.on(architecture)) {
        for (String version : List.of("", knob.versions().from().orElse("0"))) {
          for (Verdict verdict : verdicts(architecture, knob.component(), version)) {
            met.merge(verdict.status(), 1, Integer::sum);
            if (verdict.status() == Verdict.Status.KNOBS) {
              assertThat(verdict.holders())
                  .allSatisfy(
                      holder -> assertShown(architecture, holder.record(), verdict.feature()));
            }
          }
        }
      }
    }
    assertThat(met.keySet()).contains(Verdict.Status.KNOBS, Verdict.Status.ADVISORY);
  }

  private static void assertShown(Architecture architecture, String record, String feature) {
    assertThat(CATALOG.on(architecture))
        .filteredOn(knob -> knob.id().equals(record))
        .flatMap(Knob::proofs)
        .as("%s on %s: %s", record, architecture.name(), feature)
        .anyMatch(p -> ENOUGH.contains(p.level()) && p.features().contains(feature));
  }

  private static List<Verdict> verdicts(
      Architecture architecture, String component, String version) {
    Map<String, String> accepted =
        architecture.features().stream()
            .collect(Collectors.toMap(Feature::name, f -> "a test looks at what is withheld"));
    Hold hold =
        new Hold(
            "b",
            "off",
            List.of(component),
            Map.of(),
            accepted,
            Hold.Residual.WARN,
            Hold.OnLoss.KILL,
            Decision.ALLOW,
            Map.of(),
            new Span(0, 1));
    Map<String, String> versions = version.isEmpty() ? Map.of() : Map.of(component, version);
    KnobPlan plan = PLANNER.plan(architecture.baseSet(), hold, versions);
    assertThat(plan.holdings())
        .filteredOn(holding -> !isShown(architecture, holding))
        .noneMatch(holding -> holding.evidence().enforces());
    return new ArchitecturePlan(List.of(), List.of(), CpuidPlan.NONE, plan).verdicts();
  }

  private static boolean isShown(Architecture architecture, Holding holding) {
    Set<String> shown =
        CATALOG.on(architecture).stream()
            .filter(knob -> knob.id().equals(holding.record()))
            .flatMap(knob -> knob.proofs().stream())
            .filter(proof -> ENOUGH.contains(proof.level()))
            .flatMap(proof -> proof.features().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return Stream.of(holding.features()).allMatch(shown::containsAll);
  }
}
