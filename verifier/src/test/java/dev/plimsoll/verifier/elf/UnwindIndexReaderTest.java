package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;

final class UnwindIndexReaderTest {

  private static final int ARM = 40;
  private static final int INDEX = 0x70000001;
  private static final long SECTION = 0x2000;

  @Test
  void readsWhereFunctionsBeginAndTakesEachUpToTheNext() {
    FrameTable frames = index(ARM).read().frames();

    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.address(0)).isEqualTo(0x1000);
    assertThat(frames.size(0)).isEqualTo(0x30);
    assertThat(frames.address(1)).isEqualTo(0x1030);
    assertThat(frames.size(1)).isZero();
  }

  @Test
  void readsItFromSegmentsWhereThereAreNoSections() {
    FrameTable frames = index(ARM).withoutSectionHeaders().read().frames();

    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.address(1)).isEqualTo(0x1030);
  }

  @Test
  void knowsThatTheNumberMeansSomethingElseToOtherMachines() {
    assertThat(index(3).read().frames().count()).isZero();
  }

  private static ElfBuilder index(int machine) {
    BytesBuilder index = new BytesBuilder(false);
    index.u32(0x1000 - SECTION & 0x7fffffff).u32(1);
    index.u32(0x1030 - SECTION - 8 & 0x7fffffff).u32(0x80b0b0b0L);
    return new ElfBuilder(false, false)
        .machine(machine)
        .code(".text", 0x1000, new byte[64])
        .part(".ARM.exidx", INDEX, 2, SECTION, index.build())
        .segment(Segment.LOAD, 5, ".text")
        .segment(INDEX, 4, ".ARM.exidx");
  }
}
