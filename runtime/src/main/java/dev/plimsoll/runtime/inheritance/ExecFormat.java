package dev.plimsoll.runtime.inheritance;

/** How the kernel loads a program. The words are the same; the order of the vector is not. */
public enum ExecFormat {
  /** {@code fs/binfmt_elf.c}. */
  ELF,
  /** {@code fs/binfmt_elf_fdpic.c}: another order, no AT_RANDOM and no AT_RSEQ pairs. */
  FDPIC,
  /** A script: the interpreter is loaded for the same call, with words that were taken once. */
  SCRIPT
}
