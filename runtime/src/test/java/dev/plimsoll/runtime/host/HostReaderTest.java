package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostReaderTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = HostReaderTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String refusal(String dump) {
    return ((HostReading.Unreadable) HostReader.parse(dump)).reason();
  }

  @Test
  void readsAnX86CpuinfoWithTheKernelsNames() throws IOException {
    Host host = HostReader.parse(resource("cpuinfo-x86_64-epyc.txt")).host().orElseThrow();

    assertThat(host.architecture()).isEqualTo("x86_64");
    assertThat(host.features().orElseThrow())
        .contains("pni", "sse4_2", "avx2", "avx512f", "abm", "lm")
        .doesNotContain("sse3", "lzcnt", "");
    assertThat(host.vendor()).contains("AuthenticAMD");
    assertThat(host.model()).contains("AMD EPYC");
    assertThat(host.processors()).hasValue(2);
    assertThat(host.words()).isEmpty();
    assertThat(host.kernelRelease()).isEmpty();
  }

  @Test
  void readsAnAarch64Cpuinfo() throws IOException {
    Host host = HostReader.parse(resource("cpuinfo-aarch64-neoverse-n1.txt")).host().orElseThrow();

    assertThat(host.architecture()).isEqualTo("aarch64");
    assertThat(host.features().orElseThrow())
        .contains("atomics", "asimdhp", "ssbs")
        .doesNotContain("sve");
    assertThat(host.model())
        .contains("CPU implementer 0x41, CPU part 0xd0c, CPU variant 0x3, CPU revision 1");
  }

  @Test
  void aFeatureThatOneProcessorLacksIsNotTheMachines() {
    String bigLittle =
        """
        processor\t: 0
        Features\t: fp asimd atomics crc32
        CPU part\t: 0xd44

        processor\t: 1
        Features\t: fp asimd crc32
        CPU part\t: 0xd05
        """;

    Host host = HostReader.parse(bigLittle).host().orElseThrow();

    assertThat(host.features().orElseThrow()).containsExactly("asimd", "crc32", "fp");
    assertThat(host.model()).contains("CPU part 0xd44/0xd05");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "isa\\t\\t: rv64imafdc_zba|/proc/cpuinfo of riscv64",
        "vendor_id       : IBM/S390|/proc/cpuinfo of s390x",
        "cpu\\t\\t: POWER9 (raw)|/proc/cpuinfo of ppc64le",
        "CPU Family\\t\\t: Loongson-64bit|/proc/cpuinfo of loongarch64",
        "Features\\t: half thumb fastmult vfp|/proc/cpuinfo of arm",
        "flags\\t: fpu vme de pse|/proc/cpuinfo of i386",
        "{\\n\\\"lscpu\\\": []}|lscpu -J output",
        "{\\\"guest_cpu_config\\\": {}}|a Firecracker fingerprint",
        "<capabilities><host><cpu/></host></capabilities>|libvirt host XML",
        "feature.node.kubernetes.io/cpu-cpuid.AVX=true|a list of NFD labels",
      })
  void otherDumpsAreRefusedByName(String dump, String title) {
    assertThat(refusal(dump.translateEscapes()))
        .startsWith(title + " is not supported by this version");
  }

  @Test
  void textThatIsNoDumpIsRefusedWithWhatWouldBeRead() {
    assertThat(refusal("hello: world\n"))
        .isEqualTo(
            "this is no /proc/cpuinfo text: it lists no processor features; this version reads"
                + " /proc/cpuinfo of x86_64 and aarch64");
    assertThat(refusal("")).startsWith("this is no /proc/cpuinfo text");
  }

  @Test
  void hostileTextEndsInARefusal() {
    byte[] noise = new byte[1 << 20];
    new Random(11).nextBytes(noise);

    assertThat(HostReader.parse(new String(noise, StandardCharsets.ISO_8859_1)).host()).isEmpty();
    assertThat(HostReader.parse("flags:".repeat(1 << 18)).host()).isEmpty();
  }

  @Test
  void readsACopyOfProcAndLeavesWhatIsMissingUnknown(@TempDir Path proc) throws IOException {
    Files.writeString(proc.resolve("cpuinfo"), resource("cpuinfo-aarch64-neoverse-n1.txt"));
    Files.createDirectories(proc.resolve("self"));
    ByteBuffer auxv = ByteBuffer.allocate(48).order(ByteOrder.BIG_ENDIAN);
    Files.write(proc.resolve("self/auxv"), auxv.putLong(16).putLong(0x119fffL).putLong(26).array());

    Host host = HostReader.read(proc, "aarch64", 8, ByteOrder.BIG_ENDIAN);

    assertThat(host.words()).contains(HwcapWords.of(16, 0x119fffL, 26, 0));
    assertThat(host.kernelRelease()).isEmpty();
    assertThat(host.sveDefaultVectorBytes()).isEmpty();
    assertThat(host.features().orElseThrow()).contains("atomics");
    assertThat(HostReader.read(proc, "x86_64", 8, ByteOrder.BIG_ENDIAN).features())
        .as("a cpuinfo of another architecture says nothing")
        .isEmpty();
  }

  @Test
  void readsTheMachineItRunsOn() throws IOException {
    Host host = HostReader.read();

    assertThat(host.architecture()).isEqualTo(HostReader.currentArchitecture());
    assertThat(host.features().orElseThrow()).isNotEmpty();
    assertThat(host.words().orElseThrow().word(16)).isNotZero();
    assertThat(host.kernelRelease())
        .contains(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
  }

  @Test
  void aMissingFileIsAReason(@TempDir Path folder) {
    HostReading reading = HostReader.readDump(folder.resolve("none"));

    assertThat(((HostReading.Unreadable) reading).reason()).isEqualTo("there is no such file");
  }
}
