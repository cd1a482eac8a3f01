package dev.plimsoll.runtime.knob;

import java.util.List;

/**
 * Features that are withheld and not reached in one component.
 *
 * @param features canonical names, sorted; never empty
 * @param detail one clause that says more
 */
public record Residual(String component, List<String> features, Reason reason, String detail) {

  public Residual {
    features = List.copyOf(features);
  }

  /**
   * In one line, without a full stop.
   *
   * @param named how many features are named before the rest are counted
   */
  public String sentence(int named) {
    String names = String.join(", ", features.subList(0, Math.min(named, features.size())));
    String more = features.size() > named ? " and " + (features.size() - named) + " more" : "";
    return component
        + ": "
        + names
        + more
        + ": "
        + reason.title()
        + (detail.isEmpty() ? "" : "; " + detail);
  }

  /** Why a feature is not reached. */
  public enum Reason {
    /** The knob leaves some uses of it. */
    LEAK("leak"),
    /** The knob takes features that the policy leaves, and the policy does not accept that. */
    COLLATERAL_NOT_ACCEPTED("collateral not accepted"),
    /** What the knob means depends on the version, which is not known. */
    UNKNOWN_VERSION("unknown version"),
    /** A knob exists and cannot be set for this process. */
    LIMITS("limits"),
    /** The component cannot run without it. */
    FLOOR("floor"),
    /** The component has no knob for it. */
    NO_KNOB("no knob"),
    /** It is not known whether the component uses it. */
    NOT_STATED("not stated");

    private final String title;

    Reason(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }
}
