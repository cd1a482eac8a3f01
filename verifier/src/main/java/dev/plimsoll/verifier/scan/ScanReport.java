package dev.plimsoll.verifier.scan;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a scan found; the same whatever the parallelism.
 *
 * @param objects every ELF object, by path
 * @param skipped native objects of other kinds, by path
 * @param errors what could not be read at all, by path
 */
public record ScanReport(
    List<ObjectReport> objects, List<SkippedObject> skipped, List<ScanError> errors) {

  public ScanReport {
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
    errors = List.copyOf(errors);
  }

  /**
   * Everything that was not read or not analysed, by path: {@link #errors}, objects without a
   * decoder, and parts of objects. A scan is complete if this is empty.
   */
  public List<ScanError> failures() {
    Stream<ScanError> notAnalysed =
        objects.stream()
            .flatMap(o -> o.notAnalysed().stream().map(reason -> new ScanError(o.path(), reason)));
    Stream<ScanError> problems =
        objects.stream()
            .flatMap(o -> o.problems().stream().map(reason -> new ScanError(o.path(), reason)));
    return Stream.of(errors.stream(), notAnalysed, problems)
        .flatMap(s -> s)
        .sorted(Comparator.comparing(ScanError::path))
        .toList();
  }
}
