package dev.plimsoll.dsl.format;

/** A comment without white space at its end. */
record Comment(String text, Gap gap) {}
