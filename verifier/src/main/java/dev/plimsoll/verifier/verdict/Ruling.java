package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Rule;
import java.util.Optional;

/**
 * What the rules say of one subject at one place.
 *
 * @param exemption the waiver that made it milder than the other rules would
 */
record Ruling(Decision decision, Decider decider, Optional<Rule.Waiver> exemption) {}
