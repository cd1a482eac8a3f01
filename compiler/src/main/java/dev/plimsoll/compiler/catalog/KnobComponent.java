package dev.plimsoll.compiler.catalog;

import java.util.List;

/**
 * A library, runtime or program that chooses code by processor features.
 *
 * @param name as policies write it
 * @param aliases what else its knobs are called: variables and options, for {@code via}
 * @param title in words
 */
public record KnobComponent(String name, List<String> aliases, String title) {
  public KnobComponent {
    aliases = List.copyOf(aliases);
  }
}
