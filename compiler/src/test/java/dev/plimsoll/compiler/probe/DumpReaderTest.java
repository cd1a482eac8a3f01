package dev.plimsoll.compiler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostJson;
import dev.plimsoll.runtime.host.HostReading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpReaderTest {
  private static final long SEED = 20261122;
  private static final Path DUMPS = Path.of("src/test/fixtures/dumps");

  private static Host host(String file) {
    HostReading reading = DumpReader.read(DUMPS.resolve(file));
    assertThat(reading).isInstanceOf(Host.class);
    return (Host) reading;
  }

  private static String refusal(String dump) {
    return ((HostReading.Unreadable) DumpReader.parse(dump)).reason();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "firecracker-genoa.json|x86_64|avx512_bf16 avx512vl sha_ni abm|amx_tile avx_vnni"
            + "|5.10.255-253.1008.amzn2.x86_64|AMD EPYC",
        "firecracker-sapphire-rapids.json|x86_64|avx512_bitalg la57 serialize|amx_tile avx512_fp16 xop"
            + "|5.10.255-253.1008.amzn2.x86_64|Intel(R) Xeon(R) Processor",
        "firecracker-neoverse-n1.json|aarch64|atomics asimddp crc32 lrcpc|sve bf16 fcma"
            + "|5.10.255-253.1008.amzn2.aarch64|CPU implementer 0x41, CPU part 0xd0c,",
        "firecracker-neoverse-v1.json|aarch64|atomics bf16 i8mm fcma jscvt|sve2 sme"
            + "|5.10.255-253.1008.amzn2.aarch64|CPU implementer 0x41, CPU part 0xd40,",
        "lscpu-kaby-lake.json|x86_64|avx2 abm hypervisor|fma avx512f|"
            + "|Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz",
        "lscpu-z15.json|s390x|vxe2 dflt sie|nnpa||8561",
        "nfd-sapphire-rapids.txt|x86_64|amx_tile avx512_fp16 sha_ni cx8 shstk sse4_2 f16c|amx_fp16"
            + "|5.15.0-25-generic|family 6 model 143",
        "nfd-arm64.json|aarch64|asimdhp fphp flagm2 sb uscat|sve bf16|6.12.5-linuxkit|family 15",
        "libvirt-haswell.xml|x86_64|avx2 bmi2 fma abm f16c sse4_2 pclmulqdq|avx512f rtm||SandyBridge",
        "libvirt-kunpeng.xml|aarch64|atomics crc32 fphp|sve||Kunpeng-920",
      })
  void readsWhatProgramsWriteAboutRealMachines(
      String file,
      String architecture,
      String present,
      String absent,
      String kernel,
      String model) {
    Host host = host(file);

    assertThat(host.architecture()).isEqualTo(architecture);
    List<String> names =
        List.of(present.split(" ", -1)).stream()
            .map(
                name ->
                    IsaCatalog.load()
                        .architecture(architecture)
                        .flatMap(a -> a.feature(name))
                        .orElseThrow()
                        .name())
            .toList();
    assertThat(host.features().orElseThrow())
        .containsAll(names)
        .doesNotContain(absent.split(" ", -1));
    assertThat(host.kernelRelease().orElse(null)).isEqualTo(kernel);
    assertThat(host.model().orElseThrow()).startsWith(model);
    assertThat(host.words()).isEmpty();
    assertThat(ProbeReader.read(HostJson.print(host))).isEqualTo(host);
  }

  @Test
  void readsWhoRunsTheMachine() {
    assertThat(host("lscpu-kaby-lake.json").details().hypervisor()).contains("KVM");
    assertThat(host("lscpu-z15.json").processors()).hasValue(2);
    assertThat(host("firecracker-genoa.json").vendor()).contains("AuthenticAMD");
  }

  /** Its own CPUID shows more than libvirt counts to a model: what is not listed is not there. */
  @Test
  void aModelOfLibvirtPromisesNoMoreThanItSays() {
    String bare =
        "<cpu><arch>x86_64</arch><model>Haswell-noTSX-IBRS</model><feature name='abm'/>"
            + "<feature policy='disable' name='rdrand'/><feature name='made-up'/></cpu>";

    assertThat(((Host) DumpReader.parse(bare)).features().orElseThrow())
        .contains("avx2", "abm", "made-up")
        .doesNotContain("rdrand", "f16c");
    String unknown = "<cpu><arch>x86_64</arch><model>Later</model><feature name='abm'/></cpu>";
    assertThat(((Host) DumpReader.parse(unknown)).features()).isEmpty();
  }

  @Test
  void readsLabelsAsYamlToo() {
    String yaml =
        """
        metadata:
          labels:
            feature.node.kubernetes.io/cpu-cpuid.AVX2: "true"
            feature.node.kubernetes.io/cpu-cpuid.ADX: "false"
            kubernetes.io/arch: amd64
        """;
    assertThat(((Host) DumpReader.parse(yaml)).features().orElseThrow())
        .contains("avx2", "avx")
        .doesNotContain("adx");
  }

  @Test
  void tablesNameFeaturesAndModelsOfTheCatalogue() {
    var x86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
    var arm = IsaCatalog.load().architecture("aarch64").orElseThrow();
    assertThat(ProbeTables.rows("cpuid.tsv"))
        .hasSizeGreaterThan(200)
        .noneMatch(row -> row.get(4).isEmpty())
        .allMatch(row -> x86.feature(row.get(4)).isPresent());
    assertThat(ProbeTables.rows("id-registers.tsv"))
        .hasSizeGreaterThan(60)
        .allMatch(row -> arm.feature(row.get(0)).isPresent());
    assertThat(ProbeTables.rows("libvirt-models.tsv"))
        .filteredOn(row -> !row.get(1).equals("*"))
        .allSatisfy(
            row -> {
              var cpu = x86.cpu(row.get(2)).orElseThrow();
              assertThat(row.get(3).split(",", -1))
                  .allMatch(name -> name.isEmpty() || cpu.guaranteed().contains(name), row.get(1));
            });
    assertThat(ProbeTables.rows("nfd-names.tsv"))
        .allMatch(row -> row.get(1).isEmpty() || x86.feature(row.get(1)).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"lscpu\": [|this lscpu -J output is no JSON document in line 1",
        "{\"lscpu\": []}|has no field `Architecture:`",
        "{\"lscpu\": [{\"field\": \"Architecture:\", \"data\": \"mips\"}]}|does not know: mips",
        "{\"guest_cpu_config\": {}}|neither CPUID leaves alone nor ID registers alone",
        "{\"guest_cpu_config\": {\"reg_modifiers\": [{\"addr\": \"0x1\", \"bitmap\": \"7\"}]}}"
            + "|has a bitmap that is none: 7",
        "{\"guest_cpu_config\": {\"reg_modifiers\": [{\"addr\": \"0x1\", \"bitmap\": \"0b1\"}]}}"
            + "|shows no feature",
        "<capabilities><host><cpu>|is no XML document that can be read; see line 1",
        "<capabilities><host><cpu/></host></capabilities>|has no <arch>",
        "<cpu><arch>vax</arch></cpu>|does not know: vax",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><cpu><arch>&x;</arch></cpu>"
            + "|is no XML document",
        "feature.node.kubernetes.io/cpu-cpuid.AVX=true|does not say `kubernetes.io/arch`",
        "kubernetes.io/hostname=a kubernetes.io/hostname=b feature.node.kubernetes.io/x=1"
            + "|is of several nodes",
        "hello|this is no /proc/cpuinfo text"
      })
  void saysWhatIsWrong(String dump, String reason) {
    assertThat(refusal(dump)).contains(reason);
  }

  @Test
  void boundsWhatItReads() {
    assertThat(refusal("<cpu" + "><a".repeat(200_000))).contains("is no XML document");
    assertThat(refusal("{\"lscpu\":" + "[".repeat(200_000))).contains("is no JSON document");
    assertThat(refusal("feature.node.kubernetes.io/".repeat(100_000)))
        .contains("does not say `kubernetes.io/arch`");
    assertThat(
            refusal(
                "{\"guest_cpu_config\": {\"addr\": \"0\", \"bitmap\": \"0b"
                    + "1".repeat(9000)
                    + "\"}}"))
        .contains("bitmap")
        .hasSizeLessThan(200);
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsAReason(@TempDir Path folder) throws IOException {
    assertThat(DumpReader.read(folder.resolve("none")))
        .isEqualTo(new HostReading.Unreadable("there is no such file"));
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(((HostReading.Unreadable) DumpReader.read(large)).reason())
        .startsWith("it is larger than 32 MiB");
    assertThat(((HostReading.Unreadable) DumpReader.read(folder)).reason())
        .startsWith("it cannot be read");
  }

  @Test
  void survivesDamage() throws IOException {
    Random random = new Random(SEED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(DUMPS)) {
      for (Path file : files) {
        byte[] dump = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
          byte[] damaged = dump.clone();
          for (int n = random.nextInt(6); n >= 0; n--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
          }
          String text = new String(damaged, StandardCharsets.UTF_8);
          String cut =
              random.nextBoolean() ? text : text.substring(0, random.nextInt(text.length()));
          assertThat(DumpReader.parse(cut)).as("seed %d, %s, %d", SEED, file, i).isNotNull();
        }
      }
    }
  }
}
