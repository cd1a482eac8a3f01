package dev.plimsoll.runtime.inheritance;

import java.util.Optional;

/**
 * A task. Numbers count from 1 and are not used again.
 *
 * @param parent the task that made it; 0 for the first
 * @param space the number of its address space
 * @param stack the vector as its last exec put it on the stack; no system call changes it
 * @param older the newest task that was alive when it came
 * @param image what its last checkpoint wrote
 */
record Task(
    int number,
    int parent,
    int space,
    Machine machine,
    Abi abi,
    RawVector stack,
    boolean alive,
    int older,
    Optional<Image> image) {

  int wordBytes() {
    return machine.wordBytes(abi);
  }

  /** After an exec. */
  Task running(int newSpace, Abi newAbi, RawVector vector) {
    return new Task(number, parent, newSpace, machine, newAbi, vector, alive, older, image);
  }

  Task dead() {
    return new Task(number, parent, space, machine, abi, stack, false, older, image);
  }

  Task withImage(Image written) {
    return new Task(number, parent, space, machine, abi, stack, alive, older, Optional.of(written));
  }
}
