package dev.plimsoll.runtime.knob;

import java.util.Locale;

/** How well it is shown that a setting works, weakest first. */
public enum Evidence {
  /** Stated by a document or the component's source; not run. */
  DOCUMENTED,
  /** E0: the component shows the setting as it was given. */
  ECHO,
  /** E1: the component itself says that it does without the feature. */
  REPORT,
  /** E2: another function or kernel was selected. */
  SELECTION,
  /** E3: the code that was selected or generated holds no such instruction. */
  STATIC,
  /** E4: a trace of the execution holds no such instruction. */
  EXECUTED,
  /** E5: the kernel's accounting shows no use by the whole process. */
  ACCOUNTED;

  /** Whether a plan may call a feature enforced on this evidence. */
  public boolean enforces() {
    return compareTo(STATIC) >= 0;
  }

  /** The name in lower case. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
