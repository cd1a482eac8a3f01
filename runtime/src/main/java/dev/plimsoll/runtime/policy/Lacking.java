package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;

/**
 * The machine lacks something of the baseline.
 *
 * @param baseline the baseline's name
 * @param host the machine's name for messages
 * @param features what it lacks, sorted
 * @param words bits of the baseline's words that the machine's words lack; some belong to no
 *     feature
 * @param unknown features of the baseline that the machine neither shows nor denies
 */
public record Lacking(
    String baseline, String host, List<String> features, HwcapWords words, List<String> unknown)
    implements CheckOutcome {

  public Lacking {
    features = List.copyOf(features);
    unknown = List.copyOf(unknown);
  }

  @Override
  public boolean ok() {
    return false;
  }

  @Override
  public String message() {
    return host
        + " lacks "
        + Names.list(features)
        + " of the baseline "
        + baseline
        + "; run on a node that has them or lower the baseline in the policy";
  }
}
