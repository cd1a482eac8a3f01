package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Switch;
import dev.plimsoll.runtime.knob.Switchboard;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of the knob tables fit together and say what they may say. */
class KnobCatalogTest {
  private static final KnobCatalog CATALOG = KnobCatalog.load();
  private static final List<Architecture> ALL = IsaCatalog.load().architectures();

  private static Stream<Knob> knobs() {
    return ALL.stream().flatMap(architecture -> CATALOG.on(architecture).stream());
  }

  @Test
  void everyArchitectureHasRecordsAndEveryComponentHasOne() {
    assertThat(ALL).allSatisfy(a -> assertThat(CATALOG.on(a)).isNotEmpty());
    assertThat(CATALOG.components().stream().map(KnobComponent::name))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            knobs().map(Knob::component).collect(Collectors.toSet()));
  }

  @Test
  void everyEncoderIsUsed() {
    assertThat(
            knobs().flatMap(knob -> knob.way().stream()).map(Knob.Way::encoder).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Encoder.class));
  }

  @Test
  void idsAreUniqueOnAnArchitectureAndNameOneComponentAndPart() {
    for (Architecture architecture : ALL) {
      assertThat(CATALOG.on(architecture).stream().map(Knob::id)).doesNotHaveDuplicates();
    }
    Map<String, String> slots = new HashMap<>();
    knobs()
        .forEach(
            knob -> {
              String what = knob.component() + " " + knob.part();
              assertThat(slots.merge(knob.slot(), what, (old, now) -> old)).isEqualTo(what);
            });
  }

  @Test
  void theVersionsOfASlotDoNotOverlap() {
    knobs()
        .collect(Collectors.groupingBy(k -> k.architecture() + " " + k.slot()))
        .values()
        .forEach(
            slot ->
                slot.stream()
                    .flatMap(k -> k.versions().from().stream())
                    .forEach(
                        version ->
                            assertThat(slot.stream().filter(k -> k.versions().contains(version)))
                                .as(slot.get(0).slot() + " " + version)
                                .hasSize(1)));
  }

  @Test
  void switchesHaveNamesOfTheirOwnAndEncodersReadWhatTheyWrite() {
    knobs()
        .filter(knob -> knob.way().isPresent())
        .forEach(
            knob -> {
              Switchboard board = knob.board();
              assertThat(board.ids()).as(knob.id()).doesNotHaveDuplicates().isNotEmpty();
              if (!knob.way().get().encoder().hasVariableEach()) {
                for (Switch each : board.switches()) {
                  roundTrip(knob, board.close(Set.of(each.id())));
                }
                roundTrip(knob, board.close(new HashSet<>(board.ids())));
              }
            });
  }

  private static void roundTrip(Knob knob, Set<String> wanted) {
    Set<String> off = new LinkedHashSet<>(wanted);
    knob.board().switches().stream()
        .filter(knob.board()::isLowest)
        .forEach(lowest -> off.remove(lowest.id()));
    Encoder encoder = knob.way().orElseThrow().encoder();
    String value = encoder.encode(knob.board(), off);
    assertThat(encoder.decode(knob.board(), value)).as(knob.id() + " " + value).isEqualTo(off);
  }

  @Test
  void whatARungAddsIsSaidOnceOnItsLadder() {
    for (Knob knob : knobs().toList()) {
      Map<String, String> said = new HashMap<>();
      for (KnobSwitch each : knob.switches()) {
        if (each.key().filter(Switch::isRung).isPresent()) {
          String ladder = each.key().get().ladder();
          for (String feature : each.features()) {
            assertThat(said.put(ladder + " " + feature, knob.id()))
                .as(knob.id() + " " + feature)
                .isNull();
          }
        }
      }
    }
  }

  @Test
  void wordsRecordsNameOnlyFeaturesThatHaveABit() {
    knobs()
        .filter(knob -> knob.kind() == Knob.Kind.WORDS)
        .forEach(
            knob ->
                assertThat(knob.features(KnobSwitch.State.WORDS))
                    .as(knob.id())
                    .isNotEmpty()
                    .allMatch(
                        f ->
                            knob.architecture()
                                .hasWord(knob.architecture().feature(f).orElseThrow())));
  }

  @Test
  void noWordHoldsAnythingOnX86AndRiscV() {
    assertThat(knobs().filter(knob -> knob.kind() == Knob.Kind.WORDS))
        .noneMatch(k -> Set.of("x86_64", "i386", "riscv64").contains(k.architecture().name()));
    Architecture x86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
    assertThat(CATALOG.notes(x86)).anyMatch(s -> s.startsWith("AT_HWCAP steers nothing on x86-64"));
  }

  @Test
  void leaksAreClosedBySwitchesThatExist() {
    knobs()
        .forEach(
            knob ->
                knob.leaks()
                    .forEach(
                        leak -> {
                          assertThat(leak.features()).isNotEmpty();
                          leak.closedBy()
                              .forEach(ids -> assertThat(knob.board().ids()).containsAll(ids));
                        }));
  }

  @Test
  void rowsOfSecondaryTablesBelongToARecord() {
    Set<String> ids = knobs().map(Knob::id).collect(Collectors.toSet());
    for (String table : List.of("leaks", "proofs")) {
      assertThat(CatalogTableReader.read("knobs/" + table).map(row -> row.text("record")))
          .allSatisfy(id -> assertThat(ids).contains(id));
    }
    Set<String> used =
        CatalogTableReader.read("knobs/records")
            .flatMap(row -> row.list("switches").stream())
            .collect(Collectors.toSet());
    assertThat(CatalogTableReader.read("knobs/switches").map(row -> row.text("group")))
        .allSatisfy(group -> assertThat(used).contains(group));
  }

  @Test
  void aProofIsOfAnArchitectureAndAVersionOfItsRecordAndRaisesNoOther() {
    Map<String, Long> rows =
        CatalogTableReader.read("knobs/proofs")
            .collect(
                Collectors.groupingBy(
                    row -> row.text("record") + " on " + row.text("arch"), Collectors.counting()));
    Map<String, Long> read =
        knobs()
            .filter(knob -> !knob.proofs().isEmpty())
            .collect(
                Collectors.toMap(
                    knob -> knob.id() + " on " + knob.architecture().name(),
                    knob -> (long) knob.proofs().size()));
    assertThat(read).isEqualTo(rows);
    knobs()
        .forEach(
            knob ->
                assertThat(knob.proofs())
                    .filteredOn(proof -> Character.isDigit(proof.version().charAt(0)))
                    .as(knob.id())
                    .allMatch(proof -> knob.versions().contains(proof.version())));
  }

  @Test
  void whatShowsNoCodeNamesEveryFeatureThatItSaw() {
    knobs()
        .flatMap(knob -> knob.proofs().stream())
        .filter(proof -> proof.level().enforces())
        .forEach(proof -> assertThat(proof.features()).as(proof.command()).isNotEmpty());
  }

  @Test
  void jdksThatNobodyRanAreNotSaidToBeHeldOnEvidence() {
    Architecture x86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
    for (String version : List.of("22", "23", "24")) {
      assertThat(CATALOG.of("jvm", x86))
          .filteredOn(knob -> knob.versions().contains(version))
          .singleElement()
          .satisfies(knob -> assertThat(knob.evidence()).isEqualTo(Evidence.DOCUMENTED));
    }
  }

  @Test
  void evidenceOfARecordThatNobodyRanIsItsDocument() {
    Architecture x86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
    assertThat(CATALOG.of("mkl", x86)).allMatch(k -> k.evidence() == Evidence.DOCUMENTED);
    assertThat(CATALOG.of("glibc", x86))
        .filteredOn(k -> k.versions().contains("2.36"))
        .singleElement()
        .satisfies(
            k -> {
              assertThat(k.evidence("avx512f")).isEqualTo(Evidence.ACCOUNTED);
              assertThat(k.evidence("bmi2")).isEqualTo(Evidence.EXECUTED);
              assertThat(k.evidence("erms")).isEqualTo(Evidence.REPORT);
            });
  }

  @Test
  void versionsCompareByNumbers() {
    KnobVersions versions =
        new KnobVersions(java.util.Optional.of("2.9"), java.util.Optional.of("2.32"));
    assertThat(versions.contains("2.31-13+deb11u5")).isTrue();
    assertThat(versions.contains("2.9")).isTrue();
    assertThat(versions.contains("2.10.1")).isTrue();
    assertThat(versions.contains("2.32")).isFalse();
    assertThat(versions.contains("2.8.99")).isFalse();
    assertThat(KnobVersions.compare("1.26rc1", "1.26")).isZero();
    assertThat(versions).hasToString("2.9 to before 2.32");
  }
}
