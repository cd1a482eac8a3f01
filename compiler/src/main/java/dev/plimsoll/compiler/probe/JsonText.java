package dev.plimsoll.compiler.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** JSON from strangers, read with bounds. */
final class JsonText {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(65_536)
                  .maxNumberLength(32)
                  .build())
          .build();

  private JsonText() {}

  /**
   * Shows each field whose value is no object or array, in order and however deep.
   *
   * @return the place of the first mistake, if the text is no JSON
   */
  static Optional<String> fields(String text, BiConsumer<String, String> field) {
    try (JsonParser json = FACTORY.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        String name = json.currentName();
        if (token.isScalarValue() && name != null) {
          field.accept(name, json.getText());
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(mistake(e));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can be read", e);
    }
  }

  static String mistake(JsonProcessingException e) {
    String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
    return "is no JSON document" + where;
  }
}
