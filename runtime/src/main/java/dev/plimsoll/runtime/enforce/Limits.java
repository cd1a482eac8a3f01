package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;

/** What holding by words cannot reach, in sentences. */
final class Limits {
  private static final String ANY = "*";

  private record Row(String mechanism, String architecture, String sentence) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              ANY,
              "x86_64",
              "on x86-64 AT_HWCAP is CPUID leaf 1 EDX and steers nothing: glibc, compilers' run"
                  + " times and JVMs ask CPUID"),
          unanswered("k"),
          unanswered("s"),
          unanswered("o"),
          new Row(
              "p",
              "x86_64",
              "CPUID is answered only where a control cpuid-faulting is set: not in programs executed"
                  + " under a seccomp filter of their own, and not what XGETBV and /proc/cpuinfo tell;"
                  + " one that executes CPUID while it blocks or ignores SIGSEGV loses that"),
          new Row(
              ANY,
              "aarch64",
              "a program that reads the ID registers itself (mrs) sees the machine's features,"
                  + " whatever its words say"),
          new Row(
              ANY,
              "aarch64",
              "32-bit (AArch32) programs keep their words, which mean something else"),
          new Row(
              ANY,
              "aarch64",
              "where pac-keys is 0, pacga still signs, and a program can set vector lengths and keys"
                  + " again"),
          new Row(
              ANY,
              "riscv64",
              "a program that asks riscv_hwprobe is told the machine's extensions, whatever its words"
                  + " say; where vector-state is 0 it gets SIGILL for the vectors that it then tries"),
          new Row(ANY, "riscv64", "where vector-state is 0, a program can switch vectors on again"),
          new Row(ANY, ANY, "a program that executes an instruction without asking is not stopped"),
          new Row(ANY, ANY, "/proc/cpuinfo shows the machine's features"),
          new Row(
              ANY,
              ANY,
              "/proc/PID/auxv keeps the machine's words in 32-bit programs and in programs under"
                  + " a seccomp filter of their own"),
          new Row(
              ANY,
              ANY,
              "without root, a program file that the supervisor may not read cannot be held, and"
                  + " set-user-id programs gain no privilege"),
          new Row(
              "k",
              ANY,
              "any process can widen its own words again by prctl(PR_SET_MM, PR_SET_MM_MAP), and so"
                  + " what it starts"),
          new Row(
              "k",
              "aarch64",
              "a 64-bit program that a 32-bit one starts finds all words of the machine again"),
          new Row(
              "o", ANY, "descendants are not held: what the program starts finds all words again"),
          new Row(
              "s", ANY, "a process that a debugger or a further supervisor traces cannot be held"),
          new Row(
              "s",
              ANY,
              "when the supervisor dies, running processes go on and every further exec fails with"
                  + " ENOSYS"),
          new Row(
              "p", ANY, "a process made by clone(CLONE_UNTRACED) escapes with all its descendants"),
          new Row("p", ANY, "debuggers and further supervisors inside the tree get EPERM"));

  private Limits() {}

  private static Row unanswered(String mechanism) {
    return new Row(
        mechanism,
        "x86_64",
        "CPUID is not answered: that needs a tracer of each thread (p) and a processor with CPUID"
            + " faulting");
  }

  static List<String> of(Mechanism mechanism, Machine machine) {
    return of(mechanism, machine.architecture());
  }

  static List<String> of(Mechanism mechanism, String architecture) {
    List<String> sentences = new ArrayList<>();
    for (Row row : ROWS) {
      if ((row.mechanism().equals(ANY) || row.mechanism().equals(mechanism.letter()))
          && (row.architecture().equals(ANY) || row.architecture().equals(architecture))) {
        sentences.add(row.sentence());
      }
    }
    return sentences;
  }
}
