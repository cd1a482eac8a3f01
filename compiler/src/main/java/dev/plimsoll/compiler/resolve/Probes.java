package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.probe.ProbeReader;
import dev.plimsoll.compiler.sources.ProbeLookup;
import dev.plimsoll.compiler.sources.ProbeLookup.ProbeFile;
import dev.plimsoll.compiler.sources.Surroundings;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReading;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the probe files that nodes name. */
final class Probes {
  /** Names that a message holds of one list. */
  private static final int NAMED = 8;

  private final Surroundings surroundings;
  private final IsaCatalog catalog;
  private final Findings findings;

  Probes(Surroundings surroundings, IsaCatalog catalog, Findings findings) {
    this.surroundings = surroundings;
    this.catalog = catalog;
    this.findings = findings;
  }

  /**
   * The machines of one node.
   *
   * @param set guaranteed is what all of them have, possible what some of them has
   * @param kernel the release that all of them run
   */
  record Machines(Architecture architecture, SetValue set, Optional<String> kernel) {}

  /** The machines of a pattern; what cannot be used is a finding. */
  Optional<Machines> read(Text pattern, Optional<Architecture> stated) {
    ProbeLookup lookup = surroundings.probes(pattern.value());
    if (lookup instanceof ProbeLookup.Refused refused) {
      unusable(pattern, Quoted.of(pattern.value()), refused.reason());
    } else if (lookup instanceof ProbeLookup.Unreadable unreadable) {
      unusable(pattern, Quoted.of(unreadable.place()), "cannot be read: " + unreadable.reason());
    } else if (lookup instanceof ProbeLookup.Found found && found.files().isEmpty()) {
      String place = found.place().isEmpty() ? "the policy's root" : Quoted.of(found.place());
      findings.add(
          findings
              .at(
                  PolicyCode.NO_PROBE,
                  pattern.span(),
                  Quoted.of(pattern.value()) + " matches no file in " + place + ".")
              .withHint("`plimsoll probe` writes one; the path is relative to the source root."));
    } else if (lookup instanceof ProbeLookup.Found found) {
      return machines(pattern, found.files(), stated);
    }
    return Optional.empty();
  }

  private Optional<Machines> machines(
      Text pattern, List<ProbeFile> files, Optional<Architecture> stated) {
    Optional<Architecture> expected = stated;
    String by = "the node";
    List<SetValue> sets = new ArrayList<>();
    Set<Optional<String>> kernels = new HashSet<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (ProbeFile file : files) {
      Optional<Machine> machine = machine(pattern, file);
      if (machine.isEmpty()) {
        continue;
      }
      Architecture architecture = machine.get().architecture();
      if (expected.isPresent() && !expected.get().equals(architecture)) {
        String reason = "is of " + architecture + ", but " + by + " of " + expected.get();
        unusable(pattern, Quoted.of(file.path()), reason + "; a node is one kind of machine");
        continue;
      }
      if (expected.isEmpty()) {
        expected = Optional.of(architecture);
        by = Quoted.of(file.path());
      }
      sets.add(machine.get().set(unknown));
      kernels.add(machine.get().host().kernelRelease());
    }
    warn(pattern, unknown);
    if (sets.size() < files.size() || expected.isEmpty()) {
      return Optional.empty();
    }
    FeatureSet all = sets.stream().map(SetValue::guaranteed).reduce(FeatureSet::and).orElseThrow();
    FeatureSet some = sets.stream().map(SetValue::possible).reduce(FeatureSet::plus).orElseThrow();
    Optional<String> kernel = kernels.size() == 1 ? kernels.iterator().next() : Optional.empty();
    return Optional.of(
        new Machines(expected.get(), new SetValue(all, some, Optional.empty()), kernel));
  }

  private Optional<Machine> machine(Text pattern, ProbeFile file) {
    HostReading reading = ProbeReader.read(file.text());
    if (reading instanceof HostReading.Unreadable unreadable) {
      unusable(pattern, Quoted.of(file.path()), unreadable.reason());
      return Optional.empty();
    }
    Host host = reading.host().orElseThrow();
    Optional<Architecture> architecture = catalog.architecture(host.architecture());
    if (architecture.isEmpty()) {
      String name = Quoted.of(host.architecture());
      unusable(
          pattern,
          Quoted.of(file.path()),
          "is of " + name + ", of which this version has no tables");
    } else {
      Optional<SortedSet<String>> names = names(host, architecture.get());
      if (names.isPresent()) {
        return Optional.of(new Machine(architecture.get(), host, names.get()));
      }
      unusable(pattern, Quoted.of(file.path()), "does not say which features the machine has");
    }
    return Optional.empty();
  }

  /** The features that a machine lists and those that its words alone show. */
  private static Optional<SortedSet<String>> names(Host host, Architecture architecture) {
    boolean listed = architecture.features().stream().anyMatch(f -> !f.shownAs().isEmpty());
    if (listed ? host.features().isEmpty() : host.words().isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> names = new TreeSet<>(host.features().orElse(new TreeSet<>()));
    for (Feature feature : architecture.set(architecture.features()).told()) {
      HwcapWords bits = HwcapWords.of(architecture.bitsOf(feature));
      if (host.words().filter(words -> words.containsAll(bits)).isPresent()) {
        names.add(feature.name());
      }
    }
    return Optional.of(names);
  }

  private void unusable(Text pattern, String what, String reason) {
    findings.add(
        findings
            .at(PolicyCode.UNUSABLE_PROBE, pattern.span(), what + " " + reason + ".")
            .withHint("A probe file is what `plimsoll probe` prints on a machine."));
  }

  private void warn(Text pattern, SortedSet<String> unknown) {
    if (!unknown.isEmpty()) {
      List<String> shown = unknown.stream().limit(NAMED).map(Quoted::of).toList();
      String more = unknown.size() > NAMED ? " and " + (unknown.size() - NAMED) + " more" : "";
      findings.add(
          findings
              .at(
                  PolicyCode.UNKNOWN_PROBE_FEATURE,
                  pattern.span(),
                  "The catalogue does not know "
                      + String.join(", ", shown)
                      + more
                      + ", so the node counts as not having it.")
              .withHint("A newer version may know it; no baseline can name it until then."));
    }
  }

  /** One machine whose features are known by name. */
  private record Machine(Architecture architecture, Host host, SortedSet<String> names) {

    /**
     * What the machine has. A feature counts as guaranteed if all that it needs is there, too, or
     * is nothing that Linux shows: a hypervisor may hide one and leave the other.
     */
    SetValue set(SortedSet<String> unknown) {
      List<Feature> shown = new ArrayList<>();
      for (String name : names) {
        Optional<Feature> feature = architecture.feature(name);
        feature.ifPresentOrElse(shown::add, () -> unknown.add(name));
      }
      Support support = new Support(architecture, shown);
      FeatureSet certain = architecture.set(shown.stream().filter(support::has).toList());
      return new SetValue(certain, architecture.set(shown), Optional.empty());
    }
  }

  /** Decides which of the shown features stand on others that are there. */
  private static final class Support {
    private final Architecture architecture;
    private final Set<Feature> shown;
    private final Set<Feature> visible;
    private final Map<Feature, Boolean> known = new HashMap<>();

    Support(Architecture architecture, List<Feature> shown) {
      this.architecture = architecture;
      this.shown = new HashSet<>(shown);
      this.visible = new HashSet<>(architecture.features());
      architecture.set(architecture.features()).unseen().forEach(visible::remove);
    }

    boolean has(Feature feature) {
      Boolean answer = known.get(feature);
      if (answer == null) {
        answer =
            feature.inBase()
                || ((shown.contains(feature) || !visible.contains(feature))
                    && feature.prerequisites().stream()
                        .allMatch(p -> architecture.feature(p).filter(this::has).isPresent()));
        known.put(feature, answer);
      }
      return answer;
    }
  }
}
