package dev.plimsoll.runtime.inheritance;

/** Why a call failed: errors of {@code asm-generic/errno-base.h}. */
public enum Errno {
  EPERM,
  ENOEXEC,
  EFAULT,
  EINVAL
}
