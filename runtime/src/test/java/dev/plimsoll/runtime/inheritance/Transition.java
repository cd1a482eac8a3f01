package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.stream.IntStream;

/** One move from one world to another, with what the path before it left to remember. */
record Transition(World before, History history, int actor, Operation operation, Outcome outcome) {

  World after() {
    return outcome.world();
  }

  /** A new program was started. */
  boolean isExec() {
    return outcome.origin().isPresent();
  }

  Exec exec() {
    return (Exec) operation;
  }

  Task old() {
    return before.task(actor);
  }

  AddressSpace oldSpace() {
    return before.space(old());
  }

  Machine machine() {
    return old().machine();
  }

  /** The new program runs in the width of the one before. */
  boolean sameWidth() {
    return old().abi() == exec().abi();
  }

  boolean isNative() {
    return sameWidth() && old().abi() == Abi.NATIVE;
  }

  HwcapWords newWords() {
    return outcome.view().stack();
  }

  /** What any kernel without the series gives. */
  HwcapWords hardware() {
    return machine().words(exec().abi());
  }

  /** The words that the program before asks for, read as it wrote them. */
  HwcapWords asked() {
    return oldSpace().saved().words(old().wordBytes());
  }

  boolean isWrite() {
    return operation instanceof SetAuxv || operation instanceof SetMap;
  }

  /** The numbers of the tasks that live before and after. */
  List<Integer> survivors() {
    return IntStream.rangeClosed(1, before.tasks())
        .filter(t -> before.isAlive(t) && after().isAlive(t))
        .boxed()
        .toList();
  }
}
