package dev.plimsoll.runtime.inheritance;

import java.util.Locale;

/** For which width a program was built, seen from its kernel. */
public enum Abi {
  /** The kernel's own width. */
  NATIVE,
  /** 32-bit (x86: x32, too) on a 64-bit kernel. */
  COMPAT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
