package dev.plimsoll.verifier.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ByteViewTest {

  private static final MemoryBytes EIGHT =
      new MemoryBytes(new byte[] {1, 2, 3, 4, (byte) 0xff, 6, 7, (byte) 0x88});

  @Test
  void readsNumbersInBothByteOrders() throws IOException {
    ByteView little = new ByteView(EIGHT, false);
    ByteView big = new ByteView(EIGHT, true);

    assertThat(little.u16(0)).isEqualTo(0x0201);
    assertThat(big.u16(0)).isEqualTo(0x0102);
    assertThat(little.u32(4)).isEqualTo(0x880706ffL);
    assertThat(big.u32(4)).isEqualTo(0xff060788L);
    assertThat(little.u64(0)).isEqualTo(0x880706ff04030201L);
    assertThat(little.word(0, false)).isEqualTo(0x04030201L);
  }

  @Test
  void refusesToReadPastTheEnd() {
    ByteView view = new ByteView(EIGHT, false);

    assertThatThrownBy(() -> view.u32(5)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> view.u8(-1)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> view.u64(Long.MAX_VALUE)).isInstanceOf(EOFException.class);
  }

  @Test
  void knowsWhatItHoldsWithoutOverflow() {
    assertThat(EIGHT.contains(0, 8)).isTrue();
    assertThat(EIGHT.contains(8, 0)).isTrue();
    assertThat(EIGHT.contains(1, 8)).isFalse();
    assertThat(EIGHT.contains(Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
    assertThat(EIGHT.contains(4, -1)).isFalse();
    assertThat(EIGHT.contains(-4, 4)).isFalse();
  }

  @Test
  void endsStringsAtTheirTerminatorTheirTableOrTheLimit() throws IOException {
    ByteView view = new ByteView(new MemoryBytes("abc\0def".getBytes("UTF-8")), false);

    assertThat(view.text(0, 7, 99)).isEqualTo("abc");
    assertThat(view.text(4, 6, 99)).isEqualTo("de");
    assertThat(view.text(4, 7, 1)).isEqualTo("d");
  }

  @Test
  void readsAFileAsItReadsMemory(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(3).nextBytes(bytes);
    Path path = Files.write(folder.resolve("f"), bytes);
    try (FileBytes file = FileBytes.openAndDelete(path)) {
      ByteView view = new ByteView(file, true);
      ByteView memory = new ByteView(new MemoryBytes(bytes), true);
      Random random = new Random(4);
      for (int i = 0; i < 20_000; i++) {
        int at = random.nextInt(bytes.length - 8);
        assertThat(view.u64(at)).isEqualTo(memory.u64(at));
      }
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void saysThatAFileBecameShorter(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("f"), new byte[100]);
    try (FileBytes file = FileBytes.open(path)) {
      Files.write(path, new byte[10]);

      assertThatThrownBy(() -> file.read(0, new byte[100], 0, 100))
          .isInstanceOf(EOFException.class)
          .hasMessage("the file became shorter than 100 bytes");
    }
  }
}
