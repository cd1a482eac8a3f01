package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncodingTableReaderTest {

  @Test
  void readsRowsInTheirOrder() throws IOException {
    EncodingTable table =
        read(
            """
            # unit 4
            #mask	value	alternatives	hint	detection
            ffffffff	d503241f	-	bti
            ff000000	80000000	!
            f0000000	80000000	sve|fp8+sme2
            e0000000	80000000	-		idreg
            """);

    assertThat(table.layout()).isEqualTo(new Layout(4, 8, List.of()));
    assertThat(table.rows()).containsOnlyKeys(4);
    assertThat(table.rows(4)).extracting(EncodingRow::mask).first().isEqualTo(0xffffffffL);
    assertThat(table.classes())
        .containsExactly(
            new InstructionClass(List.of(List.of()), Optional.of("bti"), Optional.empty()),
            new InstructionClass(
                List.of(List.of("sve"), List.of("fp8", "sme2")),
                Optional.empty(),
                Optional.empty()),
            new InstructionClass(List.of(List.of()), Optional.empty(), Optional.of("idreg")));
    assertThat(table.answer(4, 0x80000001L)).isEqualTo(Decoder.UNDECODED);
    assertThat(table.answer(4, 0x88000001L)).isEqualTo(Decoder.answer(1, 4));
    assertThat(table.answer(4, 0x90000000L)).isEqualTo(Decoder.answer(2, 4));
  }

  @Test
  void givesRowsOfOneClassOneIndex() throws IOException {
    EncodingTable table =
        read(
            """
            # unit 4
            f0000000	80000000	sve
            f0000000	90000000	sve
            """);

    assertThat(table.classes()).hasSize(1);
    assertThat(table.answer(4, 0x80000000L)).isEqualTo(table.answer(4, 0x90000000L));
  }

  @Test
  void readsHowInstructionsLieInMemory() throws IOException {
    EncodingTable table =
        read(
            """
            # unit 2
            # chunk 1
            # length 4 0 c0 40
            # length 6 0 c0 c0
            ff00	0100	-
            ff0000000000	c00000000000	vx
            """);

    assertThat(table.layout())
        .isEqualTo(
            new Layout(
                2,
                1,
                List.of(
                    new Layout.LengthRule(4, 0, 0xc0, 0x40),
                    new Layout.LengthRule(6, 0, 0xc0, 0xc0))));
    assertThat(table.answer(2, 0x0107)).isEqualTo(Decoder.answer(0, 2));
    assertThat(table.answer(6, 0xc0ff_ffff_ffffL)).isEqualTo(Decoder.answer(1, 6));
    assertThat(table.answer(4, 0x0107)).isEqualTo(Decoder.UNDECODED);
  }

  @Test
  void refusesALineThatIsNoPartOfALayout() {
    assertThatThrownBy(() -> read("# units 4\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("units");
  }

  private static EncodingTable read(String text) throws IOException {
    return EncodingTableReader.read(new BufferedReader(new StringReader(text)));
  }
}
