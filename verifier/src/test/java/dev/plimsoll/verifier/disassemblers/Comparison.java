package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.disassemblers.Difference.Kind;
import dev.plimsoll.verifier.disassemblers.Lockstep.Features;
import dev.plimsoll.verifier.disassemblers.Lockstep.Text;
import dev.plimsoll.verifier.elf.CodeRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One tool's sweep over one subject, beside the decoder's. */
final class Comparison implements Lines.Sink {

  private final Subject subject;
  private final Tool tool;
  private final Consumer<Difference> differences;
  private final Lockstep lockstep;
  private final List<CodeRange> left;
  private CodeRange range = new CodeRange("", 0, 0, 0);

  Comparison(Subject subject, Tool tool, Consumer<Difference> differences, Features features) {
    this.subject = subject;
    this.tool = tool;
    this.differences = differences;
    this.lockstep = new Lockstep(subject.set().decoder(), differences, features);
    this.left = new ArrayList<>(subject.ranges().stream().filter(r -> r.size() > 0).toList());
  }

  /** Runs the tool; fails if it fails, or does not show all of the code. */
  Lockstep run(Path tools, Llvm llvm) throws IOException {
    List<String> command = tool.command(tools, subject, llvm);
    Path pieces = Files.createTempFile("pieces", "");
    try {
      List<String> lines = left.stream().map(r -> r.offset() + " " + r.size()).toList();
      Files.write(pieces, lines);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(pieces.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream in = process.getInputStream()) {
        if (tool.lists()) {
          new Lines(in).listing(this);
        } else {
          new Lines(in).sweep(tool == Tool.ZYDIS ? 1 : 0, this);
        }
      } finally {
        process.destroy();
      }
      int status = process.waitFor();
      if (status == Tool.NO_SUCH_SET && tool == Tool.CAPSTONE) {
        differences.accept(new Difference(Kind.SET, "", "", ""));
        return lockstep;
      }
      lockstep.end();
      if (status != 0 || !left.isEmpty()) {
        throw new IllegalStateException(
            String.join(" ", command) + ": status " + status + ", not shown: " + left);
      }
      return lockstep;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.delete(pieces);
    }
  }

  @Override
  public void instruction(long address, int length, boolean known, Text text) throws IOException {
    if (address >= range.address() && address < range.address() + lockstep.reached()) {
      lockstep.back((int) (address - range.address()));
    }
    boolean next =
        lockstep.reached() == range.size()
            || address >= 0 && address != range.address() + lockstep.reached();
    if (next) {
      if (lockstep.reached() != range.size()) {
        throw new IllegalStateException(
            tool
                + ", "
                + subject.name()
                + ", "
                + range
                + ": from "
                + lockstep.reached()
                + " to "
                + address);
      }
      range =
          left.stream()
              .filter(r -> address < 0 || r.address() == address)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          subject.name() + ": no code at " + Long.toHexString(address)));
      left.remove(range);
      lockstep.begin(subject.code(range));
    }
    lockstep.step(length, known, text);
  }
}
