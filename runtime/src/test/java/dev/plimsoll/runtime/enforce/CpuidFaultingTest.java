package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.plan.CpuidMask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of it needs no processor with CPUID faulting; the rest runs in src/test/cpuid. */
class CpuidFaultingTest {
  private static final CpuidMask MASK = CpuidMask.none(7, OptionalInt.of(0)).and("ebx", 0x20);

  private static ByteBuffer bytes(String hex) {
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2);
    for (int i = 0; i < hex.length(); i += 2) {
      bytes.put((byte) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return bytes.flip();
  }

  @ParameterizedTest
  @CsvSource({
    "0fa2, 2, 2",
    "0fa290, 2, 2",
    "660fa2, 3, 3",
    "66f22e0fa2, 5, 5",
    "480fa2, 3, 0",
    "66480fa2, 4, 0",
    "f00fa2, 0, 0",
    "0fa3, 0, 0",
    "0f, 0, 0",
    "90, 0, 0",
    "666666666666666666666666660fa2, 15, 15",
    "66666666666666666666666666660fa2, 0, 0",
  })
  void findsTheInstructionBehindItsPrefixes(String hex, int inLongMode, int in32Bits) {
    assertThat(CpuidInstruction.length(bytes(hex), true)).isEqualTo(inLongMode);
    assertThat(CpuidInstruction.length(bytes(hex), false)).isEqualTo(in32Bits);
  }

  @Test
  void anAnswerLosesTheBitsOfTheMasksForItsLeaf() {
    ByteBuffer answer = Kernel.buffer(16);
    List<CpuidMask> masks =
        List.of(MASK, CpuidMask.none(7, OptionalInt.empty()).and("edx", 1), MASK.and("ecx", 0));
    for (int i = 0; i < 4; i++) {
      answer.putInt(i * 4, -1);
    }

    CpuidFaulting.masked(masks, 7, 0, answer);
    assertThat(answer.asIntBuffer().get(1)).isEqualTo(~0x20);
    assertThat(answer.asIntBuffer().get(3)).isEqualTo(~1);
    CpuidFaulting.masked(masks, 1, 0, answer.putInt(4, -1));
    assertThat(answer.asIntBuffer().get(1)).isEqualTo(-1);
  }

  private static String report(HoldPlan plan) throws IOException {
    Setup setup =
        Setup.all().filter(s -> s.mechanism() == Mechanism.TRACED_TREE).findFirst().orElseThrow();
    Path report = Files.createTempFile("cpuid", ".report");
    List<String> line = new ArrayList<>(setup.java());
    line.addAll(List.of(SupervisorMain.class.getName(), "--report=" + report));
    line.addAll(List.of(plan.by(Mechanism.TRACED_TREE).text(), "--", "/bin/true"));
    assertThat(Setup.run(line, b -> b)).isEqualTo(new Setup.Ran(0, "", ""));
    String text = Files.readString(report);
    Files.delete(report);
    return text;
  }

  @Test
  void theReportSaysWhetherItIsThere() throws IOException {
    boolean isThere = Files.readString(Path.of("/proc/cpuinfo")).contains(" cpuid_fault ");

    assertThat(report(HoldPlan.NONE.cpuid(MASK)))
        .contains(
            isThere
                ? "control cpuid-faulting set for 1 programs\n"
                : "control cpuid-faulting not available: no CPUID faulting: ENODEV");
    assertThat(report(HoldPlan.NONE)).doesNotContain("\ncontrol ");
  }

  @Test
  void theProcessorAnswersWithItsOwnName() throws IOException {
    Kernel kernel = new Kernel(NativeCalls.load().value().orElseThrow());

    ByteBuffer answer = Processor.open(kernel).orElseThrow().answer(kernel.getpid(), 0, 0);

    ByteBuffer name = Kernel.buffer(12);
    name.putInt(answer.getInt(4)).putInt(answer.getInt(12)).putInt(answer.getInt(8)).flip();
    assertThat(Files.readString(Path.of("/proc/cpuinfo")))
        .contains(": " + StandardCharsets.US_ASCII.decode(name) + "\n");
  }
}
