package dev.plimsoll.runtime.policy;

import java.util.List;

/**
 * The machine has everything of the baseline that it shows.
 *
 * @param baseline the baseline's name
 * @param architecture the machine's
 * @param unknown features of the baseline that the machine neither shows nor denies
 */
public record Carried(String baseline, String architecture, List<String> unknown)
    implements CheckOutcome {

  public Carried {
    unknown = List.copyOf(unknown);
  }

  @Override
  public boolean ok() {
    return true;
  }

  @Override
  public String message() {
    return "this "
        + architecture
        + " host carries the baseline "
        + baseline
        + (unknown.isEmpty()
            ? ""
            : ", as far as it tells; it does not show " + Names.list(unknown));
  }
}
