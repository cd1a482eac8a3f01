package dev.plimsoll.runtime.host;

import java.util.Arrays;
import java.util.Optional;

/** Descriptions of a machine that are recognized but not read yet. */
enum DumpFormat {
  LSCPU_JSON("lscpu -J output", "{", "\"lscpu\""),
  FIRECRACKER_FINGERPRINT("a Firecracker fingerprint", "{", "\"guest_cpu_config\""),
  LIBVIRT_XML("libvirt host XML", "<", "<cpu"),
  NFD_LABELS("a list of NFD labels", "", "feature.node.kubernetes.io/");

  /** Where a marker must begin to count, so that a large text is not searched as a whole. */
  private static final int HEAD = 1 << 16;

  private final String title;
  private final String start;
  private final String marker;

  DumpFormat(String title, String start, String marker) {
    this.title = title;
    this.start = start;
    this.marker = marker;
  }

  String title() {
    return title;
  }

  static Optional<DumpFormat> of(String dump) {
    String head = dump.substring(0, Math.min(dump.length(), HEAD)).stripLeading();
    return Arrays.stream(values())
        .filter(f -> head.startsWith(f.start) && head.contains(f.marker))
        .findFirst();
  }
}
