package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.TestDeclaration;
import dev.plimsoll.dsl.source.Span;

/**
 * Refuses what the language has and this version does not evaluate: it must never pass silently.
 */
final class SupportCheck {
  private SupportCheck() {}

  static void run(PolicyFile file, Findings findings) {
    file.all(TestDeclaration.class)
        .forEach(t -> refuse("A `test` block", t.title().span(), findings));
  }

  private static void refuse(String what, Span span, Findings findings) {
    findings.add(
        findings
            .at(
                PolicyCode.NOT_SUPPORTED,
                span,
                what + " is part of the language, but not supported by this version yet.")
            .withHint("Take it out until a version evaluates it."));
  }
}
