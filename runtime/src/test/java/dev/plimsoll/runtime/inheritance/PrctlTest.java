package dev.plimsoll.runtime.inheritance;

import static dev.plimsoll.runtime.inheritance.Errno.EFAULT;
import static dev.plimsoll.runtime.inheritance.Errno.EINVAL;
import static dev.plimsoll.runtime.inheritance.Errno.EPERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PrctlTest {
  private static final long SIZE = 448;
  private static final World WORLD = World.boot(SmallMachines.X86_64, Semantics.V5);
  private static final List<Entry> PAIRS = List.of(new Entry(16, 1), new Entry(16, 2));

  @Test
  void theSizeOfTheVectorIsThatOfThisKernel() {
    GetAuxv get = new GetAuxv(Pointer.NULL, 0, 0, 0);
    assertThat(WORLD.apply(1, get).result()).hasValue(SIZE);
    assertThat(errno(new GetAuxv(Pointer.BAD, 1, 0, 0))).hasValue(EFAULT);
    assertThat(errno(new GetAuxv(Pointer.BAD, 1, 1, 0))).hasValue(EINVAL);
    assertThat(errno(new GetAuxv(Pointer.VALID, -1, 0, 1))).hasValue(EINVAL);
    assertThat(errno(new GetAuxv(Pointer.VALID, -1, 0, 0))).isEmpty();
  }

  @Test
  void auxvAsksForTheCapabilityBeforeItLooksAtTheVector() {
    assertThat(errno(new SetAuxv(buffer(SIZE + 1, Pointer.BAD), 1, false))).hasValue(EINVAL);
    assertThat(errno(new SetAuxv(buffer(SIZE + 1, Pointer.BAD), 0, false))).hasValue(EPERM);
    assertThat(errno(new SetAuxv(buffer(SIZE + 1, Pointer.BAD), 0, true))).hasValue(EINVAL);
    assertThat(errno(new SetAuxv(buffer(-1, Pointer.VALID), 0, true))).hasValue(EINVAL);
    assertThat(errno(new SetAuxv(buffer(SIZE, Pointer.BAD), 0, true))).hasValue(EFAULT);
    assertThat(errno(new SetAuxv(buffer(0, Pointer.BAD), 0, true))).isEmpty();
    assertThat(errno(new SetAuxv(buffer(SIZE, Pointer.VALID), 0, true))).isEmpty();
  }

  @Test
  void mapChecksInTheOrderOfTheKernelAndNeedsNoCapabilityForItsVector() {
    UserBuffer bad = buffer(SIZE + 1, Pointer.BAD);
    assertThat(errno(new SetMap(bad, Pointer.BAD, 0, 1, false, true, false))).hasValue(EINVAL);
    assertThat(errno(new SetMap(bad, Pointer.BAD, 103, 0, true, true, false))).hasValue(EINVAL);
    assertThat(errno(new SetMap(bad, Pointer.BAD, 104, 0, false, true, false))).hasValue(EFAULT);
    assertThat(errno(map(buffer(SIZE, Pointer.BAD), false, true))).hasValue(EINVAL);
    assertThat(errno(map(bad, true, true))).hasValue(EINVAL);
    assertThat(errno(map(buffer(8, Pointer.NULL), true, true))).hasValue(EINVAL);
    assertThat(errno(map(buffer(8, Pointer.BAD), true, true))).hasValue(EFAULT);
    assertThat(errno(map(buffer(8, Pointer.VALID), true, true))).hasValue(EPERM);
    assertThat(errno(map(buffer(8, Pointer.VALID), true, false))).isEmpty();
    assertThat(errno(map(buffer(0, Pointer.NULL), true, false))).isEmpty();
  }

  @Test
  void aKernelThatCannotCheckpointHasNoMap() {
    World world = World.boot(SmallMachines.X86_64.withCheckpointRestore(false), Semantics.MAINLINE);
    UserBuffer vector = UserBuffer.of(PAIRS);
    assertThat(world.apply(1, SetMap.of(vector)).errno()).hasValue(EPERM);
    SetMap capable = new SetMap(vector, Pointer.VALID, 104, 0, true, false, true);
    assertThat(world.apply(1, capable).errno()).hasValue(EINVAL);
    World image = world.apply(1, new Checkpoint()).world();
    Outcome restored = image.apply(1, new Restore(Optional.empty(), true));
    assertThat(restored.succeeded()).as("by PR_SET_MM_AUXV").isTrue();
    assertThat(image.apply(1, new Restore(Optional.empty(), false)).errno()).hasValue(EPERM);
  }

  @Test
  void anImageDoesNotFitASmallerVector() {
    Machine small = SmallMachines.X86_64.withVectorWords(54);
    List<Entry> many = Collections.nCopies(27, new Entry(16, 1));
    World image =
        WORLD.apply(1, SetMap.of(UserBuffer.of(many))).world().apply(1, new Checkpoint()).world();
    assertThat(image.apply(1, new Restore(Optional.of(small), true)).errno()).hasValue(EINVAL);
    Outcome same = image.apply(1, new Restore(Optional.empty(), true));
    assertThat(same.view().proc()).isEqualTo(image.view(1).proc());
  }

  @Test
  void readersTakeTheFirstPairOfAType() {
    View view = WORLD.apply(1, SetMap.of(UserBuffer.of(PAIRS))).view();
    assertThat(view.proc()).isEqualTo(HwcapWords.of(16, 1));
    assertThat(view.stack()).isEqualTo(SmallMachines.X86_64.words(Abi.NATIVE));
  }

  @Test
  void aFlagStaysUpWhateverIsWritten() {
    World world =
        World.boot(SmallMachines.X86_64, Semantics.V5.with(Semantics.Arming.AUXV))
            .apply(1, SetMap.of(UserBuffer.of(PAIRS)))
            .world();
    assertThat(world.view(1).flag()).isFalse();
    World armed = world.apply(1, SetAuxv.of(UserBuffer.of(PAIRS))).world();
    assertThat(armed.apply(1, SetMap.of(UserBuffer.of(PAIRS))).view().flag()).isTrue();
  }

  @Test
  void programsOfTheSmallerWidthWriteSmallerPairs() {
    World compat = WORLD.apply(1, Exec.of(Abi.COMPAT)).world();
    List<Entry> pairs = List.of(new Entry(16, 0xffff_ffff_0000_0001L), new Entry(26, 2));
    World written = compat.apply(1, SetMap.of(UserBuffer.of(pairs))).world();
    assertThat(written.view(1).proc()).isEqualTo(HwcapWords.of(16, 1, 26, 2));
    assertThat(written.space(written.task(1)).saved()).hasToString("10000000010000001a00000002");
  }

  private static UserBuffer buffer(long length, Pointer pointer) {
    return new UserBuffer(PAIRS, OptionalLong.of(length), pointer);
  }

  private static SetMap map(UserBuffer vector, boolean addresses, boolean exeFile) {
    return new SetMap(vector, Pointer.VALID, 104, 0, addresses, exeFile, false);
  }

  private static Optional<Errno> errno(Operation operation) {
    return WORLD.apply(1, operation).errno();
  }
}
