package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.host.RiscvHwprobe;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HwprobeCallTest {
  @Test
  void keysThatTheKernelDoesNotKnowStayUnknown() {
    ByteBuffer pairs = Kernel.buffer(48);
    for (long word : new long[] {3, 1, -1, 0, 6, 64}) {
      pairs.putLong(word);
    }

    assertThat(HwprobeCall.answers(pairs.flip())).containsExactly(entry(3, 1L), entry(6, 64L));
  }

  @Test
  void onlyKernelsOfRiscvAnswer() {
    boolean isRiscv = HostReader.currentArchitecture().equals(RiscvHwprobe.ARCHITECTURE);

    assertThat(new HwprobeCall().answers(List.of(0, 4)).isPresent()).isEqualTo(isRiscv);
  }

  @Test
  void theReaderOfHostsFindsIt() {
    assertThat(ServiceLoader.load(RiscvHwprobe.Call.class))
        .singleElement()
        .isInstanceOf(HwprobeCall.class);
  }
}
