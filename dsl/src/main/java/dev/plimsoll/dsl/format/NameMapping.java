package dev.plimsoll.dsl.format;

import java.util.Optional;

/**
 * Knows the canonical names of what a policy refers to. The language itself knows no architecture,
 * so whoever has the facts supplies one. An unknown name has no canonical one and stays as it is.
 */
public interface NameMapping {

  /** The canonical name of an architecture. */
  Optional<String> architecture(String name);

  /**
   * The canonical name of a feature, level or CPU model.
   *
   * @param architecture the architecture in scope, as the policy names it
   */
  Optional<String> member(String architecture, String name);

  /** The canonical name of a feature where no architecture is in scope. */
  Optional<String> feature(String name);

  /** Whether an imported file declares, or may declare, a baseline of that name. */
  boolean isImported(String name);
}
