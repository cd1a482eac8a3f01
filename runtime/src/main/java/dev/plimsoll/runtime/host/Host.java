package dev.plimsoll.runtime.host;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known about a machine. What could not be read stays unknown: it is neither present nor
 * absent.
 *
 * @param architecture the project's name of it, such as {@code x86_64} or {@code aarch64}
 * @param features what every processor has, under the names of {@code /proc/cpuinfo}
 * @param words the feature words that the kernel gives to a new program of this architecture
 * @param kernelRelease as {@code uname -r} prints it
 * @param vendor who made the processor, as {@code /proc/cpuinfo} says it
 * @param model the processor's model, as {@code /proc/cpuinfo} says it
 * @param processors how many processors the features were read from
 * @param sveDefaultVectorBytes the SVE vector length that a new program starts with
 * @param details what else the kernel tells
 */
public record Host(
    String architecture,
    Optional<SortedSet<String>> features,
    Optional<HwcapWords> words,
    Optional<String> kernelRelease,
    Optional<String> vendor,
    Optional<String> model,
    OptionalInt processors,
    OptionalInt sveDefaultVectorBytes,
    HostDetails details)
    implements HostReading {

  public Host {
    features = features.map(FeatureNames::of);
  }

  /** A machine without further details. */
  public Host(
      String architecture,
      Optional<SortedSet<String>> features,
      Optional<HwcapWords> words,
      Optional<String> kernelRelease,
      Optional<String> vendor,
      Optional<String> model,
      OptionalInt processors,
      OptionalInt sveDefaultVectorBytes) {
    this(
        architecture,
        features,
        words,
        kernelRelease,
        vendor,
        model,
        processors,
        sveDefaultVectorBytes,
        HostDetails.UNKNOWN);
  }

  /** A machine of which nothing but the architecture is known. */
  public static Host ofArchitecture(String architecture) {
    return new Host(
        architecture,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** The same machine, with known words. */
  public Host withWords(HwcapWords known) {
    return new Host(
        architecture,
        features,
        Optional.of(known),
        kernelRelease,
        vendor,
        model,
        processors,
        sveDefaultVectorBytes,
        details);
  }

  /** The same machine, with known features. */
  public Host withFeatures(SortedSet<String> known) {
    return new Host(
        architecture,
        Optional.of(known),
        words,
        kernelRelease,
        vendor,
        model,
        processors,
        sveDefaultVectorBytes,
        details);
  }

  /** The same machine with what its kernel answered; the features that it told of are known. */
  Host with(RiscvHwprobe known) {
    Optional<SortedSet<String>> more =
        features.map(
            names -> {
              TreeSet<String> all = new TreeSet<>(names);
              all.addAll(known.features());
              return all;
            });
    return new Host(
        architecture,
        more,
        words,
        kernelRelease,
        vendor,
        model,
        processors,
        sveDefaultVectorBytes,
        details.with(known));
  }

  /** A name for messages: the model where it is known, the architecture otherwise. */
  public String displayName() {
    return model
        .map(name -> name + " (" + architecture + ")")
        .orElse("this " + architecture + " host");
  }
}
