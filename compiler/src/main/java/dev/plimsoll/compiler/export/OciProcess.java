package dev.plimsoll.compiler.export;

import dev.plimsoll.runtime.host.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of an OCI {@code config.json} that a plan is about. Its {@code env} is to be appended to
 * that of the container, its {@code args}, there with a command, replace those of the container.
 */
public final class OciProcess {
  private OciProcess() {}

  /** The document. */
  public static String print(PlanExport export) {
    Map<String, Object> process = new LinkedHashMap<>();
    List<String> arguments = export.command();
    if (!arguments.isEmpty()) {
      process.put("args", arguments);
    }
    process.put(
        "env",
        export.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList());
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("dev.plimsoll.policy", export.launch().plan().policy());
    annotations.put("dev.plimsoll.baseline", export.launch().plan().baseline().name());
    annotations.put("dev.plimsoll.architecture", export.architecture());
    annotations.put("dev.plimsoll.remarks", String.join("\n", export.remarks()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("process", process);
    document.put("annotations", annotations);
    return JsonText.print(document);
  }
}
