package dev.plimsoll.runtime.enforce;

import java.util.Map;

/** Error numbers, the same on x86-64 and AArch64 ({@code asm-generic/errno-base.h}). */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int ENOEXEC = 8;
  static final int ECHILD = 10;
  static final int EACCES = 13;
  static final int EFAULT = 14;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int ENOTDIR = 20;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM, operation not permitted"),
          Map.entry(ENOENT, "ENOENT, no such file or directory"),
          Map.entry(ESRCH, "ESRCH, no such process"),
          Map.entry(EINTR, "EINTR, interrupted"),
          Map.entry(5, "EIO, input/output error"),
          Map.entry(ENXIO, "ENXIO, no reader"),
          Map.entry(7, "E2BIG, argument list too long"),
          Map.entry(ENOEXEC, "ENOEXEC, not an executable format"),
          Map.entry(ECHILD, "ECHILD, no child"),
          Map.entry(11, "EAGAIN, too many processes"),
          Map.entry(12, "ENOMEM, out of memory"),
          Map.entry(EACCES, "EACCES, permission denied"),
          Map.entry(EFAULT, "EFAULT, no such memory"),
          Map.entry(EBUSY, "EBUSY, in use"),
          Map.entry(ENODEV, "ENODEV, no such device"),
          Map.entry(ENOTDIR, "ENOTDIR, not a directory"),
          Map.entry(EINVAL, "EINVAL, invalid argument"),
          Map.entry(26, "ETXTBSY, being written to"),
          Map.entry(30, "EROFS, read-only file system"),
          Map.entry(ENOSYS, "ENOSYS, not in this kernel"),
          Map.entry(40, "ELOOP, too many symbolic links"));

  private Errno() {}

  /** Name and meaning of a negative result of a system call. */
  static String describe(long negative) {
    int number = (int) -negative;
    return NAMES.getOrDefault(number, "errno " + number);
  }
}
