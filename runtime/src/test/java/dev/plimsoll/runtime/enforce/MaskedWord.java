package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One bit of this machine that live tests take away: on x86-64 fsgsbase of AT_HWCAP2.
 *
 * @param type the word that it is in
 * @param full the word as the machine has it
 * @param masked the word without the bit
 */
record MaskedWord(int type, long full, long masked) {
  static MaskedWord ofThisMachine() {
    HwcapWords words = HostReader.read().words().orElseThrow();
    int type = words.word(AuxType.AT_HWCAP2) != 0 ? AuxType.AT_HWCAP2 : AuxType.AT_HWCAP;
    long full = words.word(type);
    return new MaskedWord(type, full, full & ~Long.highestOneBit(full));
  }

  HoldPlan plan(Mechanism mechanism) {
    Host host = HostReader.read();
    return HoldPlan.NONE.words(host.architecture(), HwcapWords.of(type, masked)).by(mechanism);
  }

  /** The values of the word in outputs of {@code LD_SHOW_AUXV=1}, in order. */
  List<Long> shown(String output) {
    Matcher lines = Pattern.compile(AuxType.name(type) + ":\\s+(?:0x)?([0-9a-f]+)").matcher(output);
    return lines.results().map(m -> Long.parseUnsignedLong(m.group(1), 16)).toList();
  }
}
