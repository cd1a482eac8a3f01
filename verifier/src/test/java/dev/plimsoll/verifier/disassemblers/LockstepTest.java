package dev.plimsoll.verifier.disassemblers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.verifier.decode.Decoders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockstepTest {

  /**
   * {@code push %rbp}, {@code vpaddd}, {@code ud2}, an opcode that 64-bit mode lacks, {@code nop}.
   */
  private static final byte[] CODE = HexFormat.of().parseHex("55c5fdfec10f0b0690");

  private final List<String> found = new ArrayList<>();

  @Test
  void sweepsThatAgreeDifferInNothing() throws IOException {
    Lockstep lockstep =
        listing(
            " 0:\t55  \tpush\n 1: c5 fd fe c1 \tvpaddd\n 5: 0f 0b \tud2\n 7: 06 \t(bad)\n 8: 90 \tnop\n");

    assertThat(found).isEmpty();
    assertThat(lockstep.instructions()).isEqualTo(4);
    assertThat(lockstep.neither()).isOne();
    assertThat(lockstep.apart()).isZero();
    lockstep.end();
  }

  @Test
  void eachKindOfDifferenceIsFoundAndTheSweepsMeetAgain() throws IOException {
    Lockstep lockstep =
        listing(
            " 0: 55 c5 \todd\n 2: fd fe c1 \tmid\n 5: 0f 0b \t<unknown>\n 7: 06 \tpush\n 8: 90 \tnop\n");

    assertThat(found)
        .containsExactly("LENGTH 55c5 odd -", "HERE 0f0b <unknown> -", "THERE 06 push ?");
    assertThat(lockstep.apart()).isEqualTo(2);
  }

  @Test
  void featuresThatATooltellsAreComparedAndCounted() throws IOException {
    Lockstep lockstep = lockstep(there -> there.equals("vpaddd") ? "avx" : "-");
    lockstep.begin(CODE);
    new Lines(in("55\tpush\nc5fdfec1\tvpaddd\n0f0b\tud2\n0690\t?\n90\tnop\n"))
        .sweep(1, (address, length, known, text) -> lockstep.step(length, known, text));

    assertThat(found).containsExactly("FEATURES c5fdfec1 vpaddd avx2");
    assertThat(lockstep.counts().byFeatures())
        .containsOnly(
            Map.entry("avx2", new FeatureCounts.Times(1, 0)),
            Map.entry("avx", new FeatureCounts.Times(0, 1)),
            Map.entry("-", new FeatureCounts.Times(3, 3)));
  }

  @Test
  void toolThatDoesNotShowAllOfTheCodeFails() throws IOException {
    Lockstep lockstep = listing(" 0: 55 \tpush\n");

    assertThatThrownBy(lockstep::end).hasMessageContaining("1 of 9");
    assertThatThrownBy(() -> listing(" 0: 0000000000000000 00000000 \tnop\n"))
        .hasMessageContaining("12 bytes at 0 of 9");
  }

  @Test
  void numbersInListingsHaveTheLengthOfTheirDigits() throws IOException {
    List<String> lines = new ArrayList<>();
    new Lines(
            in(
                "\nf.so:     file format elf64\n\n0000000000000010 <main>:\n"
                    + "      10:\td503201f                            \tnop\n"
                    + "      14: f000 b800     \tb.w\n"
                    + "      18: 60 20 f0 88  \tstd\t%f2, 136(%r15)\n"
                    + "      1c: 00 00  \t.long\t0\n"))
        .listing(
            (address, length, known, text) ->
                lines.add(address + " " + length + " " + known + " " + text));

    assertThat(lines)
        .containsExactly(
            "16 4 true nop",
            "20 4 true b.w",
            "24 4 true std\t%f2, 136(%r15)",
            "28 2 false .long\t0");
  }

  private Lockstep listing(String text) throws IOException {
    Lockstep lockstep = lockstep(Lockstep.Features.UNTOLD);
    lockstep.begin(CODE);
    new Lines(in(text))
        .listing((address, length, known, said) -> lockstep.step(length, known, said));
    return lockstep;
  }

  private Lockstep lockstep(Lockstep.Features features) {
    return new Lockstep(
        Decoders.forArchitecture("x86_64").orElseThrow(),
        d -> found.add(d.kind().name() + " " + d.hex() + " " + d.there() + " " + d.here()),
        features);
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
