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
 * @param unclear statements that could not be read as they stand; what they mean is a guess
 */
public record PolicyFile(
    SourceFile source, List<Declaration> declarations, List<Span> skipped, List<Span> unclear) {

  public PolicyFile {
    declarations = List.copyOf(declarations);
    skipped = List.copyOf(skipped);
    unclear = List.copyOf(unclear);
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

  /** Whether there has been a complaint about that span, or about the statement around it. */
  public boolean isDoubtful(Span span) {
    return Stream.concat(skipped.stream(), unclear.stream()).anyMatch(s -> s.contains(span));
  }

  /** Whether what was skipped may be an import, so that any name may be declared elsewhere. */
  public boolean mayLackImport() {
    return skipped.stream()
        .map(source::text)
        .anyMatch(text -> holdsWord(text, "import") || text.contains(".plimsoll\""));
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
