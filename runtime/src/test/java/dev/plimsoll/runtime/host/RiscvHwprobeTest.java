package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RiscvHwprobeTest {
  /** What Debian's Linux 6.12.107 answers under qemu 10, {@code -cpu max}. */
  private static final RiscvHwprobe QEMU =
      new RiscvHwprobe(
          new TreeMap<>(
              Map.of(
                  0,
                  0L,
                  1,
                  0L,
                  2,
                  0L,
                  3,
                  1L,
                  4,
                  0x1bfffffffffffL,
                  5,
                  3L,
                  6,
                  64L,
                  7,
                  0x800000000000L,
                  8,
                  10_000_000L,
                  9,
                  3L)));

  private static RiscvHwprobe of(int key, long value) {
    return new RiscvHwprobe(new TreeMap<>(Map.of(key, value)));
  }

  @Test
  void keysAreToldByNameAndInTheirOwnNotation() {
    assertThat(QEMU.text())
        .containsExactly(
            entry("BASE_BEHAVIOR", "0x1"),
            entry("CPUPERF_0", "fast"),
            entry("HIGHEST_VIRT_ADDRESS", "0x800000000000"),
            entry("IMA_EXT_0", "0x1bfffffffffff"),
            entry("MARCHID", "0x0"),
            entry("MIMPID", "0x0"),
            entry("MISALIGNED_SCALAR_PERF", "fast"),
            entry("MVENDORID", "0x0"),
            entry("TIME_CSR_FREQ", "10000000"),
            entry("ZICBOZ_BLOCK_SIZE", "64"));
    assertThat(RiscvHwprobe.parse(QEMU.text())).contains(QEMU);
  }

  @Test
  void bitsAreExtensionsWithWhatTheseHold() {
    assertThat(QEMU.features())
        .contains("i", "m", "a", "f", "d", "c", "v", "zba", "zawrs", "zvksh", "ztso")
        .contains("zaamo", "zicsr", "zvl128b")
        .doesNotContain("zicntr", "supm", "zicfilp", "zicclsm");
    assertThat(of(4, Long.MIN_VALUE).features()).containsExactlyInAnyOrder("zicfilp", "zicsr");
    assertThat(of(16, 1 << 1).features()).containsExactly("zicclsm");
    assertThat(of(11, 1).features()).containsExactly("xtheadvector");
    assertThat(of(0, -1).features()).isEmpty();
  }

  @Test
  void whatThisVersionDoesNotKnowIsAsTheKernelSaysIt() {
    assertThat(of(9, 9).text()).containsExactly(entry("MISALIGNED_SCALAR_PERF", "0x9"));
    assertThat(of(0, -1).text()).containsExactly(entry("MVENDORID", "0xffffffffffffffff"));
    assertThat(of(6, -1).text()).containsExactly(entry("ZICBOZ_BLOCK_SIZE", "0xffffffffffffffff"));
    assertThat(of(999, 1).text()).isEmpty();
    for (RiscvHwprobe some : List.of(of(9, 9), of(0, -1), of(6, -1), of(8, Long.MAX_VALUE))) {
      assertThat(RiscvHwprobe.parse(some.text())).contains(some);
    }
    assertThat(RiscvHwprobe.parse(Map.of("LATER", "words", "MIMPID", "0x7"))).contains(of(2, 7));
    assertThat(RiscvHwprobe.parse(Map.of("MIMPID", "words"))).isEmpty();
  }

  @Test
  void aMachineHasWhatItsTextAndItsKernelTell() {
    Host bare = Host.ofArchitecture("riscv64");
    Host told = bare.withFeatures(new TreeSet<>(List.of("zicntr")));

    assertThat(told.with(of(16, 1 << 1)).features().orElseThrow())
        .containsExactly("zicclsm", "zicntr");
    assertThat(bare.with(QEMU).features()).as("some are not all").isEqualTo(Optional.empty());
    assertThat(HostJson.print(bare.with(of(9, 2))))
        .contains("\"riscvHwprobe\": {\"MISALIGNED_SCALAR_PERF\": \"slow\"}");
  }
}
