package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;

/**
 * What a policy sees of a file that it imports.
 *
 * @param source the imported file, in which the spans of what it declares lie
 */
public record Imported(SourceFile source, List<Fleet> fleets, List<Baseline> baselines) {
  public Imported {
    fleets = List.copyOf(fleets);
    baselines = List.copyOf(baselines);
  }
}
