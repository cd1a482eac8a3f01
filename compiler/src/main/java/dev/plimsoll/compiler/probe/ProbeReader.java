package dev.plimsoll.compiler.probe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostDetails;
import dev.plimsoll.runtime.host.HostReading;
import dev.plimsoll.runtime.host.RiscvHwprobe;
import dev.plimsoll.runtime.host.XsaveArea;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the document that {@link dev.plimsoll.runtime.host.HostJson} writes. Fields that it does
 * not know are passed over; whatever the text is, the answer is a machine or a reason.
 */
public final class ProbeReader {
  private static final int SCHEMA = 1;
  private static final int MOST_FEATURES = 100_000;

  private final JsonParser json;
  private OptionalInt schema = OptionalInt.empty();
  private Optional<String> architecture = Optional.empty();
  private Optional<String> kernel = Optional.empty();
  private Optional<String> vendor = Optional.empty();
  private Optional<String> model = Optional.empty();
  private OptionalInt processors = OptionalInt.empty();
  private OptionalInt vectorBytes = OptionalInt.empty();
  private OptionalInt smeVectorBytes = OptionalInt.empty();
  private OptionalInt pageBytes = OptionalInt.empty();
  private OptionalInt signalStackBytes = OptionalInt.empty();
  private Optional<XsaveArea> xsave = Optional.empty();
  private Optional<String> hypervisor = Optional.empty();
  private Optional<RiscvHwprobe> riscvHwprobe = Optional.empty();
  private Optional<HwcapWords> words = Optional.empty();
  private Optional<SortedSet<String>> features = Optional.empty();

  private ProbeReader(JsonParser json) {
    this.json = json;
  }

  /** The machine that the text describes; a reason is the rest of a sentence about the file. */
  public static HostReading read(String text) {
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      return new ProbeReader(parser).document();
    } catch (Unfit e) {
      return new HostReading.Unreadable(e.reason);
    } catch (JsonProcessingException e) {
      return new HostReading.Unreadable(JsonText.mistake(e));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can be read", e);
    }
  }

  private HostReading document() throws IOException, Unfit {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new Unfit("is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        take(field);
      }
    }
    if (json.nextToken() != null) {
      throw new Unfit("goes on behind the end of its object");
    }
    if (schema.isEmpty() || schema.getAsInt() != SCHEMA) {
      throw new Unfit("does not say `\"schema\": " + SCHEMA + "`, which this version reads");
    }
    String name =
        architecture.orElseThrow(
            () -> new Unfit("does not say which architecture the machine has"));
    HostDetails details =
        new HostDetails(
            smeVectorBytes, pageBytes, signalStackBytes, xsave, hypervisor, riscvHwprobe);
    return new Host(name, features, words, kernel, vendor, model, processors, vectorBytes, details);
  }

  private void take(String field) throws IOException, Unfit {
    switch (field) {
      case "schema" -> schema = OptionalInt.of(number(field));
      case "architecture" -> architecture = Optional.of(string(field));
      case "kernel" -> kernel = Optional.of(string(field));
      case "vendor" -> vendor = Optional.of(string(field));
      case "model" -> model = Optional.of(string(field));
      case "processors" -> processors = OptionalInt.of(number(field));
      case "sveDefaultVectorBytes" -> vectorBytes = OptionalInt.of(number(field));
      case "smeDefaultVectorBytes" -> smeVectorBytes = OptionalInt.of(number(field));
      case "pageBytes" -> pageBytes = OptionalInt.of(number(field));
      case "minSignalStackBytes" -> signalStackBytes = OptionalInt.of(number(field));
      case "xsave" -> xsave = Optional.of(xsave());
      case "hypervisor" -> hypervisor = Optional.of(string(field));
      case "riscvHwprobe" -> riscvHwprobe = Optional.of(riscvHwprobe());
      case "words" -> words = Optional.of(words());
      case "features" -> features = Optional.of(features());
      default -> json.skipChildren();
    }
  }

  private String string(String field) throws IOException, Unfit {
    require(JsonToken.VALUE_STRING, field, "a string");
    return json.getText();
  }

  private int number(String field) throws IOException, Unfit {
    require(JsonToken.VALUE_NUMBER_INT, field, "a whole number");
    if (json.getNumberType() != JsonParser.NumberType.INT || json.getIntValue() < 0) {
      throw new Unfit("has a number out of range in `" + field + "`");
    }
    return json.getIntValue();
  }

  private SortedSet<String> features() throws IOException, Unfit {
    require(JsonToken.START_ARRAY, "features", "a list of strings");
    SortedSet<String> names = new TreeSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(JsonToken.VALUE_STRING, "features", "a list of strings");
      names.add(json.getText());
      if (names.size() > MOST_FEATURES) {
        throw new Unfit("has more than " + MOST_FEATURES + " features");
      }
    }
    return names;
  }

  private XsaveArea xsave() throws IOException, Unfit {
    require(JsonToken.START_OBJECT, "xsave", "an object");
    OptionalInt bytes = OptionalInt.empty();
    SortedMap<Integer, XsaveArea.Component> components = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "bytes" -> bytes = OptionalInt.of(number("xsave"));
        case "components" -> components(components);
        default -> json.skipChildren();
      }
    }
    return new XsaveArea(
        bytes.orElseThrow(() -> new Unfit("has no `bytes` in `xsave`")), components);
  }

  private void components(SortedMap<Integer, XsaveArea.Component> components)
      throws IOException, Unfit {
    String expected = "an object of `offset` and `bytes` by the component's number";
    require(JsonToken.START_OBJECT, "xsave", expected);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String number = json.currentName();
      json.nextToken();
      require(JsonToken.START_OBJECT, "xsave", expected);
      Map<String, Integer> sizes = new TreeMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        sizes.put(field, number("xsave"));
      }
      Optional<Integer> offset = Optional.ofNullable(sizes.get("offset"));
      Optional<Integer> bytes = Optional.ofNullable(sizes.get("bytes"));
      if (!number.matches("[0-9]{1,2}") || offset.isEmpty() || bytes.isEmpty()) {
        throw new Unfit("has in `xsave` what is not " + expected);
      }
      components.put(Integer.valueOf(number), new XsaveArea.Component(offset.get(), bytes.get()));
    }
  }

  private RiscvHwprobe riscvHwprobe() throws IOException, Unfit {
    String expected = "an object of numbers and words as strings by a key's name";
    require(JsonToken.START_OBJECT, "riscvHwprobe", expected);
    Map<String, String> text = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      require(JsonToken.VALUE_STRING, "riscvHwprobe", expected);
      text.put(key, json.getText());
    }
    return RiscvHwprobe.parse(text)
        .orElseThrow(() -> new Unfit("has in `riscvHwprobe` what is not " + expected));
  }

  private HwcapWords words() throws IOException, Unfit {
    String expected = "an object of hexadecimal strings by AT_ number";
    require(JsonToken.START_OBJECT, "words", expected);
    Map<Integer, Long> values = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String type = json.currentName();
      json.nextToken();
      require(JsonToken.VALUE_STRING, "words", expected);
      String value = json.getText();
      boolean sound =
          type.matches("[0-9]{1,3}")
              && AuxType.isWord(Integer.parseInt(type))
              && value.matches("0x[0-9a-fA-F]{1,16}");
      if (!sound) {
        throw new Unfit("has in `words` what is not " + expected);
      }
      values.put(Integer.valueOf(type), Long.parseUnsignedLong(value.substring(2), 16));
    }
    return HwcapWords.of(values);
  }

  private void require(JsonToken token, String field, String expected) throws Unfit {
    if (json.currentToken() != token) {
      throw new Unfit("has in `" + field + "` what is not " + expected);
    }
  }

  /** The text is JSON, but describes no machine. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Unfit(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
