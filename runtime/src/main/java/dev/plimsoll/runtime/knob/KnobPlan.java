package dev.plimsoll.runtime.knob;

import java.util.List;

/**
 * What the knobs of a baseline come to on one architecture: a value, to be printed, folded or
 * applied with {@link Launch#under}.
 *
 * @param architecture canonical name
 * @param withheld every feature that the catalogue knows and the baseline withholds, by name
 * @param settings what to set, by component and name
 * @param holdings what they hold, and what components hold by obeying the words
 * @param unused what components never use, so that nothing needs to be held
 * @param collateral allowed features that are lost too, with the policy's consent
 * @param residual what is not reached
 * @param notes sentences on the whole
 */
public record KnobPlan(
    String architecture,
    List<String> withheld,
    List<KnobSetting> settings,
    List<Holding> holdings,
    List<Holding> unused,
    List<Collateral> collateral,
    List<Residual> residual,
    List<String> notes) {

  public KnobPlan {
    withheld = List.copyOf(withheld);
    settings = List.copyOf(settings);
    holdings = List.copyOf(holdings);
    unused = List.copyOf(unused);
    collateral = List.copyOf(collateral);
    residual = List.copyOf(residual);
    notes = List.copyOf(notes);
  }

  /**
   * An allowed feature that a component loses besides.
   *
   * @param token the switch that takes it
   * @param because the policy's reason
   */
  public record Collateral(String component, String feature, String token, String because) {}
}
