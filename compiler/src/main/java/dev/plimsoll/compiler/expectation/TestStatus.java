package dev.plimsoll.compiler.expectation;

/** What came of an expectation or a test, from good to bad. */
public enum TestStatus {
  PASS,
  FAIL,
  /** It was not evaluated, so nobody knows. */
  ERROR
}
