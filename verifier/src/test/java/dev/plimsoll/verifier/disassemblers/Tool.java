package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.elf.CodeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disassembler that code is given to. */
enum Tool {
  LLVM("LLVM", "llvm-objdump") {
    @Override
    void options(List<String> command, Subject subject, Llvm llvm) {
      command.addAll(List.of("-z", "--triple=" + subject.set().triple()));
      command.addAll(llvm.everything());
      everySection(command, subject);
      command.add(subject.file().toString());
    }
  },
  OBJDUMP("GNU objdump", "objdump") {
    @Override
    void options(List<String> command, Subject subject, Llvm llvm) {
      command.addAll(List.of("-z", "-w"));
      everySection(command, subject);
      if (!subject.set().objdump().isEmpty()) {
        command.addAll(List.of(subject.set().objdump().split(" ", -1)));
      }
      command.add(subject.file().toString());
    }
  },
  ZYDIS("Zydis", "zydis_sweep") {
    @Override
    void options(List<String> command, Subject subject, Llvm llvm) {
      command.addAll(
          List.of(subject.file().toString(), subject.set().header().wide() ? "64" : "32"));
    }
  },
  CAPSTONE("capstone", "capstone_sweep") {
    @Override
    void options(List<String> command, Subject subject, Llvm llvm) {
      command.addAll(List.of(subject.file().toString(), subject.set().name()));
    }
  };

  /** What {@link #CAPSTONE} exits with if it does not know the instruction set. */
  static final int NO_SUCH_SET = 3;

  private final String shown;
  private final String program;

  Tool(String shown, String program) {
    this.shown = shown;
    this.program = program;
  }

  String shown() {
    return shown;
  }

  /** With -d what a symbol names as an object would be taken for data. */
  private static void everySection(List<String> command, Subject subject) {
    command.add("-D");
    subject.ranges().stream()
        .map(CodeRange::name)
        .distinct()
        .forEach(name -> command.addAll(List.of("-j", name)));
  }

  abstract void options(List<String> command, Subject subject, Llvm llvm);

  List<String> command(Path tools, Subject subject, Llvm llvm) {
    List<String> command = new ArrayList<>(List.of(tools.resolve(program).toString()));
    options(command, subject, llvm);
    return command;
  }

  /** Whether it prints a listing with addresses; others are told which pieces to decode. */
  boolean lists() {
    return this == LLVM || this == OBJDUMP;
  }

  boolean knows(InstructionSet set) {
    return this != ZYDIS || set.x86();
  }
}
