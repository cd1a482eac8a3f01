package dev.plimsoll.compiler.probe;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.runtime.host.HostReading;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code lscpu -J} of util-linux writes; newer versions nest their fields. */
final class LscpuReader {
  private static final int MOST_FIELDS = 10_000;

  private LscpuReader() {}

  static HostReading read(String text) {
    Dump dump = new Dump("lscpu -J output");
    Map<String, String> values = new HashMap<>();
    String[] label = {""};
    Optional<String> mistake =
        JsonText.fields(
            text,
            (name, value) -> {
              if (name.equals("field")) {
                label[0] = value;
              } else if (name.equals("data") && values.size() < MOST_FIELDS) {
                values.putIfAbsent(label[0], value);
              }
            });
    if (mistake.isPresent()) {
      return dump.refusal(mistake.get());
    }
    String machine = values.get("Architecture:");
    if (machine == null) {
      return dump.refusal("has no field `Architecture:`; write it with LC_ALL=C");
    }
    Optional<Architecture> architecture = Dump.architecture(machine);
    if (architecture.isEmpty()) {
      return dump.unknownArchitecture(machine);
    }
    Optional<List<String>> flags =
        Optional.ofNullable(values.get("Flags:"))
            .map(String::strip)
            .filter(list -> !list.isEmpty())
            .map(list -> Arrays.asList(list.split("\\s+", -1)));
    return dump.vendor(Optional.ofNullable(values.get("Vendor ID:")))
        .model(
            Optional.ofNullable(values.get("Model name:"))
                .or(() -> Optional.ofNullable(values.get("Machine type:"))))
        .hypervisor(Optional.ofNullable(values.get("Hypervisor vendor:")))
        .processors(Optional.ofNullable(values.get("CPU(s):")))
        .host(architecture.get(), flags);
  }
}
