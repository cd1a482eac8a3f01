package dev.plimsoll.verifier.elf;

import java.util.List;
import java.util.Map;

/**
 * The bits of a file's {@code .note.gnu.property} by the field of the table that shows them: {@code
 * needed}, {@code used}, {@code features1and}.
 *
 * @param names per field, in the order of the bits; a bit without a name is {@code bit-<n>}
 */
public record PropertyNotes(Map<String, List<String>> names) {

  public PropertyNotes {
    names = Map.copyOf(names);
  }

  /** The names of one field; empty if the notes do not have it. */
  public List<String> of(String field) {
    return names.getOrDefault(field, List.of());
  }
}
