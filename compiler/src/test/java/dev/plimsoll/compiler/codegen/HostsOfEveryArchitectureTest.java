package dev.plimsoll.compiler.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.InMemoryClasses;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.probe.DumpReader;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.host.HostReading;
import dev.plimsoll.runtime.policy.Carried;
import dev.plimsoll.runtime.policy.CheckOutcome;
import dev.plimsoll.runtime.policy.Lacking;
import dev.plimsoll.runtime.policy.NotCovered;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A generated class of a policy on all architectures, asked about real machines of each. */
class HostsOfEveryArchitectureTest {
  private static final Path MACHINES =
      Path.of("../runtime/src/test/resources/dev/plimsoll/runtime/host");
  private static final String POLICY =
      """
      policy fleet.Everywhere;

      baseline able {
          x86_64:      x86-64-v3;
          i386:        i686 + { avx2 };
          aarch64:     armv8.2-a + { crc32, atomics };
          arm:         armhf + { neon };
          riscv64:     rv64gc + { zba, zbb, zbs };
          ppc64le:     power9;
          s390x:       z13;
          loongarch64: la64v1.0 + { lasx };
      }

      baseline beyond {
          x86_64:      x86-64-v3 + { amx_tile };
          i386:        i686 + { amx_tile };
          aarch64:     armv8.2-a + { sve, f16mm };
          arm:         armhf + { asimddp };
          riscv64:     rv64gc + { zvbb };
          ppc64le:     power10;
          s390x:       z16;
          loongarch64: la64v1.1;
      }

      baseline elsewhere { x86_64: x86-64-v2; }
      """;

  /** What {@code LD_SHOW_AUXV} names on POWER9: no text of its kernel lists features. */
  private static final HwcapWords POWER9 = HwcapWords.of(16, 0xdc0065c2L, 26, 0xbee00000L);

  private static InMemoryClasses classes;

  @BeforeAll
  static void generate() throws IOException {
    Compilation compilation = PolicyCompiler.compile(new SourceFile("everywhere.plimsoll", POLICY));
    assertThat(compilation.diagnostics()).isEmpty();
    classes = InMemoryClasses.compile(List.of(compilation.source().orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "cpuinfo-x86_64-epyc, x86_64, amx_tile",
    "cpuinfo-aarch64-neoverse-n1, aarch64, fcma sve",
    "cpuinfo-arm-cortex-a53, arm, asimddp",
    "cpuinfo-arm-krait, arm, asimddp",
    "cpuinfo-riscv64-x60, riscv64, zvbb zvkb",
    "cpuinfo-s390x-z14, s390x, gs vxd vxe vxe2 vxp vxp2",
    "cpuinfo-loongarch64-3a6000, loongarch64, lam_bh",
  })
  void answersForARealMachine(String file, String architecture, String lacking) throws Exception {
    Host host = host(file);

    assertThat(host.architecture()).isEqualTo(architecture);
    assertThat(check("Able", host)).isInstanceOf(Carried.class);
    assertThat(check("Beyond", host))
        .isInstanceOfSatisfying(
            Lacking.class,
            outcome -> assertThat(outcome.features()).containsExactly(lacking.split(" ", -1)));
  }

  @Test
  void aMachineOfTheArchitectureCanLackTheBaseline() throws Exception {
    assertThat(check("Able", host("cpuinfo-riscv64-c906")))
        .isInstanceOfSatisfying(
            Lacking.class,
            outcome -> assertThat(outcome.features()).containsExactly("zba", "zbb", "zbs"));
  }

  /** Its kernel names the extensions of {@code a} nowhere. */
  @Test
  void anOldKernelsIsaStringIsReadAsANewOnes() throws Exception {
    Host old = HostReader.parse("isa : rv64imafdcsu_zba_zbb_zbs").host().orElseThrow();

    assertThat(check("Able", old)).isInstanceOf(Carried.class);
  }

  @Test
  void wordsDecideWhereNoTextListsFeatures() throws Exception {
    Host silent = host("cpuinfo-ppc64le-power9");
    Host power9 = silent.withWords(POWER9);

    assertThat(check("Able", silent))
        .isInstanceOfSatisfying(
            Carried.class, outcome -> assertThat(outcome.unknown()).contains("arch_3_00", "vsx"));
    assertThat(check("Able", power9))
        .isInstanceOfSatisfying(
            Carried.class, outcome -> assertThat(outcome.unknown()).doesNotContain("arch_3_00"));
    assertThat(check("Beyond", power9))
        .isInstanceOfSatisfying(
            Lacking.class,
            outcome -> assertThat(outcome.features()).containsExactly("arch_3_1", "mma"));
  }

  @Test
  void aFeatureThatOnlyAWordShowsIsNotLookedForInTheText() throws Exception {
    Host n1 = host("cpuinfo-aarch64-neoverse-n1");
    TreeSet<String> all = new TreeSet<>(n1.features().orElseThrow());
    all.addAll(Set.of("sve", "fcma"));
    Host withSve = n1.withFeatures(all);

    assertThat(check("Beyond", withSve))
        .isInstanceOfSatisfying(
            Carried.class, outcome -> assertThat(outcome.unknown()).contains("f16mm"));
    assertThat(check("Beyond", withSve.withWords(HwcapWords.of(16, -1L))))
        .isInstanceOfSatisfying(
            Lacking.class, outcome -> assertThat(outcome.features()).containsExactly("f16mm"));
  }

  @Test
  void everyArchitectureOfTheCatalogueIsAsked() throws Exception {
    Set<String> names =
        IsaCatalog.load().architectures().stream()
            .map(architecture -> architecture.name())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(check("Able", Host.ofArchitecture("mips64")))
        .isInstanceOfSatisfying(
            NotCovered.class, outcome -> assertThat(outcome.covered()).isEqualTo(names));
    assertThat(check("Elsewhere", host("cpuinfo-s390x-z16"))).isInstanceOf(NotCovered.class);
  }

  private static Host host(String file) {
    HostReading reading = DumpReader.read(MACHINES.resolve(file + ".txt"));
    return reading.host().orElseThrow();
  }

  private static CheckOutcome check(String baseline, Host host)
      throws ReflectiveOperationException {
    Class<?> type = classes.loadClass("fleet.Everywhere$" + baseline);
    return (CheckOutcome) type.getMethod("check", Host.class).invoke(null, host);
  }
}
