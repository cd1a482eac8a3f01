package dev.plimsoll.runtime.host;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A machine as one JSON document, the output of {@code plimsoll probe}. Words are hexadecimal
 * strings by decimal AT_ number; {@code null} stands for what is not known.
 */
public final class HostJson {
  private HostJson() {}

  /** The document, ending in a newline; the same machine always gives the same text. */
  public static String print(Host host) {
    return """
    {
      "schema": 1,
      "architecture": %s,
      "kernel": %s,
      "vendor": %s,
      "model": %s,
      "processors": %s,
      "sveDefaultVectorBytes": %s,
      "smeDefaultVectorBytes": %s,
      "pageBytes": %s,
      "minSignalStackBytes": %s,
      "xsave": %s,
      "hypervisor": %s,
      "riscvHwprobe": %s,
      "words": %s,
      "features": %s
    }
    """
        .formatted(
            JsonText.quoted(host.architecture()),
            orNull(host.kernelRelease().map(JsonText::quoted)),
            orNull(host.vendor().map(JsonText::quoted)),
            orNull(host.model().map(JsonText::quoted)),
            orNull(host.processors()),
            orNull(host.sveDefaultVectorBytes()),
            orNull(host.details().smeDefaultVectorBytes()),
            orNull(host.details().pageBytes()),
            orNull(host.details().minSignalStackBytes()),
            orNull(host.details().xsave().map(HostJson::object)),
            orNull(host.details().hypervisor().map(JsonText::quoted)),
            orNull(host.details().riscvHwprobe().map(HostJson::object)),
            orNull(host.words().map(HostJson::object)),
            orNull(host.features().map(HostJson::array)));
  }

  private static String orNull(Optional<String> json) {
    return json.orElse("null");
  }

  private static String orNull(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "null";
  }

  private static String object(HwcapWords words) {
    return words.asMap().entrySet().stream()
        .map(
            e ->
                JsonText.quoted(e.getKey().toString())
                    + ": "
                    + JsonText.quoted("0x" + Long.toHexString(e.getValue())))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String object(RiscvHwprobe hwprobe) {
    return hwprobe.text().entrySet().stream()
        .map(e -> JsonText.quoted(e.getKey()) + ": " + JsonText.quoted(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String object(XsaveArea area) {
    return area.components().entrySet().stream()
        .map(
            e ->
                "\"%d\": {\"offset\": %d, \"bytes\": %d}"
                    .formatted(e.getKey(), e.getValue().offset(), e.getValue().bytes()))
        .collect(
            Collectors.joining(", ", "{\"bytes\": " + area.bytes() + ", \"components\": {", "}}"));
  }

  private static String array(Collection<String> strings) {
    return strings.stream().map(JsonText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }
}
