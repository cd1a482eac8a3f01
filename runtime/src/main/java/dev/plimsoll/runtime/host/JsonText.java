package dev.plimsoll.runtime.host;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON documents from maps, lists, strings, numbers and truth values; always the same bytes. */
public final class JsonText {
  private JsonText() {}

  /** A document that ends in a newline. */
  public static String print(Object document) {
    StringBuilder json = new StringBuilder();
    print(document, "\n", json);
    return json.append('\n').toString();
  }

  private static void print(Object value, String newLine, StringBuilder json) {
    if (value instanceof Map<?, ?> object) {
      String separator = "";
      json.append('{');
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        json.append(separator).append(newLine).append("  ");
        json.append(quoted(entry.getKey().toString())).append(": ");
        print(entry.getValue(), newLine + "  ", json);
        separator = ",";
      }
      json.append(object.isEmpty() ? "}" : newLine + "}");
    } else if (value instanceof List<?> array) {
      array(array, newLine, json);
    } else {
      json.append(value instanceof String text ? quoted(text) : value.toString());
    }
  }

  /** Strings stand on one line, whatever they are. */
  private static void array(List<?> array, String newLine, StringBuilder json) {
    boolean flat = array.stream().allMatch(String.class::isInstance);
    String separator = "";
    json.append('[');
    for (Object item : array) {
      json.append(separator).append(flat ? "" : newLine + "  ");
      print(item, newLine + "  ", json);
      separator = flat ? ", " : ",";
    }
    json.append(flat ? "]" : newLine + "]");
  }

  /** A string with its quotes. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
