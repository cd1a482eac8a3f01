package dev.plimsoll.verifier.verdict;

import dev.plimsoll.verifier.scan.ObjectReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds artifacts with natives for some architectures, but not for one that is wanted. */
final class ArchitectureCheck {
  private final SortedSet<String> wanted;
  private final FindingWriter writer;

  ArchitectureCheck(SortedSet<String> wanted, FindingWriter writer) {
    this.wanted = wanted;
    this.writer = writer;
  }

  List<Finding> check(List<ObjectReport> objects) {
    SortedMap<String, Bundle> bundles = new TreeMap<>();
    for (ObjectReport object : objects) {
      Place place = Place.of(object);
      place
          .bundle()
          .ifPresent(
              name ->
                  bundles
                      .computeIfAbsent(name, added -> new Bundle(place.artifact(), new TreeSet<>()))
                      .architectures
                      .add(object.architecture()));
    }
    List<Finding> findings = new ArrayList<>();
    bundles.forEach((name, bundle) -> findings.addAll(check(name, bundle)));
    return findings;
  }

  private List<Finding> check(String name, Bundle bundle) {
    return wanted.stream()
        .filter(architecture -> !bundle.architectures.contains(architecture))
        .flatMap(
            missing ->
                writer
                    .find(
                        FindingCode.MISSING_ARCHITECTURE,
                        Subject.of("missing-architecture", missing),
                        new Place(bundle.artifact, name),
                        Optional.empty(),
                        Finding.Evidence.NONE,
                        "It has natives for %s and none for %s."
                            .formatted(String.join(", ", bundle.architectures), missing),
                        "Add the artifact that has them.")
                    .stream())
        .toList();
  }

  private record Bundle(Optional<String> artifact, SortedSet<String> architectures) {}
}
