package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuidTest {
  /** An AMD EPYC 9R14 (Zen 4) under Linux 6.18, subleaves of leaf 13 by their number. */
  private static final Map<Integer, int[]> ZEN4 =
      Map.of(
          0, new int[] {0x2e7, 0x988, 0x988, 0},
          1, new int[] {0xf, 0x9b0, 0x1800, 0},
          2, new int[] {0x100, 0x240, 0, 0},
          5, new int[] {0x40, 0x340, 0, 0},
          6, new int[] {0x200, 0x380, 0, 0},
          7, new int[] {0x400, 0x580, 0, 0},
          9, new int[] {0x8, 0x980, 0, 0},
          11, new int[] {0x10, 0, 1, 0});

  @Test
  void readsTheSizeAndTheComponentsOfUserPrograms() throws IOException {
    TreeMap<Integer, XsaveArea.Component> components = new TreeMap<>();
    components.put(2, new XsaveArea.Component(576, 256));
    components.put(5, new XsaveArea.Component(832, 64));
    components.put(6, new XsaveArea.Component(896, 512));
    components.put(7, new XsaveArea.Component(1408, 1024));
    components.put(9, new XsaveArea.Component(2432, 8));
    assertThat(Cpuid.xsaveArea((leaf, subleaf) -> zen4(leaf, subleaf)))
        .contains(new XsaveArea(2440, components));
  }

  @Test
  void aProcessorWithoutTheLeafHasNoArea() throws IOException {
    assertThat(Cpuid.xsaveArea((leaf, subleaf) -> new int[] {leaf == 0 ? 12 : 9, 9, 9, 9}))
        .isEmpty();
    assertThat(Cpuid.xsaveArea((leaf, subleaf) -> new int[] {leaf == 0 ? -1 : 0, 0, 0, 0}))
        .isEmpty();
  }

  @Test
  void whatCannotBeReadIsUnknown(@TempDir Path folder) throws IOException {
    assertThat(Cpuid.xsaveArea(folder.resolve("none"))).isEmpty();
    assertThat(Cpuid.xsaveArea(Files.createFile(folder.resolve("empty")))).isEmpty();
    assertThat(Cpuid.xsaveArea(folder)).isEmpty();
    assertThat(Cpuid.xsaveArea(Files.write(folder.resolve("noise"), noise()))).isEmpty();
  }

  private static int[] zen4(int leaf, int subleaf) {
    return leaf == 0 ? new int[] {0x10, 0, 0, 0} : ZEN4.getOrDefault(subleaf, new int[4]);
  }

  private static byte[] noise() {
    byte[] noise = new byte[64];
    Arrays.fill(noise, (byte) 0xff);
    return noise;
  }
}
