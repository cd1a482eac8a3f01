package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Optional;

/**
 * All tasks of a scenario, on one machine or on several. Immutable: an operation gives another
 * world. Nothing but the operations decides what comes: no clock, no randomness.
 */
public final class World {
  private final Semantics semantics;
  private final PersistentList<Task> tasks;
  private final PersistentList<Optional<AddressSpace>> spaces;
  private final int newest;
  private final int imaged;

  private World(
      Semantics semantics,
      PersistentList<Task> tasks,
      PersistentList<Optional<AddressSpace>> spaces,
      int newest,
      int imaged) {
    this.semantics = semantics;
    this.tasks = tasks;
    this.spaces = spaces;
    this.newest = newest;
    this.imaged = imaged;
  }

  /** A machine whose first task, number 1, runs a program of the kernel's width. */
  public static World boot(Machine machine, Semantics semantics) {
    return boot(machine, semantics, Abi.NATIVE);
  }

  /** A machine whose first task, number 1, runs a program of that width, as init does. */
  public static World boot(Machine machine, Semantics semantics, Abi abi) {
    semantics
        .refusal(machine)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    World empty = new World(semantics, PersistentList.empty(), PersistentList.empty(), 0, 0);
    return empty.started(0, machine, abi);
  }

  /** By which rules. */
  public Semantics semantics() {
    return semantics;
  }

  /** How many tasks there have been; their numbers count from 1. */
  public int tasks() {
    return tasks.size();
  }

  /** The live task with the highest number; empty if none is alive. */
  public Optional<Integer> newest() {
    return newest == 0 ? Optional.empty() : Optional.of(newest);
  }

  /** The task that was checkpointed last; empty if none was. */
  public Optional<Integer> imaged() {
    return imaged == 0 ? Optional.empty() : Optional.of(imaged);
  }

  /** Whether there is such a task and it has not died. */
  public boolean isAlive(int task) {
    return exists(task) && task(task).alive();
  }

  /** Whether there is or was such a task. */
  public boolean exists(int task) {
    return task >= 1 && task <= tasks.size();
  }

  /** Whether the task was checkpointed. */
  public boolean hasImage(int task) {
    return exists(task) && task(task).image().isPresent();
  }

  /** On which machine a task runs. */
  public Machine machine(int task) {
    return task(task).machine();
  }

  /** What there is to see of a task, dead or alive. */
  public View view(int number) {
    Task task = task(number);
    if (!task.alive()) {
      return new View(number, HwcapWords.NONE, HwcapWords.NONE, false, task.abi());
    }
    AddressSpace space = space(task);
    int width = task.wordBytes();
    return new View(
        number,
        task.stack().words(width),
        space.saved().words(width),
        space.userHwcap(),
        task.abi());
  }

  /**
   * What comes of an operation.
   *
   * @throws IllegalArgumentException if the task is not alive, or for a restore was not
   *     checkpointed
   */
  public Outcome apply(int task, Operation operation) {
    boolean good = operation instanceof Restore ? hasImage(task) : isAlive(task);
    if (!good) {
      throw new IllegalArgumentException("task " + task + " cannot do " + operation);
    }
    return operation.apply(this, task);
  }

  Task task(int number) {
    return tasks.get(number - 1);
  }

  AddressSpace space(Task task) {
    return spaces.get(task.space()).orElseThrow();
  }

  /** The same world with another state of a task's address space, for all that share it. */
  World with(Task task, AddressSpace space) {
    return new World(
        semantics, tasks, spaces.with(task.space(), Optional.of(space)), newest, imaged);
  }

  /** The same world with another vector in a task's address space; the last pair is AT_NULL. */
  World written(Task task, RawVector vector, boolean arms) {
    RawVector closed = vector.terminated(task.machine().architecture().wordBytes());
    return with(task, space(task).withVector(closed, semantics.inherits() && arms));
  }

  private World with(Task task) {
    return new World(semantics, tasks.with(task.number() - 1, task), spaces, newest, imaged);
  }

  /** With a new task, whose program has inherited nothing. */
  World started(int parent, Machine machine, Abi abi) {
    HwcapWords words = ExecWords.first(semantics, machine, abi).words();
    RawVector vector = FreshVector.write(machine, abi, ExecFormat.ELF, false, words);
    return born(parent, machine, abi, vector, AddressSpace.fresh(vector, false));
  }

  /** With a new task, which has the next number, in an address space of its own. */
  World born(int parent, Machine machine, Abi abi, RawVector stack, AddressSpace space) {
    return born(parent, machine, abi, stack, spaces.size(), spaces.plus(Optional.of(space)));
  }

  /** With a new task that shares the address space of its parent. */
  World cloned(Task parent) {
    AddressSpace space = space(parent);
    return born(
        parent.number(),
        parent.machine(),
        parent.abi(),
        parent.stack(),
        parent.space(),
        spaces.with(parent.space(), Optional.of(space.withUsers(space.users() + 1))));
  }

  private World born(
      int parent,
      Machine machine,
      Abi abi,
      RawVector stack,
      int space,
      PersistentList<Optional<AddressSpace>> all) {
    int number = tasks.size() + 1;
    Task task =
        new Task(number, parent, space, machine, abi, stack, true, newest, Optional.empty());
    return new World(semantics, tasks.plus(task), all, number, imaged);
  }

  /** With a new program in a task, which leaves the address space that it may share. */
  World executed(Task task, Abi abi, RawVector vector, boolean flag) {
    World left = left(task);
    Optional<AddressSpace> fresh = Optional.of(AddressSpace.fresh(vector, flag));
    boolean alone = left.spaces.get(task.space()).isEmpty();
    int space = alone ? task.space() : left.spaces.size();
    PersistentList<Optional<AddressSpace>> all =
        alone ? left.spaces.with(space, fresh) : left.spaces.plus(fresh);
    return new World(semantics, tasks, all, newest, imaged).with(task.running(space, abi, vector));
  }

  /** With a task killed. */
  World killed(Task task) {
    World dead = left(task).with(task.dead());
    int alive = newest;
    while (alive != 0 && !dead.task(alive).alive()) {
      alive = dead.task(alive).older();
    }
    return new World(semantics, dead.tasks, dead.spaces, alive, imaged);
  }

  /** Without the task's share of its address space, which ends with its last user. */
  private World left(Task task) {
    AddressSpace space = space(task);
    Optional<AddressSpace> rest =
        space.users() == 1 ? Optional.empty() : Optional.of(space.withUsers(space.users() - 1));
    return new World(semantics, tasks, spaces.with(task.space(), rest), newest, imaged);
  }

  /** With an image of a task. */
  World imaged(Task task, Image image) {
    World written = with(task.withImage(image));
    return new World(semantics, written.tasks, spaces, newest, task.number());
  }

  /** With the newest task turned into what an image holds; its vector is set already. */
  World become(Image image) {
    Task restorer = task(newest);
    return with(restorer.running(restorer.space(), image.abi(), image.stack()));
  }
}
