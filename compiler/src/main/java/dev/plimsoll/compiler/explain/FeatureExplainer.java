package dev.plimsoll.compiler.explain;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Derivation;
import dev.plimsoll.compiler.policy.Derivation.Operator;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the parts of a policy that put a feature into a baseline or keep it out: it follows the
 * last part that changed the answer, through baselines and fleets, down to a name.
 */
public final class FeatureExplainer {
  private static final int NODES_SHOWN = 4;

  /** Deeper chains of baselines are cut here; nobody reads that far. */
  private static final int LINKS_SHOWN = 32;

  /** The file whose expression is being followed: names mean what they mean there. */
  private Policy scope;

  private final Feature feature;
  private final List<Reason> reasons = new ArrayList<>();

  private FeatureExplainer(Policy policy, Feature feature) {
    this.scope = policy;
    this.feature = feature;
  }

  /**
   * Why a baseline has or lacks a feature.
   *
   * @param baseline one of the policy's, with a set for the feature's architecture
   */
  public static Explanation explain(Policy policy, Baseline baseline, Feature feature) {
    FeatureSet set = baseline.sets().get(feature.architecture());
    if (set == null) {
      throw new IllegalArgumentException(
          baseline.name() + " has no set for " + feature.architecture());
    }
    boolean present = set.contains(feature);
    String answer =
        "Baseline `%s` on %s %s `%s`%s."
            .formatted(
                baseline.name(),
                feature.architecture(),
                present ? "has" : "lacks",
                feature.name(),
                feature.inBase() ? ", as every processor does" : "");
    FeatureExplainer explainer =
        new FeatureExplainer(policy.declaring(baseline.name()).orElse(policy), feature);
    Derivation derivation = baseline.derivations().get(feature.architecture());
    if (derivation != null && !feature.inBase()) {
      explainer.follow(derivation);
    }
    return new Explanation(answer, explainer.reasons);
  }

  /**
   * Which nodes of a fleet give a feature to what all of them, or some of them, have, or cost it.
   *
   * @param fleet one that the policy sees, with a node of the feature's architecture
   * @param common what all nodes have, rather than what some node has
   */
  public static Explanation explain(Policy policy, Fleet fleet, boolean common, Feature feature) {
    List<Node> nodes =
        fleet.nodes().stream()
            .filter(n -> n.architecture().equals(feature.architecture()))
            .toList();
    boolean present =
        common
            ? nodes.stream().allMatch(n -> n.guaranteed().contains(feature))
            : nodes.stream().anyMatch(n -> n.guaranteed().contains(feature));
    FeatureExplainer explainer =
        new FeatureExplainer(policy.declaringFleet(fleet.name()).orElse(policy), feature);
    explainer.fleet(fleet, common, present, fleet.span(), nodes.size());
    String answer =
        "%s(%s) on %s %s `%s`."
            .formatted(
                common ? "common" : "any",
                fleet.name(),
                feature.architecture(),
                present ? "has" : "lacks",
                feature.name());
    return new Explanation(answer, explainer.reasons);
  }

  private void follow(Derivation start) {
    Optional<Derivation> next = Optional.of(start);
    while (next.isPresent() && reasons.size() < LINKS_SHOWN) {
      Derivation part = next.get();
      next = part.kind() == Derivation.Kind.JOINED ? joined(part) : leaf(part);
    }
  }

  /** Explains a name; a baseline leads on to its own expression. */
  private Optional<Derivation> leaf(Derivation part) {
    boolean present = part.set().contains(feature);
    switch (part.kind()) {
      case BASELINE -> {
        add(part.span(), "baseline `%s` %s it".formatted(part.name(), present ? "has" : "lacks"));
        scope = scope.declaring(part.name()).orElse(scope);
        return scope.baseline(part.name()).map(b -> b.derivations().get(feature.architecture()));
      }
      case COMMON, ANY ->
          scope
              .fleet(part.name())
              .ifPresent(
                  fleet ->
                      fleet(
                          fleet,
                          part.kind() == Derivation.Kind.COMMON,
                          present,
                          part.span(),
                          NODES_SHOWN));
      case CPU -> cpu(part, present);
      case LEVEL ->
          add(part.span(), "level `%s` %s it".formatted(part.name(), present ? "has" : "lacks"));
      default -> single(part, present);
    }
    return Optional.empty();
  }

  private void single(Derivation part, boolean present) {
    List<Feature> needing =
        part.set().minimal().stream().filter(f -> closure(f).contains(feature)).toList();
    if (!present) {
      add(part.span(), "`%s` does not bring it".formatted(part.name()));
    } else if (needing.isEmpty() || needing.get(0).equals(feature)) {
      add(part.span(), "`%s` names it".formatted(part.name()));
    } else {
      add(part.span(), "`%s` brings it: %s".formatted(part.name(), chain(needing.get(0))));
    }
  }

  private void cpu(Derivation part, boolean present) {
    boolean perhaps =
        architecture(part)
            .cpu(part.name())
            .map(CpuModel::possible)
            .filter(set -> set.contains(feature))
            .isPresent();
    if (present) {
      add(part.span(), "every `%s` has it".formatted(part.name()));
    } else if (perhaps) {
      add(part.span(), "some `%s` have it, but not every one".formatted(part.name()));
    } else {
      add(part.span(), "no `%s` has it".formatted(part.name()));
    }
  }

  /**
   * Says which nodes decide.
   *
   * @param span what is said to be so by the scope's file
   * @param shown how many nodes are named
   */
  private void fleet(Fleet fleet, boolean all, boolean present, Span span, int shown) {
    List<Node> nodes =
        fleet.nodes().stream()
            .filter(n -> n.architecture().equals(feature.architecture()))
            .toList();
    if (present == all) {
      add(
          span,
          (present ? "all %d %s nodes of fleet `%s` have it" : "none of %d %s nodes of `%s` has it")
              .formatted(nodes.size(), feature.architecture(), fleet.name()));
      return;
    }
    List<Node> deciding =
        nodes.stream().filter(n -> n.guaranteed().contains(feature) == present).toList();
    add(
        span,
        "%d of %d %s nodes of fleet `%s` %s it"
            .formatted(
                deciding.size(),
                nodes.size(),
                feature.architecture(),
                fleet.name(),
                present ? "have" : "lack"));
    for (Node node : deciding.subList(0, Math.min(shown, deciding.size()))) {
      boolean perhaps = !present && node.possible().contains(feature);
      add(
          scope.declaringFleet(fleet.name()).orElse(scope).source(),
          node.span(),
          "node `%s` %s"
              .formatted(
                  node.name(),
                  present ? "has it" : perhaps ? "may have it, but need not" : "lacks it"));
    }
  }

  /** Explains the step that changed the answer last; what it brought or lacks comes next. */
  private Optional<Derivation> joined(Derivation part) {
    List<Derivation.Step> steps = part.steps();
    boolean present = part.set().contains(feature);
    int last = -1;
    for (int i = 0; i < steps.size(); i++) {
      boolean before = i > 0 && steps.get(i - 1).result().contains(feature);
      boolean after = steps.get(i).result().contains(feature);
      if (before != after) {
        last = i;
      }
    }
    if (last < 0) {
      return neverThere(part);
    }
    Derivation.Step step = steps.get(last);
    if (present) {
      for (Derivation.Step kept : steps.subList(last + 1, steps.size())) {
        if (kept.operator() == Operator.AND) {
          add(kept.operand().span(), "what stands here has it, too");
        }
      }
      return Optional.of(step.operand());
    }
    if (step.operator() == Operator.MINUS) {
      taken(step);
      return Optional.empty();
    }
    add(step.operand().span(), "`&` keeps only what this has, too");
    return Optional.of(step.operand());
  }

  private void taken(Derivation.Step step) {
    Optional<Feature> itself = step.removed().stream().filter(feature::equals).findFirst();
    Optional<Feature> needed =
        itself.or(() -> step.removed().stream().filter(closure(feature)::contains).findFirst());
    if (itself.isPresent()) {
      add(step.operand().span(), "taken away here");
    } else {
      needed.ifPresent(
          r ->
              add(
                  step.operand().span(),
                  "`%s` is taken away here, and with it all that needs it: %s"
                      .formatted(r.name(), chainTo(r))));
    }
  }

  /** Nothing ever brought it: the first part that could have is the one to look at. */
  private Optional<Derivation> neverThere(Derivation part) {
    List<Derivation.Step> adding =
        part.steps().stream().filter(s -> s.operator() == Operator.PLUS).toList();
    if (adding.isEmpty()) {
      add(part.span(), "nothing is here");
      return Optional.empty();
    }
    for (Derivation.Step step : adding.subList(1, adding.size())) {
      add(step.operand().span(), "this does not bring it");
    }
    return Optional.of(adding.get(0).operand());
  }

  /** The way from a feature down to the one in question by direct prerequisites. */
  private String chain(Feature from) {
    return path(from, feature);
  }

  private String chainTo(Feature prerequisite) {
    return path(feature, prerequisite);
  }

  private static String path(Feature from, Feature to) {
    StringBuilder path = new StringBuilder("`" + from.name() + "`");
    Architecture architecture = architectureOf(from);
    Feature at = from;
    while (!at.equals(to)) {
      Optional<Feature> next =
          at.prerequisites().stream()
              .flatMap(name -> architecture.feature(name).stream())
              .filter(f -> architecture.set(List.of(f)).contains(to))
              .findFirst();
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
      path.append(" needs `").append(at.name()).append('`');
      if (!at.equals(to)) {
        path.append(", which");
      }
    }
    return path.toString();
  }

  private static FeatureSet closure(Feature of) {
    return architectureOf(of).set(List.of(of));
  }

  private static Architecture architectureOf(Feature of) {
    return IsaCatalog.load().architecture(of.architecture()).orElseThrow();
  }

  private static Architecture architecture(Derivation part) {
    return part.set().architecture();
  }

  private void add(Span span, String text) {
    add(scope.source(), span, text);
  }

  private void add(SourceFile file, Span span, String text) {
    reasons.add(new Reason(file, span, text));
  }
}
