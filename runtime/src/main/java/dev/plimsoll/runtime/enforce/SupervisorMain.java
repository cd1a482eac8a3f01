package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The supervisor: {@code SupervisorMain [--report=FILE] PLAN -- COMMAND…} runs a command held to a
 * plan and ends as the command does. {@code PLAN} is a file or the plan's text itself.
 *
 * <p>Exit status: the command's; where a signal killed it, this process dies by the same signal.
 * 125 if the command could not be held or the plan is no plan, 126 if it is not executable, 127 if
 * it was not found.
 */
public final class SupervisorMain {
  static final String SIGNAL_MASK = "--signal-mask=";
  static final String REPORT = "--report=";

  private static final int REFUSED = 125;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int HEX = 16;

  private SupervisorMain() {}

  /** Runs a command held to a plan; does not return. */
  public static void main(String[] ignored) {
    int status = REFUSED;
    try {
      JnaPlace.prepare();
      Offer<NativeCalls> calls = NativeCalls.load();
      Offer<SupervisorArguments> arguments = SupervisorArguments.read();
      if (calls.value().isEmpty()) {
        say(calls.refusal());
      } else if (arguments.value().isEmpty()) {
        say(arguments.refusal());
      } else {
        status = run(calls.value().get(), arguments.value().get());
      }
    } catch (IOException | RuntimeException e) {
      say("the supervisor failed: " + e);
    }
    Runtime.getRuntime().halt(status);
  }

  private static void say(String sentence) {
    System.err.println("plimsoll: " + sentence);
  }

  private static int run(NativeCalls calls, SupervisorArguments arguments) throws IOException {
    Kernel kernel = new Kernel(calls);
    if (arguments.signalMask().isEmpty()) {
      say(
          SupervisorLauncher.here()
              .replaceProcess(arguments.plan(), arguments.command(), arguments.report()));
      return REFUSED;
    }
    boolean isBlocked = (kernel.block(Signals.HELD) & Signals.HELD) == Signals.HELD;
    if (!isBlocked) {
      say(SIGNAL_MASK + " is for launchers that block the signals a supervisor waits for");
      return REFUSED;
    }
    kernel.resetSignal(Signals.CHLD);
    Set<Integer> inherited = OwnDescriptors.hide(kernel);
    List<byte[]> environment =
        Variables.set(
            HiddenVariables.restore(ByteStrings.environment()), arguments.plan().variables());
    Command command = arguments.command();
    ProgramSearch.Found found = new ProgramSearch(kernel).find(command.words().get(0), environment);
    if (found instanceof ProgramSearch.Failure failure) {
      say(command.name() + ": " + failure.reason());
      return failure.exitStatus();
    }
    CStrings path = ((ProgramSearch.File) found).path();
    Supervisor supervisor = new Supervisor(calls, arguments.plan());
    CStrings variables = CStrings.of(calls, environment);
    long mask = arguments.signalMask().get();
    Program program =
        new Program(path, CStrings.of(calls, command.words()), variables, mask, inherited);
    Supervisor.Result result = supervisor.run(program);
    if (result.ending() instanceof Ending.NotStarted failed && failed.error() == -Errno.ENOEXEC) {
      result = supervisor.run(script(calls, program, command));
    }
    if (result.report().isPresent() && arguments.report().isPresent()) {
      Files.writeString(arguments.report().get(), result.report().get().text());
    }
    return end(kernel, command, result.ending());
  }

  /** A file that is no format that the kernel knows is a shell script, by custom of execvp. */
  private static Program script(NativeCalls calls, Program file, Command command) {
    List<byte[]> words = new ArrayList<>();
    words.add("sh".getBytes(StandardCharsets.US_ASCII));
    words.add(file.path().text());
    words.addAll(command.words().subList(1, command.words().size()));
    return new Program(
        CStrings.of(calls, "/bin/sh"),
        CStrings.of(calls, words),
        file.environment(),
        file.signalMask(),
        file.descriptors());
  }

  private static int end(Kernel kernel, Command command, Ending ending) {
    if (ending instanceof Ending.NotStarted failed) {
      say(command.name() + ": " + Errno.describe(failed.error()));
      return failed.error() == -Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
    }
    if (ending instanceof Ending.Refused refused) {
      say(command.name() + " cannot be held, so it was not started: " + refused.reason());
      return REFUSED;
    }
    WaitStatus status = ((Ending.Finished) ending).status();
    if (!status.exited()) {
      kernel.dieBy(status.killer());
    }
    return status.shellCode();
  }

  /** What the command line says, byte by byte. */
  record SupervisorArguments(
      HoldPlan plan, Command command, Optional<Long> signalMask, Optional<Path> report) {

    static Offer<SupervisorArguments> read() throws IOException {
      List<byte[]> all = ByteStrings.arguments();
      Optional<Long> mask = Optional.empty();
      Optional<Path> report = Optional.empty();
      int at = 0;
      while (at < all.size() && !text(all, at).equals(SupervisorMain.class.getName())) {
        at++;
      }
      for (at++; at < all.size() && text(all, at).startsWith("--"); at++) {
        String option = text(all, at);
        if (option.startsWith(SIGNAL_MASK)) {
          mask = Optional.of(Long.parseUnsignedLong(option.substring(SIGNAL_MASK.length()), HEX));
        } else if (option.startsWith(REPORT)) {
          report = Optional.of(Path.of(option.substring(REPORT.length())));
        } else {
          return Offer.refused("the supervisor has no option " + option);
        }
      }
      if (at + 2 >= all.size() || !text(all, at + 1).equals("--")) {
        return Offer.refused("usage: SupervisorMain [--report=FILE] PLAN -- COMMAND [ARGUMENT…]");
      }
      HoldPlanReading plan = plan(text(all, at));
      if (plan instanceof HoldPlanReading.Malformed malformed) {
        return Offer.refused(malformed.reason());
      }
      Command command = Command.ofBytes(all.subList(at + 2, all.size()));
      return Offer.of(new SupervisorArguments((HoldPlan) plan, command, mask, report));
    }

    private static HoldPlanReading plan(String argument) throws IOException {
      return HoldPlan.parse(
          argument.startsWith(HoldPlan.HEADER) ? argument : Files.readString(Path.of(argument)));
    }

    private static String text(List<byte[]> all, int index) {
      return new String(all.get(index), StandardCharsets.UTF_8);
    }
  }
}
