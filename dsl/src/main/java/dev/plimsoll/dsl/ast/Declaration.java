package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/** What a policy file declares at its top level. */
public sealed interface Declaration
    permits PolicyDeclaration,
        ImportDeclaration,
        FleetDeclaration,
        BaselineDeclaration,
        HoldDeclaration,
        RulesDeclaration,
        TestDeclaration {

  /** The whole declaration, without its doc comment. */
  Span span();
}
