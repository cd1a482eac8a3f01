package dev.plimsoll.dsl.format;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.source.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Writes syntax trees down without the places of their parts. */
final class Trees {
  private Trees() {}

  static String withoutSpans(PolicyFile file) {
    StringBuilder out = new StringBuilder();
    write(file.declarations(), out);
    return out.toString();
  }

  private static void write(Object part, StringBuilder out) {
    if (part instanceof List<?> list) {
      list.forEach(element -> write(element, out.append("\n- ")));
    } else if (part instanceof Optional<?> optional) {
      optional.ifPresent(value -> write(value, out));
    } else if (part instanceof Record tree) {
      out.append(tree.getClass().getSimpleName()).append('(');
      for (RecordComponent component : tree.getClass().getRecordComponents()) {
        if (component.getType() != Span.class) {
          out.append(component.getName()).append('=');
          write(value(tree, component), out);
          out.append(';');
        }
      }
      out.append(')');
    } else {
      out.append('<').append(part).append('>');
    }
  }

  private static Object value(Record tree, RecordComponent component) {
    try {
      return component.getAccessor().invoke(tree);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
