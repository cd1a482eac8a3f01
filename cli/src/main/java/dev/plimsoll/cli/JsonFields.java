package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A small JSON object; each question about a field says where it stands if the answer is wrong. */
final class JsonFields {
  private final String place;
  private final Map<String, Object> values;

  private JsonFields(String place, Map<String, Object> values) {
    this.place = place;
    this.values = values;
  }

  /** The object that begins at the parser's current token. */
  static JsonFields read(JsonParser json, String place) throws IOException, Misfit {
    return new JsonFields(place, object(value(json), place, "this"));
  }

  /** No array or object of a scenario has reason to be longer. */
  private static final int LONGEST = 65_536;

  /** Strings, booleans, {@code Long}s, lists and maps; anything else is a {@code JsonToken}. */
  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> number(json);
      case START_ARRAY -> list(json);
      case START_OBJECT -> map(json);
      default -> json.currentToken();
    };
  }

  private static Object number(JsonParser json) throws IOException {
    boolean big = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    return big ? JsonToken.VALUE_NUMBER_INT : json.getLongValue();
  }

  private static List<Object> list(JsonParser json) throws IOException {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      check(json, list.size());
      list.add(value(json));
    }
    return list;
  }

  private static Map<String, Object> map(JsonParser json) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      check(json, map.size());
      String key = json.currentName();
      json.nextToken();
      map.put(key, value(json));
    }
    return map;
  }

  private static void check(JsonParser json, int size) throws IOException {
    if (size == LONGEST) {
      throw new JsonParseException(json, "more than " + LONGEST + " values in one place");
    }
  }

  String place() {
    return place;
  }

  Set<String> names() {
    return values.keySet();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The same object, whose place is told in another way. */
  JsonFields at(String other) {
    return new JsonFields(other, values);
  }

  /** Complains of a field that has no meaning here. */
  void allow(Set<String> known) throws Misfit {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        List<String> close = Suggestions.of(key, known);
        throw new Misfit(
            place,
            Quoted.of(key)
                + " is no field of it; "
                + (close.isEmpty()
                    ? "it has " + String.join(", ", new TreeSet<>(known))
                    : "did you mean `" + close.get(0) + "`?"));
      }
    }
  }

  Misfit misfit(String key, String message) {
    return new Misfit(place, Quoted.of(key) + " " + message);
  }

  private Object needed(String key) throws Misfit {
    Object value = values.get(key);
    if (value == null) {
      throw misfit(key, "is missing");
    }
    return value;
  }

  String text(String key) throws Misfit {
    if (needed(key) instanceof String text) {
      return text;
    }
    throw misfit(key, "is no string");
  }

  /** One of some words. */
  String choice(String key, List<String> choices) throws Misfit {
    String text = text(key);
    if (choices.contains(text)) {
      return text;
    }
    throw misfit(key, "is " + Quoted.of(text) + "; it is one of " + String.join(", ", choices));
  }

  /** One of some words; the first if the field is missing. */
  String choiceOrFirst(String key, List<String> choices) throws Misfit {
    return has(key) ? choice(key, choices) : choices.get(0);
  }

  boolean flag(String key, boolean otherwise) throws Misfit {
    if (!has(key)) {
      return otherwise;
    }
    if (needed(key) instanceof Boolean flag) {
      return flag;
    }
    throw misfit(key, "is neither true nor false");
  }

  long number(String key, long otherwise, long least, long most) throws Misfit {
    if (!has(key)) {
      return otherwise;
    }
    if (needed(key) instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw misfit(key, "is no whole number from " + least + " to " + most);
  }

  List<?> list(String key) throws Misfit {
    if (needed(key) instanceof List<?> list) {
      return list;
    }
    throw misfit(key, "is no array");
  }

  JsonFields object(String key) throws Misfit {
    String inner = place.isEmpty() ? Quoted.of(key) : place + ": " + Quoted.of(key);
    return new JsonFields(inner, object(needed(key), place, Quoted.of(key)));
  }

  Optional<JsonFields> optionalObject(String key) throws Misfit {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  private static Map<String, Object> object(Object value, String place, String what) throws Misfit {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Misfit(place, what + " is no object");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, field) -> fields.put(String.valueOf(key), field));
    return fields;
  }
}
