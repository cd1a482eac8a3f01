package dev.plimsoll.compiler.export;

import java.util.regex.Pattern;

/**
 * Variables as {@code NAME=VALUE} lines that POSIX shells ({@code set -a; . ./file}) and systemd's
 * {@code EnvironmentFile=} read alike. {@code docker --env-file} does not take quotes.
 */
public final class EnvFile {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private EnvFile() {}

  /** The file. */
  public static String print(PlanExport export) {
    StringBuilder file = new StringBuilder();
    export.remarks().forEach(remark -> file.append("# ").append(remark).append('\n'));
    export
        .environment()
        .forEach((name, value) -> file.append(name).append('=').append(quote(value)).append('\n'));
    return file.toString();
  }

  /**
   * A value in double quotes where it needs any; systemd takes a backslash there only before the
   * characters that shells do (env-file.c).
   */
  static String quote(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + value.replaceAll("([\"\\\\`$])", "\\\\$1") + '"';
  }
}
