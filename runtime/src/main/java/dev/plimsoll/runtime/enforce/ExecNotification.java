package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a program by a seccomp filter that announces each exec of its tree. Only from the
 * announcement to the exec stop, or to the failure of the exec, is the process traced.
 *
 * <p>All of it happens in the calling thread, but the start.
 */
final class ExecNotification {
  private static final int NOTIFICATION_BYTES = 80;
  private static final int RESPONSE_BYTES = 24;
  private static final int RECEIVE = 0xC0502100;
  private static final int SEND = 0xC0182101;
  private static final int ID_VALID = 0x40082102;
  private static final int ID_OFFSET = 0;
  private static final int TID_OFFSET = 8;
  private static final int NUMBER_OFFSET = 16;
  private static final int ARCH_OFFSET = 20;
  private static final int ERROR_OFFSET = 16;
  private static final int FLAGS_OFFSET = 20;
  private static final int FLAG_CONTINUE = 1;

  private static final int POLLED = 3;
  private static final int POLL_BYTES = 8;
  private static final int REVENTS_OFFSET = 6;
  private static final int SIGNAL_INFO_BYTES = 128;

  private final Kernel kernel;
  private final Tracing tracing;
  private final ExecStop execStop;
  private final Tally tally;
  private final int options;
  private final ByteBuffer notification = Kernel.buffer(NOTIFICATION_BYTES);
  private final ByteBuffer response = Kernel.buffer(RESPONSE_BYTES);
  private final ByteBuffer id = Kernel.buffer(Long.BYTES);
  private final ByteBuffer statusBuffer = Kernel.buffer(Integer.BYTES);
  private final ByteBuffer discarded = Kernel.buffer(SIGNAL_INFO_BYTES);

  /** A task that waits to execute a program. */
  private record Announcement(long id, int tid) {}

  /** Tasks that are traced just now because they execute a program, with their processes. */
  private final Map<Integer, Integer> executing = new HashMap<>();

  /** Those that wait for another thread of their process. */
  private final List<Announcement> waiting = new ArrayList<>();

  private Optional<JobControl> jobs = Optional.empty();
  private boolean waitsUndisturbed;

  /** How processes ended; of interest is the one of the tree's first, which may be known late. */
  private final Map<Integer, WaitStatus> endings = new HashMap<>();

  /** The signals that stopped processes before the tree's first was known. */
  private final Map<Integer, Integer> stops = new HashMap<>();

  /** The first process of the tree, 0 until it is known. */
  private int child;

  ExecNotification(Kernel kernel, Tracing tracing, ExecStop execStop, Tally tally, OnLoss onLoss) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.execStop = execStop;
    this.tally = tally;
    this.options = Tracing.TRACE_SYSGOOD | (onLoss == OnLoss.KILL ? Tracing.EXIT_KILL : 0);
  }

  /** Runs the program and waits for the last process of its tree. */
  Ending run(Program program) {
    int started = kernel.eventDescriptor();
    int signals = kernel.signalDescriptor(Signals.bit(Signals.CHLD));
    Later<ExecFilter.Listener> listening = new Later<>();
    Spawn spawn =
        Spawn.begin(
            kernel.calls(),
            program,
            Optional.empty(),
            own -> {
              execStop.prepare(own);
              ExecFilter.Listener listener = ExecFilter.install(own);
              listening.give(listener);
              return (long) listener.descriptor();
            },
            () -> new Kernel(kernel.calls()).signalEvent(started));
    waitsUndisturbed = listening.await().waitsUndisturbed();
    execStop.addNoFilters(waitsUndisturbed);
    int listener = listening.await().descriptor();
    if (listener < 0) {
      return new Ending.Refused(
          "seccomp user notification is not available: " + Errno.describe(listener));
    }
    return serve(spawn, listener, signals, started);
  }

  private Ending serve(Spawn spawn, int listener, int signals, int started) {
    ByteBuffer polled = Kernel.buffer(POLLED * POLL_BYTES);
    int[] descriptors = {listener, signals, started};
    for (int i = 0; i < POLLED; i++) {
      polled.putInt(i * POLL_BYTES, descriptors[i]);
      polled.putShort(i * POLL_BYTES + Integer.BYTES, (short) Kernel.POLLIN);
    }
    boolean treeAlive = true;
    while (treeAlive) {
      kernel.poll(polled);
      int events = polled.getShort(REVENTS_OFFSET);
      boolean isSignalled = polled.getShort(POLL_BYTES + REVENTS_OFFSET) != 0;
      if ((events & Kernel.POLLIN) != 0) {
        receive(listener);
      }
      treeAlive = (events & Kernel.POLLIN) != 0 || (events & Kernel.POLLHUP) == 0;
      if (child == 0 && spawn.now().orElse(0L) > 0) {
        begin(spawn.await());
        kernel.readStream(started, discarded);
      }
      if (isSignalled) {
        reap(signals, Kernel.WNOHANG);
        List<Announcement> again = List.copyOf(waiting);
        waiting.clear();
        again.forEach(announcement -> take(listener, announcement));
      }
    }
    if (child == 0) {
      long process = spawn.await();
      if (process < 0) {
        return new Ending.NotStarted(process);
      }
      begin(process);
    }
    while (!endings.containsKey(child) && reap(signals, 0)) {}
    return new Ending.Finished(endings.getOrDefault(child, new WaitStatus(0)));
  }

  private void begin(long process) {
    child = (int) process;
    endings.keySet().retainAll(Set.of(child));
    jobs = Optional.of(new JobControl(kernel.calls(), child));
    if (endings.containsKey(child)) {
      jobs.get().childEnded();
    } else if (stops.containsKey(child)) {
      jobs.get().childStopped(kernel, stops.get(child));
    }
    stops.clear();
  }

  private void receive(int listener) {
    for (int i = 0; i < NOTIFICATION_BYTES; i += Long.BYTES) {
      notification.putLong(i, 0);
    }
    if (kernel.ioctl(listener, RECEIVE, notification) < 0) {
      return;
    }
    long announcement = notification.getLong(ID_OFFSET);
    int tid = notification.getInt(TID_OFFSET);
    if (!isExec()) {
      execStop.addNoFilters(false);
      answer(listener, announcement, 0);
      return;
    }
    take(listener, new Announcement(announcement, tid));
  }

  private void take(int listener, Announcement announced) {
    int tid = announced.tid();
    boolean isAlone = execStop.expect(tid);
    int process = isAlone ? tid : process(tid);
    // To take a second thread would be to wait for the end of the first's exec, which may wait for
    // the death of a third to be noted here.
    if (!isAlone && executing.containsValue(process) && !executing.containsKey(tid)) {
      waiting.add(announced);
      return;
    }
    // Who executes beside other threads may take another's number, and was seen not to stop behind
    // its exec: the event of the exec stops it and tells who it was.
    boolean stopsAtEnd = waitsUndisturbed && isAlone;
    long seized = tracing.seize(tid, stopsAtEnd ? options : options | Tracing.TRACE_EXEC);
    if (seized < 0 && !executing.containsKey(tid)) {
      boolean valid = kernel.ioctl(listener, ID_VALID, id.putLong(0, announced.id())) >= 0;
      boolean refused = valid && tally.lost(tid, whyNotSeized(tid, seized));
      answer(listener, announced.id(), refused ? -Errno.EPERM : 0);
      return;
    }
    // Where the number is another task's by now, that one stops and is let go.
    executing.put(tid, process);
    if (stopsAtEnd) {
      tracing.interrupt(tid);
      answer(listener, announced.id(), 0);
    } else {
      answer(listener, announced.id(), 0);
      tracing.interrupt(tid);
    }
  }

  private int process(int tid) {
    return ProcStatus.read(kernel, Integer.toString(tid)).number(ProcStatus.PROCESS).orElse(tid);
  }

  private boolean isExec() {
    int arch = notification.getInt(ARCH_OFFSET);
    return kernel.machine().executes(arch, notification.getInt(NUMBER_OFFSET));
  }

  private String whyNotSeized(int tid, long error) {
    return ProcStatus.read(kernel, Integer.toString(tid))
        .number(ProcStatus.TRACER)
        .filter(tracer -> tracer != 0)
        .map(tracer -> "process " + tracer + " traces it")
        .orElse("it cannot be traced: " + Errno.describe(error));
  }

  /** Lets the call go on, or makes it fail with an error. */
  private void answer(int listener, long announcement, int error) {
    response.putLong(ID_OFFSET, announcement).putLong(Long.BYTES, 0);
    response.putInt(ERROR_OFFSET, error).putInt(FLAGS_OFFSET, error == 0 ? FLAG_CONTINUE : 0);
    kernel.ioctl(listener, SEND, response);
  }

  /** Handles what has happened to children and traced tasks; false if there are none left. */
  private boolean reap(int signals, int options) {
    boolean isHeard = false;
    while (true) {
      int pid = kernel.wait(-1, Kernel.WALL | Kernel.WUNTRACED | options, statusBuffer);
      if (pid == -Errno.EINTR) {
        continue;
      }
      if (pid <= 0 && !isHeard) {
        kernel.readStream(signals, discarded);
        isHeard = true;
        continue;
      }
      if (pid <= 0) {
        if (pid < 0) {
          executing.clear();
        }
        return pid == 0;
      }
      WaitStatus status = new WaitStatus(statusBuffer.getInt(0));
      if (!status.stopped()) {
        ended(pid, status);
        if (options == 0) {
          return true;
        }
      } else if (executesNoMore(pid, status)) {
        int signal = status.event() == 0 ? status.signal() : 0;
        boolean isBeforeEnd = status.event() == Tracing.EVENT_EXEC;
        letGo(pid, signal, isBeforeEnd ? execStop.mask(pid) : execStop.maskAtEnd(pid));
        kernel.readStream(signals, discarded);
        isHeard = true;
      } else if (child == 0) {
        stops.put(pid, status.signal());
      } else if (pid == child) {
        jobs.ifPresent(control -> control.childStopped(kernel, status.signal()));
      }
    }
  }

  /** Whether it has stopped because it executes a program, which is noted as done. */
  private boolean executesNoMore(int pid, WaitStatus status) {
    if (status.event() == Tracing.EVENT_EXEC) {
      executing.remove(tracing.eventMessage(pid));
      executing.remove(pid);
      return true;
    }
    return executing.remove(pid) != null;
  }

  private void ended(int pid, WaitStatus status) {
    executing.remove(pid);
    if (pid == child || child == 0) {
      endings.put(pid, status);
      jobs.ifPresent(JobControl::childEnded);
    }
  }

  private void letGo(int pid, int signal, ExecStop.Outcome outcome) {
    if (outcome instanceof ExecStop.Ended gone) {
      ended(pid, gone.status());
      return;
    }
    if (tally.mustEnd(pid, outcome)) {
      kernel.kill(pid, Signals.KILL);
    }
    tracing.detach(pid, signal);
    execStop.forget();
  }
}
