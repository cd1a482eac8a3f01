package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Seal;
import dev.plimsoll.compiler.seal.ResolvedSets;
import dev.plimsoll.compiler.seal.SealRecord;
import dev.plimsoll.compiler.seal.SetsDifference;
import dev.plimsoll.compiler.sources.Surroundings;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds sealed baselines against what they resolved to when they were sealed. */
final class SealCheck {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{" + ResolvedSets.DIGITS + "}");

  private final Surroundings surroundings;
  private final Findings findings;

  SealCheck(Surroundings surroundings, Findings findings) {
    this.surroundings = surroundings;
    this.findings = findings;
  }

  /** Checks a policy whose sets are all known. */
  void run(Policy policy) {
    for (Baseline baseline : policy.baselines()) {
      baseline.seal().ifPresent(seal -> check(seal, baseline));
    }
  }

  private void check(Seal seal, Baseline baseline) {
    ResolvedSets now = ResolvedSets.of(baseline);
    if (!DIGEST.matcher(seal.digest()).matches()) {
      findings.add(
          findings
              .at(
                  PolicyCode.INVALID_SEAL,
                  seal.span(),
                  "A seal is " + ResolvedSets.DIGITS + " digits from 0 to 9 and a to f.")
              .withHint("`plimsoll seal` writes it."));
    } else if (!seal.digest().equals(now.digest())) {
      findings.add(
          findings
              .at(PolicyCode.SEAL_BROKEN, seal.span(), difference(seal.digest(), now, baseline))
              .withHint("If this is meant, `plimsoll seal` writes the new seal."));
    }
  }

  private String difference(String digest, ResolvedSets now, Baseline baseline) {
    String begin = "Baseline " + Quoted.of(baseline.name()) + " is not what was sealed: ";
    try {
      Optional<String> text = surroundings.sealRecord();
      Optional<ResolvedSets> sealed = text.map(SealRecord::read).flatMap(r -> r.find(digest));
      if (sealed.isPresent()) {
        return begin + SetsDifference.between(sealed.get(), now).sentence() + ".";
      }
      String record =
          text.isPresent()
              ? "the record beside the file does not hold this seal"
              : "no record lies beside the file";
      return begin + record + ", so what differs is unknown.";
    } catch (IOException e) {
      return begin + "the record beside the file cannot be read, so what differs is unknown.";
    }
  }
}
