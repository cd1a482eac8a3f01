package dev.plimsoll.runtime.host;

import dev.plimsoll.runtime.words.AuxReading;
import dev.plimsoll.runtime.words.AuxVector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The files of a {@code /proc} and the {@code /sys} and {@code /dev} beside it, any of which may be
 * missing.
 *
 * @param root the folder that stands for {@code /proc}
 */
record ProcTree(Path root) {
  /** Several times the text of the largest machines. */
  static final int MAX_BYTES = 1 << 25;

  /** A device tree's strings end in it. */
  private static final char NUL = 0;

  Optional<String> text(String path) {
    return bytes(root.resolve(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  OptionalInt number(String path) {
    return text(path)
        .map(String::strip)
        .filter(digits -> digits.matches("[0-9]{1,9}"))
        .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
        .orElse(OptionalInt.empty());
  }

  /**
   * What calls itself the hypervisor: in Xen's {@code /sys/hypervisor}, s390's {@code sysinfo}, the
   * device tree of Power and Arm guests, and last by the flag that x86 shows under all of them.
   */
  Optional<String> hypervisor(Optional<SortedSet<String>> features) {
    Optional<String> named =
        Stream.of(
                bytes(root.resolveSibling("sys").resolve("hypervisor/type"))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                text("sysinfo").flatMap(ProcTree::controlProgram),
                text("device-tree/hypervisor/compatible"))
            .flatMap(Optional::stream)
            .map(name -> name.split(String.valueOf(NUL), 2)[0].strip())
            .filter(name -> !name.isEmpty())
            .findFirst();
    return named.isPresent()
        ? named
        : features.filter(shown -> shown.contains("hypervisor")).map(shown -> "unnamed");
  }

  /** The XSAVE area, as the first processor's {@code cpuid} device tells it to root. */
  Optional<XsaveArea> xsaveArea() {
    return Cpuid.xsaveArea(root.resolveSibling("dev").resolve("cpu/0/cpuid"));
  }

  private static Optional<String> controlProgram(String sysinfo) {
    return sysinfo
        .lines()
        .filter(line -> line.startsWith("VM00 Control Program:"))
        .map(line -> line.substring(line.indexOf(':') + 1))
        .findFirst();
  }

  /** The auxiliary vector of a process, whichever program it runs. */
  AuxReading auxVector(String process) {
    Path file = root.resolve(process).resolve("auxv");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      return bytes.length == 0
          ? new AuxReading.Malformed(
              "process " + process + " has no auxiliary vector: it is a kernel thread or has ended")
          : AuxVector.parse(bytes);
    } catch (NoSuchFileException e) {
      return new AuxReading.Malformed("there is no process " + process);
    } catch (AccessDeniedException e) {
      return new AuxReading.Malformed(
          "the auxiliary vector of process "
              + process
              + " may not be read; that takes its owner's or the right to trace it");
    } catch (IOException e) {
      return new AuxReading.Malformed(
          "the auxiliary vector of process " + process + " cannot be read: " + e.getMessage());
    }
  }

  static Optional<byte[]> bytes(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(in.readNBytes(MAX_BYTES));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
