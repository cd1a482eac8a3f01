package dev.plimsoll.compiler.export;

import dev.plimsoll.runtime.plan.HoldChoices;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A drop-in for a service unit. {@code Environment=} replaces what the unit itself sets for the
 * same variable; with a command, {@code ExecStart=} does so, too.
 */
public final class SystemdDropIn {
  private SystemdDropIn() {}

  /** The drop-in. */
  public static String print(PlanExport export) {
    StringBuilder unit = new StringBuilder();
    export.remarks().forEach(remark -> unit.append("# ").append(remark).append('\n'));
    unit.append("[Service]\n");
    export
        .environment()
        .forEach(
            (name, value) ->
                unit.append("Environment=").append(quote(name + "=" + value)).append('\n'));
    if (export.launch().plan().choices().exec32Bit().equals(HoldChoices.DENY)) {
      // A seccomp filter of systemd's: programs of another ABI are killed.
      unit.append("SystemCallArchitectures=native\n");
    }
    if (!export.command().isEmpty()) {
      unit.append("ExecStart=\nExecStart=");
      unit.append(
          export.command().stream()
              .map(word -> quote(word).replace("$", "$$"))
              .collect(Collectors.joining(" ")));
      unit.append('\n');
    }
    return unit.toString();
  }

  /** One item, whatever it holds: systemd.syntax(7) for quotes, systemd.unit(5) for {@code %}. */
  static String quote(String item) {
    StringBuilder quoted = new StringBuilder("\"");
    item.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '%' -> quoted.append("%%");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (c < ' ' || c == 0x7f) {
                    quoted.append(String.format(Locale.ROOT, "\\x%02x", c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
