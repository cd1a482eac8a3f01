package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  private static final int UNMAPPED = 1;

  private final Kernel kernel = new Kernel(NativeCalls.load().value().orElseThrow());
  private final int self = (int) ProcessHandle.current().pid();

  @ParameterizedTest
  @ValueSource(ints = {0, Errno.ENOSYS, Errno.EPERM})
  void memoryIsReadAndWrittenWhetherTheKernelHasCallsForItOrNot(int refusal) {
    CompletableFuture<Void> done = new CompletableFuture<>();

    // What a filter refuses, it refuses one thread.
    new Thread(
            () -> {
              try {
                refuse(refusal);
                assertReadsAndWrites();
                done.complete(null);
              } catch (RuntimeException | Error failure) {
                done.completeExceptionally(failure);
              }
            })
        .start();

    done.join();
  }

  private void assertReadsAndWrites() {
    ByteBuffer target = buffer(1, 2, 3, 4);
    ByteBuffer read = Kernel.buffer(3);
    long at = kernel.address(target);

    assertThat(kernel.readMemory(self, at + 1, read)).isEqualTo(3);
    assertThat(read).isEqualTo(buffer(2, 3, 4));
    assertThat(
            kernel.writeMemory(
                self, List.of(new Patch(at, buffer(5)), new Patch(at + 2, buffer(7, 8)))))
        .isZero();
    assertThat(target).isEqualTo(buffer(5, 2, 7, 8));
    assertThat(kernel.readMemory(self, UNMAPPED, read)).isNegative();
    assertThat(kernel.writeMemory(self, List.of(new Patch(UNMAPPED, buffer(1))))).isNegative();
  }

  private static ByteBuffer buffer(int... octets) {
    ByteBuffer buffer = Kernel.buffer(octets.length);
    for (int octet : octets) {
      buffer.put((byte) octet);
    }
    return buffer.flip();
  }

  /** Has two calls of this thread fail, where the number of an error is given. */
  private void refuse(int error) {
    if (error != 0) {
      Machine machine = kernel.machine();
      new SeccompFilter()
          .load(SeccompFilter.NUMBER_OFFSET)
          .skip(SystemCall.PROCESS_VM_READV.number(machine), 2, 0)
          .skip(SystemCall.PROCESS_VM_WRITEV.number(machine), 1, 0)
          .give(SeccompFilter.RET_ALLOW)
          .give(SeccompFilter.RET_ERRNO | error)
          .install(kernel, 0);
      assertThat(kernel.calls().call(SystemCall.PROCESS_VM_READV)).isEqualTo(-error);
    }
  }
}
