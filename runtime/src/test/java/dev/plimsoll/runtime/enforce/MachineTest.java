package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Machine.ExecCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of machines that tests do not run on are held against what they are made of. */
class MachineTest {
  private static final int LITTLE_ENDIAN_64 = 0xC0000000;
  private static final int LITTLE_ENDIAN_32 = 0x40000000;

  @Test
  void filtersKnowAnArchitectureByItsElfMachineWidthAndByteOrder() {
    assertThat(auditArchitectures(Machine.X86_64)).containsExactly(elf64(62), elf32(3));
    assertThat(auditArchitectures(Machine.AARCH64)).containsExactly(elf64(183), elf32(40));
    assertThat(auditArchitectures(Machine.RISCV64)).containsExactly(elf64(243), elf32(243));
  }

  private static List<Integer> auditArchitectures(Machine machine) {
    return machine.execCalls().stream().map(ExecCalls::auditArch).toList();
  }

  private static int elf64(int machine) {
    return LITTLE_ENDIAN_64 | machine;
  }

  private static int elf32(int machine) {
    return LITTLE_ENDIAN_32 | machine;
  }

  @Test
  void genericNumbersAreThoseOfTheCallThatExecutes() {
    for (Machine machine : List.of(Machine.AARCH64, Machine.RISCV64)) {
      assertThat(machine.execCalls().get(0).numbers())
          .contains(SystemCall.EXECVE.number(machine))
          .contains(221, 281);
    }
    assertThat(Machine.X86_64.execCalls().get(0).numbers())
        .contains(SystemCall.EXECVE.number(Machine.X86_64));
  }

  /** {@code struct user_regs_struct} of riscv: pc, then x1 to x31 in their order. */
  @Test
  void riscvsRegistersStandInTheOrderOfTheirNumbers() {
    Machine.Registers registers = Machine.RISCV64.registers();
    List<String> x =
        Stream.of(
                Stream.of("pc", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1"),
                IntStream.range(0, 8).mapToObj(i -> "a" + i),
                IntStream.range(2, 12).mapToObj(i -> "s" + i),
                IntStream.range(3, 7).mapToObj(i -> "t" + i))
            .flatMap(names -> names)
            .toList();

    assertThat(registers.words()).isEqualTo(x.size());
    assertThat(x.get(registers.programCounter())).isEqualTo("pc");
    assertThat(x.get(registers.stackPointer())).isEqualTo("sp");
    assertThat(x.get(registers.result())).isEqualTo("a0");
    assertThat(registers.number()).extracting(x::get).containsExactly("a7");
    assertThat(registers.arguments())
        .extracting(x::get)
        .containsExactly("a0", "a1", "a2", "a3", "a4", "a5");
  }

  @Test
  void riscvsCallMayBeginAtAnyHalfword() {
    ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    code.putShort((short) 0x4581); // c.li a1, 0
    code.putInt(0x08b00893); // li a7, 139
    code.putInt(0x00000073); // ecall

    assertThat(Machine.RISCV64.syscallCode().find(code)).hasValue(6);
    assertThat(Machine.RISCV64.syscallCode().find(ByteBuffer.allocate(64))).isEmpty();
  }

  @Test
  void machinesHaveNames() {
    assertThat(Machine.names()).containsExactly("x86_64", "aarch64", "riscv64");
    assertThat(Machine.named("riscv64")).isEqualTo(Optional.of(Machine.RISCV64));
    assertThat(Machine.named("s390x")).isEmpty();
  }
}
