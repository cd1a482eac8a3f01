package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NativeCallsTest {
  private static final int EBADF = 9;

  private final NativeCalls calls = NativeCalls.load().value().orElseThrow();

  @Test
  void callsGiveTheSameBeforeAndAfterGettingReadyForMany() {
    assertCalls();

    calls.manyToCome();

    assertCalls();
  }

  private void assertCalls() {
    ByteBuffer bytes = Kernel.buffer(4);
    long address = calls.address(bytes);

    assertThat(calls.call(SystemCall.GETPID)).isEqualTo(ProcessHandle.current().pid());
    assertThat(calls.call(SystemCall.CLOSE, -1)).isEqualTo(-EBADF);
    assertThat(calls.call(SystemCall.EVENTFD2, 3, -1)).isEqualTo(-Errno.EINVAL);
    assertThat(calls.call(SystemCall.PREAD64, -1, address, 4, 0)).isEqualTo(-EBADF);
  }

  @Test
  void waitingInOneThreadDoesNotKeepOthersFromCalling() throws InterruptedException {
    Thread getting = new Thread(calls::manyToCome);
    getting.start();
    while (getting.isAlive()) {
      assertThat(calls.call(SystemCall.GETPID)).isEqualTo(ProcessHandle.current().pid());
    }
    getting.join();
  }
}
