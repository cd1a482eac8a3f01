package dev.plimsoll.runtime.policy;

import java.util.List;
import java.util.Optional;

/**
 * One rule of a policy, as the build decided by it.
 *
 * @param decision {@code allow}, {@code warn} or {@code deny}
 * @param family what the rule is about, such as {@code dispatch}
 * @param members what it names of that family
 * @param architecture the only architecture that it holds for
 * @param via the only way of reaching the code that it holds for
 * @param artifact the only artifact that it holds for
 * @param path the only path inside an artifact that it holds for
 * @param until the last day that it holds on, ISO 8601
 * @param because why it was written
 * @param owner who answers for it
 * @param line where it stands in the policy, from 1
 */
public record PolicyRule(
    String decision,
    String family,
    List<String> members,
    Optional<String> architecture,
    Optional<String> via,
    Optional<String> artifact,
    Optional<String> path,
    Optional<String> until,
    Optional<String> because,
    Optional<String> owner,
    int line) {

  public PolicyRule {
    members = List.copyOf(members);
  }
}
