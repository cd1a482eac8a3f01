package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.AuxvCopy;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The properties of the specification, each as a question about one move. P17 and P18 are about
 * more than one move and have tests of their own.
 */
final class Invariants {
  /** Which moves a property is about, and what must be so of them. */
  record Invariant(Predicate<Transition> concerns, Predicate<Transition> holds) {}

  static final Map<String, Invariant> ALL = new TreeMap<>();

  static {
    when("P01", Transition::isExec, m -> m.newWords().minus(m.hardware()).isEmpty());
    when(
        "P02",
        m -> m.isExec() && !m.history().of(m.actor()).written(),
        m -> m.newWords().equals(m.hardware()));
    when("P03", m -> m.isExec() && m.sameWidth(), Invariants::againIsOnce);
    when("P03n", m -> m.isExec() && m.isNative(), Invariants::againIsOnce);
    when(
        "P04",
        Transition::isExec,
        m -> m.outcome().view().stack().equals(m.outcome().view().proc()) && stackIsSaved(m));
    when("P05", m -> isGeneration(m) && m.sameWidth(), Invariants::gainsNothingOverParent);
    when("P05n", m -> isGeneration(m) && m.isNative(), Invariants::gainsNothingOverParent);
    when("P06", Transition::isExec, m -> gainsNothing(m, m.history().of(m.actor()).seen()));
    when("P07", Transition::isExec, m -> gainsNothing(m, m.history().of(m.actor()).everSeen()));
    when("P08", m -> m.isWrite() && m.outcome().succeeded(), Invariants::othersKeepTheirs);
    when("P09", m -> m.isWrite() && m.outcome().succeeded(), Invariants::sharersSeeTheSame);
    when(
        "P10",
        Transition::isWrite,
        m ->
            m.survivors().stream()
                .allMatch(t -> m.before().task(t).stack().equals(m.after().task(t).stack())));
    when("P11", m -> m.isWrite() && !m.outcome().succeeded(), Invariants::nothingChanged);
    when(
        "P12",
        m ->
            m.operation() instanceof Exec exec
                && (exec.checkOnly() || exec.failure() == Failure.BEFORE),
        Invariants::nothingChanged);
    when(
        "P13",
        m -> m.isExec() && m.isNative() && m.oldSpace().userHwcap() && asksForAll(m),
        m -> m.newWords().equals(m.hardware()) && m.outcome().view().flag());
    when(
        "P14",
        m -> m.isExec() && m.isNative() && m.oldSpace().userHwcap(),
        m ->
            m.hardware().asMap().keySet().stream()
                .filter(type -> !m.asked().asMap().containsKey(type))
                .allMatch(type -> m.newWords().word(type) == m.hardware().word(type)));
    when("P15", m -> isArmed(m) && m.sameWidth(), Invariants::passesOn);
    when("P15n", m -> isArmed(m) && m.isNative(), Invariants::passesOn);
    when(
        "P16",
        m ->
            m.operation() instanceof Restore
                && m.outcome().succeeded()
                && m.outcome().view().abi() == Abi.NATIVE
                && isWithoutDuplicates(m.after().task(m.outcome().task()), m.after()),
        Invariants::restoredWordsMeet);
    when("P19", Transition::isExec, Invariants::privilegeMakesNoDifference);
    when("P20", Transition::isExec, m -> others(m.outcome()).equals(othersOfMainline(m)));
    when(
        "P21",
        m -> m.operation() instanceof SetAuxv && m.outcome().succeeded(),
        Invariants::restIsAsTheCopySays);
    when("P22", m -> true, m -> m.survivors().stream().allMatch(t -> isClosed(m.after(), t)));
    when(
        "P23",
        m -> true,
        m ->
            m.survivors().stream()
                .filter(t -> !(m.isExec() && t == m.actor()))
                .allMatch(t -> m.after().view(t).flag() || !m.before().view(t).flag()));
    when("P24", m -> writesPairs(m), m -> orderIsIrrelevant(m));
  }

  private Invariants() {}

  private static void when(String id, Predicate<Transition> concerns, Predicate<Transition> holds) {
    ALL.put(id, new Invariant(concerns, holds));
  }

  private static boolean againIsOnce(Transition m) {
    View again = m.after().apply(m.actor(), m.operation()).view();
    return again.equals(m.outcome().view());
  }

  private static boolean stackIsSaved(Transition m) {
    Task task = m.after().task(m.actor());
    return task.stack().equals(m.after().space(task).saved());
  }

  /** Against the words that the line last had in the new program's width; the flag stays, too. */
  private static boolean gainsNothing(Transition m, Map<Abi, HwcapWords> seen) {
    HwcapWords had = seen.getOrDefault(m.exec().abi(), m.newWords());
    boolean flagStays = m.outcome().view().flag() || !m.oldSpace().userHwcap();
    return m.newWords().minus(had).isEmpty() && flagStays;
  }

  private static boolean othersKeepTheirs(Transition m) {
    int group = m.history().of(m.actor()).group();
    return m.survivors().stream()
        .filter(t -> m.history().of(t).group() != group)
        .allMatch(t -> m.before().view(t).equals(m.after().view(t)));
  }

  private static boolean sharersSeeTheSame(Transition m) {
    int group = m.history().of(m.actor()).group();
    AddressSpace written = m.after().space(m.after().task(m.actor()));
    return m.survivors().stream()
        .filter(t -> m.history().of(t).group() == group)
        .map(t -> m.after().space(m.after().task(t)))
        .allMatch(s -> s.saved().equals(written.saved()) && s.userHwcap() == written.userHwcap());
  }

  private static boolean nothingChanged(Transition m) {
    return Worlds.key(m.before()).equals(Worlds.key(m.after()));
  }

  private static boolean asksForAll(Transition m) {
    return isWithoutDuplicates(m.old(), m.before())
        && m.hardware().minus(m.asked()).isEmpty()
        && m.asked().asMap().keySet().containsAll(m.hardware().asMap().keySet());
  }

  /** A program that an exec started starts another one; in between nothing was written. */
  private static boolean isGeneration(Transition m) {
    return m.isExec() && m.history().of(m.actor()).seen().containsKey(m.old().abi());
  }

  private static boolean isArmed(Transition m) {
    return isGeneration(m) && m.oldSpace().userHwcap();
  }

  private static boolean gainsNothingOverParent(Transition m) {
    HwcapWords had = m.old().stack().words(m.old().wordBytes());
    boolean flagStays = m.outcome().view().flag() || !m.oldSpace().userHwcap();
    return m.newWords().minus(had).isEmpty() && flagStays;
  }

  private static boolean passesOn(Transition m) {
    return m.newWords().equals(m.old().stack().words(m.old().wordBytes()))
        && m.outcome().view().flag();
  }

  private static boolean isWithoutDuplicates(Task task, World world) {
    List<Long> types =
        world.space(task).saved().entries(task.wordBytes()).stream().map(Entry::type).toList();
    return AuxType.WORDS.stream()
        .allMatch(word -> types.stream().filter(t -> t == (long) word).count() <= 1);
  }

  private static boolean restoredWordsMeet(Transition m) {
    int task = m.outcome().task();
    HwcapWords image = m.outcome().view().proc();
    HwcapWords hardware = m.after().machine(task).words(Abi.NATIVE);
    TreeMap<Integer, Long> meet = new TreeMap<>(hardware.asMap());
    if (m.before().semantics().inherits()) {
      meet.replaceAll((type, word) -> word & image.asMap().getOrDefault(type, -1L));
    }
    View next = m.after().apply(task, Exec.of(Abi.NATIVE)).view();
    return next.stack().equals(HwcapWords.of(meet))
        && next.flag() == m.before().semantics().inherits();
  }

  private static boolean privilegeMakesNoDifference(Transition m) {
    Exec exec = m.exec();
    Exec secure = new Exec(exec.abi(), exec.format(), Failure.NONE, true, false);
    return m.before().apply(m.actor(), secure).view().equals(m.outcome().view());
  }

  private static List<Entry> others(Outcome outcome) {
    Task task = outcome.world().task(outcome.task());
    return outcome.world().space(task).saved().entries(task.wordBytes()).stream()
        .filter(entry -> !RawVector.isWord(entry.type()))
        .toList();
  }

  private static List<Entry> othersOfMainline(Transition m) {
    World mainline = World.boot(m.machine(), Semantics.MAINLINE);
    return others(mainline.apply(1, m.operation()));
  }

  private static boolean restIsAsTheCopySays(Transition m) {
    SetAuxv call = (SetAuxv) m.operation();
    int given = Math.toIntExact(call.vector().length(m.old().wordBytes()));
    byte[] before = m.oldSpace().saved().bytes();
    byte[] after = m.after().space(m.after().task(m.actor())).saved().bytes();
    byte[] rest = Arrays.copyOfRange(after, given, after.length);
    return m.before().semantics().auxvCopy() == AuxvCopy.LEN
        ? Arrays.equals(rest, Arrays.copyOfRange(before, given, before.length))
        : IntStream.range(0, rest.length).allMatch(i -> rest[i] == 0);
  }

  private static boolean isClosed(World world, int task) {
    RawVector saved = world.space(world.task(task)).saved();
    int width = world.machine(task).architecture().wordBytes();
    return IntStream.range(0, saved.length(width) / 2).anyMatch(i -> saved.word(2 * i, width) == 0);
  }

  private static boolean writesPairs(Transition m) {
    return m.operation() instanceof SetMap map
        && m.outcome().succeeded()
        && map.auxv().pairs().size() > 1
        && m.old().abi() == Abi.NATIVE;
  }

  private static boolean orderIsIrrelevant(Transition m) {
    SetMap map = (SetMap) m.operation();
    List<Entry> pairs = map.auxv().pairs();
    List<Entry> reversed =
        IntStream.range(0, pairs.size()).mapToObj(i -> pairs.get(pairs.size() - 1 - i)).toList();
    World other = m.before().apply(m.actor(), SetMap.of(UserBuffer.of(reversed))).world();
    Exec exec = Exec.of(Abi.NATIVE);
    return other.apply(m.actor(), exec).view().equals(m.after().apply(m.actor(), exec).view());
  }
}
