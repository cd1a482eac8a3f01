package dev.plimsoll.compiler.policy;

/** What a rule says, from the mildest to the most severe. */
public enum Decision {
  ALLOW,
  WARN,
  DENY
}
