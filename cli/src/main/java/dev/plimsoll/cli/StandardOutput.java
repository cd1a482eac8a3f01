package dev.plimsoll.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The process's standard output; remembers why a write failed, which a print stream does not. */
final class StandardOutput extends FileOutputStream {
  private Optional<IOException> failure = Optional.empty();

  StandardOutput() {
    super(FileDescriptor.out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      super.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  /** Why results were lost, if they were. */
  Optional<IOException> failure() {
    return failure;
  }
}
