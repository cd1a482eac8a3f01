package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.ImportDeclaration;
import dev.plimsoll.dsl.ast.NodeProperty;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.source.Span;

/**
 * Refuses what the language has and this version does not evaluate: it must never pass silently.
 */
final class SupportCheck {
  private SupportCheck() {}

  static void run(PolicyFile file, Findings findings) {
    file.all(ImportDeclaration.class).forEach(i -> refuse("`import`", i.span(), findings));
    file.all(BaselineDeclaration.class)
        .flatMap(b -> b.seal().stream())
        .forEach(seal -> refuse("`sealed`", seal.span(), findings));
    file.all(FleetDeclaration.class)
        .flatMap(fleet -> fleet.nodes().stream())
        .flatMap(node -> node.properties().stream())
        .filter(NodeProperty.FromProbe.class::isInstance)
        .forEach(probe -> refuse("`from probe`", probe.span(), findings));
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
