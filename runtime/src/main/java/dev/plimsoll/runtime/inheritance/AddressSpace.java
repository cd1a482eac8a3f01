package dev.plimsoll.runtime.inheritance;

/**
 * An {@code mm_struct}, shared by the tasks that were cloned with CLONE_VM.
 *
 * @param saved what /proc/PID/auxv and PR_GET_AUXV read
 * @param userHwcap MMF_USER_HWCAP: whether the next exec inherits words
 * @param users how many live tasks share it
 */
record AddressSpace(RawVector saved, boolean userHwcap, int users) {
  /** Of an exec: nobody else shares it yet. */
  static AddressSpace fresh(RawVector saved, boolean userHwcap) {
    return new AddressSpace(saved, userHwcap, 1);
  }

  AddressSpace withVector(RawVector vector, boolean armed) {
    return new AddressSpace(vector, userHwcap || armed, users);
  }

  AddressSpace armed() {
    return new AddressSpace(saved, true, users);
  }

  AddressSpace withUsers(int count) {
    return new AddressSpace(saved, userHwcap, count);
  }
}
