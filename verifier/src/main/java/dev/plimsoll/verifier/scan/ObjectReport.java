package dev.plimsoll.verifier.scan;

import java.util.List;
import java.util.Optional;

/**
 * What one native object needs and how it asks for it: a pure function of the object's bytes, but
 * for {@code path} and {@code artifact}. Lists are sorted.
 *
 * @param path where it is, e.g. {@code app.jar!/linux/libx.so}
 * @param artifact the Maven artifact that it came with, if the caller named one
 * @param sha256 of its bytes, lower-case hex; empty unless {@link ScanOptions#digests()}
 * @param size of the object in bytes
 * @param architecture e.g. {@code x86_64}; {@code machine-<n>} where the ELF machine is not known
 * @param abi what tells this object's ABI from its architecture's usual one, e.g. {@code x32}
 * @param type {@code shared}, {@code executable}, {@code pie}, {@code relocatable}, {@code core} or
 *     {@code type-<n>}
 * @param codeBytes bytes of executable sections
 * @param undecodedBytes how many of them are in no instruction that the decoder knows
 * @param dataBytes how many of them are known to be data, or fill what is left before a function
 * @param declared its GNU property notes
 * @param uses instructions beyond the base ISA in what counts as code
 * @param unreferenced instructions beyond the base ISA, hints and detection in executable bytes
 *     that may be data: near bytes that do not decode, or in a short stretch outside of all
 *     functions. A verdict must not take them for absent: they may be code that lost its symbols
 * @param features the same as {@code uses}, counted by feature
 * @param hints NOP-compatible instructions in what counts as code
 * @param detection how it asks which features there are
 * @param functions those with instructions beyond the base ISA; empty unless {@link
 *     ScanOptions#functions()}
 * @param notAnalysed why its instructions were not looked at, if they were not
 * @param problems parts of it that could not be read, and what that hides
 */
public record ObjectReport(
    String path,
    Optional<String> artifact,
    Optional<String> sha256,
    long size,
    String architecture,
    Optional<String> abi,
    String type,
    long codeBytes,
    long undecodedBytes,
    long dataBytes,
    Declared declared,
    List<Use> uses,
    List<Use> unreferenced,
    List<FeatureUse> features,
    List<HintUse> hints,
    List<Detection> detection,
    List<FunctionUse> functions,
    Optional<String> notAnalysed,
    List<String> problems) {

  public ObjectReport {
    uses = List.copyOf(uses);
    unreferenced = List.copyOf(unreferenced);
    features = List.copyOf(features);
    hints = List.copyOf(hints);
    detection = List.copyOf(detection);
    functions = List.copyOf(functions);
    problems = List.copyOf(problems);
  }

  /** Whether the object's instructions were looked at. */
  public boolean analysed() {
    return notAnalysed.isEmpty();
  }
}
