package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Rule;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

  @ParameterizedTest
  @CsvSource({
    "org.x:zip, linux/*.so, true",
    "org.x:*, **, true",
    "zip-1.2.jar, linux/*.so, true",
    "org.x:zip, zip-1.2.jar!/linux/*.so, false",
    "org.y:zip, **, false"
  })
  void findsWaiversByArtifactOrArchive(String artifact, String path, boolean matches) {
    Place place = new Place(Optional.of("org.x:zip:linux"), "lib/zip-1.2.jar!/linux/a.so");

    assertThat(place.isIn(waiver(artifact, path))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "app.jar, BOOT-INF/**, true",
    "zip.jar, linux/a.so, true",
    "zip.jar, BOOT-INF/**, false",
    "a.so, **, true",
    "a.so, linux/a.so, false"
  })
  void findsWaiversByEveryArchiveAroundIt(String artifact, String path, boolean matches) {
    Place place = new Place(Optional.empty(), "app.jar!/BOOT-INF/lib/zip.jar!/linux/a.so");

    assertThat(place.isIn(waiver(artifact, path))).isEqualTo(matches);
  }

  @Test
  void suggestsAWaiverThatMatchesIt() {
    Place[] places = {
      new Place(Optional.of("org.x:zip:linux"), "zip.jar!/linux/a.so"),
      new Place(Optional.of("org.x:app"), "target/native/a.so"),
      new Place(Optional.of("org.x:app"), "org.x:app"),
      new Place(Optional.empty(), "app.jar!/lib/zip.jar!/a.so"),
      new Place(Optional.empty(), "native/a.so"),
      new Place(Optional.empty(), "app.jar")
    };
    for (Place place : places) {
      assertThat(place.isIn(waiver(place.owner(), place.inside()))).as("%s", place).isTrue();
    }
  }

  private static Rule.Waiver waiver(String artifact, String path) {
    return new Rule.Waiver(artifact, path, "because", "owner", LocalDate.of(2027, 1, 1));
  }
}
