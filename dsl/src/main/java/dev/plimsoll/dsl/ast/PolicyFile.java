package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy file as written.
 *
 * @param declarations in the order of the text
 * @param skipped text that holds a mistake and is not in the tree; what it would have declared is
 *     unknown. An empty span stands for a declaration whose name is missing.
 */
public record PolicyFile(SourceFile source, List<Declaration> declarations, List<Span> skipped) {

  public PolicyFile {
    declarations = List.copyOf(declarations);
    skipped = List.copyOf(skipped);
  }

  /** The declaration of the policy's name. */
  public Optional<PolicyDeclaration> policy() {
    return all(PolicyDeclaration.class).findFirst();
  }

  /** The declarations of one kind, in the order of the text. */
  public <D extends Declaration> Stream<D> all(Class<D> kind) {
    return declarations.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Whether something inside that span was skipped, so that the tree may lack a part of it. */
  public boolean isDamaged(Span span) {
    return skipped.stream().anyMatch(span::contains);
  }

  /** Whether that span is part of what was skipped, so that there has been a complaint about it. */
  public boolean isSkipped(Span span) {
    return skipped.stream().anyMatch(s -> s.contains(span));
  }

  /** Whether what was skipped holds that word or lacks a name, and so perhaps declares it. */
  public boolean mentionsInSkipped(String name) {
    return skipped.stream().anyMatch(s -> s.length() == 0 || holdsWord(source.text(s), name));
  }

  private static boolean holdsWord(String text, String word) {
    for (int i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) {
      int end = i + word.length();
      boolean begins = i == 0 || !isWordPart(text.charAt(i - 1));
      if (begins && (end == text.length() || !isWordPart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
