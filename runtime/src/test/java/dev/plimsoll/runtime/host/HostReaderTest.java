package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.AuxReading;
import dev.plimsoll.runtime.words.AuxVector;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
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
      value = {
        "riscv64-x60|riscv64|2|zicond zvfhmin zvl128b zaamo zmmul v|zicfilp zvbb g s"
            + "|mvendorid 0x710, marchid 0x8000000058000001, mimpid 0x1000000049772200",
        "riscv64-c906|riscv64|1|c zcd zalrsc zifencei|v zve32x zba"
            + "|uarch thead,c906, mvendorid 0x5b7, marchid 0x0, mimpid 0x0",
        "s390x-z14|s390x|2|esan3 te vx sie|vxe vxd|3906",
        "s390x-z16|s390x||vxe2 dflt nnpa pcimio|vxe3|",
        "loongarch64-3a6000|loongarch64|2|lasx lbt_mips|complex crypto lam_bh|Loongson-3A6000-HV",
        "arm-cortex-a53|arm|2|neon crc32 vfpd32|swp aes"
            + "|CPU implementer 0x41, CPU part 0xd03, CPU variant 0x0, CPU revision 4",
        "arm-krait|arm|2|swp idiva vfpv4|lpae"
            + "|CPU implementer 0x51, CPU part 0x06f, CPU variant 0x1, CPU revision 0",
        "x86_64-epyc|x86_64|2|avx512f|amx_tile|",
        "aarch64-neoverse-n1|aarch64|2|atomics|sve|",
      })
  void readsTheCpuinfoOfRealMachines(
      String file,
      String architecture,
      Integer processors,
      String present,
      String absent,
      String model)
      throws IOException {
    Host host = HostReader.parse(resource("cpuinfo-" + file + ".txt")).host().orElseThrow();

    assertThat(host.architecture()).isEqualTo(architecture);
    assertThat(host.features().orElseThrow())
        .contains(present.split(" ", -1))
        .doesNotContain(absent.split(" ", -1));
    assertThat(host.processors())
        .isEqualTo(processors == null ? OptionalInt.empty() : OptionalInt.of(processors));
    if (model != null) {
      assertThat(host.model()).contains(model);
    }
  }

  /** Linux lists no features there; the words say them, and this text does not show the words. */
  @Test
  void aPowerCpuinfoLeavesTheFeaturesUnknown() throws IOException {
    Host host = HostReader.parse(resource("cpuinfo-ppc64le-power9.txt")).host().orElseThrow();

    assertThat(host.architecture()).isEqualTo("ppc64le");
    assertThat(host.features()).isEmpty();
    assertThat(host.processors()).hasValue(2);
    assertThat(host.model()).contains("POWER9 (architected), altivec supported");
  }

  @Test
  void hartsOfSeveralKindsAreWhatTheyShare() {
    String mixed =
        """
        processor\t: 0
        isa\t\t: rv64imafdcv_zba_zbb
        processor\t: 1
        isa\t\t: rv64imafdc_zba
        hart isa\t: rv64imac_zba
        """;

    assertThat(HostReader.parse(mixed).host().orElseThrow().features().orElseThrow())
        .contains("a", "zba", "zca", "zicsr")
        .doesNotContain("v", "zve32x", "zbb", "f", "d", "zcd");
  }

  @Test
  void theSameTextIsReadAsProgramsOfEitherWidthSeeIt(@TempDir Path proc) throws IOException {
    Files.writeString(proc.resolve("cpuinfo"), resource("cpuinfo-x86_64-epyc.txt"));

    Host narrow = HostReader.read(proc, "i386", 4, ByteOrder.LITTLE_ENDIAN);

    assertThat(narrow.architecture()).isEqualTo("i386");
    assertThat(narrow.features().orElseThrow()).contains("avx2");
  }

  @Test
  void textThatIsNoDumpIsRefusedWithWhatWouldBeRead() {
    assertThat(refusal("hello: world\n"))
        .isEqualTo(
            "this is no /proc/cpuinfo text: it lists no processor features; this version reads"
                + " /proc/cpuinfo of x86_64, aarch64, arm, riscv64, ppc64le, s390x, loongarch64,"
                + " i386");
    assertThat(refusal("")).startsWith("this is no /proc/cpuinfo text");
  }

  @Test
  void hostileTextEndsInARefusal() {
    byte[] noise = new byte[1 << 20];
    new Random(11).nextBytes(noise);

    assertThat(HostReader.parse(new String(noise, StandardCharsets.ISO_8859_1)).host()).isEmpty();
    assertThat(HostReader.parse("flags:".repeat(1 << 18)).host()).isEmpty();
    String endless = "isa : rv64" + "imafdc_zba".repeat(1 << 20);
    assertThat(HostReader.parse(endless).host().orElseThrow().features()).isEmpty();
    assertThat(HostReader.parse("isa : rv64__zz_!").host().orElseThrow().features()).isEmpty();
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
  void readsWhatElseTheKernelTells(@TempDir Path root) throws IOException {
    Path proc = Files.createDirectories(root.resolve("proc"));
    Files.writeString(proc.resolve("cpuinfo"), resource("cpuinfo-s390x-z14.txt"));
    Files.createDirectories(proc.resolve("sys/abi"));
    Files.writeString(proc.resolve("sys/abi/sve_default_vector_length"), "32\n");
    Files.writeString(proc.resolve("sys/abi/sme_default_vector_length"), "many\n");
    Files.writeString(
        proc.resolve("sysinfo"), "Type: 3906\nVM00 Control Program: KVM/Linux\nVM00 Name: x\n");
    Files.createDirectories(proc.resolve("self"));
    ByteBuffer auxv = ByteBuffer.allocate(64).order(ByteOrder.BIG_ENDIAN);
    auxv.putLong(6).putLong(4096).putLong(51).putLong(3632).putLong(51).putLong(-1);
    Files.write(proc.resolve("self/auxv"), auxv.array());

    Host host = HostReader.read(proc, "s390x", 8, ByteOrder.BIG_ENDIAN);

    assertThat(host.sveDefaultVectorBytes()).hasValue(32);
    assertThat(host.details())
        .isEqualTo(
            new HostDetails(
                OptionalInt.empty(),
                OptionalInt.of(4096),
                OptionalInt.of(3632),
                Optional.empty(),
                Optional.of("KVM/Linux")));
    assertThat(host.words()).as("no word, no words").isEmpty();
    Files.createDirectories(root.resolve("sys/hypervisor"));
    Files.writeString(root.resolve("sys/hypervisor/type"), "xen\n");
    assertThat(HostReader.read(proc, "s390x", 8, ByteOrder.BIG_ENDIAN).details().hypervisor())
        .contains("xen");
  }

  @Test
  void readsTheVectorOfAnotherProcess() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      AuxVector vector = HostReader.auxVector(sleep.pid()).vector().orElseThrow();
      assertThat(vector.words()).isEqualTo(HostReader.read().words().orElseThrow());
    } finally {
      sleep.destroyForcibly().waitFor();
    }
    assertThat(HostReader.auxVector(sleep.pid()))
        .isEqualTo(new AuxReading.Malformed("there is no process " + sleep.pid()));
  }

  @Test
  void readsTheMachineItRunsOn() throws IOException {
    Host host = HostReader.read();

    assertThat(host.architecture()).isEqualTo(HostReader.currentArchitecture());
    assertThat(host.features().orElseThrow()).isNotEmpty();
    assertThat(host.words().orElseThrow().word(16)).isNotZero();
    assertThat(Integer.bitCount(host.details().pageBytes().orElseThrow())).isEqualTo(1);
    assertThat(host.kernelRelease())
        .contains(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
  }
}
