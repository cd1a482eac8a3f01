package dev.plimsoll.compiler.catalog;

/** Whether the kernel's words can tell a program that a feature is missing. */
public enum WordCover {
  /** A bit of a native word is the feature's own. */
  OWN,
  /** Only together with something beyond the base ISA that it needs and that has a bit. */
  PREREQUISITE,
  /** They cannot. */
  NONE
}
