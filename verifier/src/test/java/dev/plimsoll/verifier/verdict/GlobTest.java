package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "**/*.so, linux/amd64/libx.so, true",
    "**/*.so, libx.so, true",
    "**/*.so, libx.so.1, false",
    "*.so, libx.so, true",
    "*.so, linux/libx.so, false",
    "linux/**, linux/amd64/libx.so, true",
    "linux/**, windows/linux/libx.so, false",
    "linux/**/libx.so, linux/libx.so, true",
    "linux/**/libx.so, linux/a/b/libx.so, true",
    "lib?.so, libx.so, true",
    "lib?.so, lib/.so, false",
    "**, anything/at/all, true",
    "**x**, a/x/b, true",
    "[a-z].so, x.so, false",
    "[a-z].so, [a-z].so, true",
    "'', x, false"
  })
  void matchesPaths(String pattern, String path, boolean matches) {
    assertThat(Glob.path(pattern).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme:zip, com.acme:zip, true",
    "com.acme:*, com.acme:zip, true",
    "*:zip, com.acme:zip, true",
    "*, com.acme:zip, true",
    "com.acme:zip, com.acme:zippy, false",
    "com?acme:zip, com.acme:zip, true"
  })
  void matchesNames(String pattern, String name, boolean matches) {
    assertThat(Glob.name(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void takesNoLongerForAHostilePattern() {
    String path = "a/".repeat(2000) + "b";

    assertThat(Glob.path("**/*a*".repeat(200) + "c").matches(path)).isFalse();
  }
}
