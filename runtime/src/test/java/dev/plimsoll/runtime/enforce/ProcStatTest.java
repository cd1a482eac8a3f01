package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static ProcStat of(String text) {
    return ProcStat.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void fieldsAreFoundBehindAnyName() {
    ProcStat stat = of("17 (a) S 4 (b) 9) R 42 17 17 34816 -1 140735171845600\n");

    assertThat(stat.field(ProcStat.PARENT)).isEqualTo(42);
    assertThat(stat.field(ProcStat.TERMINAL)).isEqualTo(34816);
    assertThat(stat.field(8)).isEqualTo(-1);
    assertThat(stat.field(9)).isEqualTo(140735171845600L);
  }

  @Test
  void whatIsNotThereIsZero() {
    assertThat(of("").field(ProcStat.PARENT)).isZero();
    assertThat(of("17 (true) R 42\n").field(ProcStat.START_STACK)).isZero();
  }

  @Test
  void thisProcessTellsItsParent() {
    Kernel kernel = new Kernel(NativeCalls.load().value().orElseThrow());
    ProcStat stat = ProcStat.read(kernel, kernel.getpid(), Kernel.buffer(ProcStat.BYTES));

    assertThat(stat.field(ProcStat.PARENT))
        .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(stat.field(ProcStat.START_STACK)).isNotZero();
  }
}
