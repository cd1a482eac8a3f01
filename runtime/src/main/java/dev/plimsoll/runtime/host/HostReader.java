package dev.plimsoll.runtime.host;

import dev.plimsoll.runtime.words.AuxReading;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the machine this program runs on. Words come from {@code /proc/self/auxv}, because glibc
 * answers {@code getauxval(AT_HWCAP)} on x86-64 with a number of its own.
 */
public final class HostReader {
  private static final Path PROC = Path.of("/proc");

  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("amd64", "x86_64"),
          Map.entry("x86", "i386"),
          Map.entry("i686", "i386"),
          Map.entry("arm64", "aarch64"),
          Map.entry("ppc64el", "ppc64le"));

  private HostReader() {}

  /**
   * This machine; what /proc does not tell stays unknown, but for what a riscv kernel answers where
   * JNA is there to ask it.
   */
  public static Host read() {
    Host host = read(PROC, currentArchitecture(), currentWordBytes(), ByteOrder.nativeOrder());
    return host.architecture().equals(RiscvHwprobe.ARCHITECTURE)
        ? RiscvHwprobe.ask().map(host::with).orElse(host)
        : host;
  }

  /** The project's name of the architecture that this JVM runs on. */
  public static String currentArchitecture() {
    String name = System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
    return ARCHITECTURES.getOrDefault(name, name);
  }

  private static int currentWordBytes() {
    return "32".equals(System.getProperty("sun.arch.data.model")) ? 4 : 8;
  }

  /**
   * The auxiliary vector of another process. Its layout is found out, since a 64-bit kernel runs
   * 32-bit programs, too.
   */
  public static AuxReading auxVector(long process) {
    return new ProcTree(PROC).auxVector(Long.toString(process));
  }

  /**
   * The machine that a copy of a /proc tree describes.
   *
   * @param procRoot a folder with {@code cpuinfo}, {@code self/auxv}, {@code sys/kernel/osrelease}
   *     and others, each of which may be missing
   * @param wordBytes the address width of the program whose auxv it is, 4 or 8
   */
  public static Host read(Path procRoot, String architecture, int wordBytes, ByteOrder order) {
    ProcTree proc = new ProcTree(procRoot);
    Host described =
        proc.text("cpuinfo")
            .flatMap(text -> CpuInfo.parse(text, architecture))
            .orElseGet(() -> Host.ofArchitecture(architecture));
    Optional<AuxVector> vector =
        ProcTree.bytes(procRoot.resolve("self/auxv"))
            .flatMap(bytes -> AuxVector.parse(bytes, wordBytes, order).vector());
    return new Host(
        architecture,
        described.features(),
        vector.map(AuxVector::words).filter(words -> !words.isEmpty()),
        proc.text("sys/kernel/osrelease").map(String::strip),
        described.vendor(),
        described.model(),
        described.processors(),
        proc.number("sys/abi/sve_default_vector_length"),
        new HostDetails(
            proc.number("sys/abi/sme_default_vector_length"),
            size(vector, AuxType.AT_PAGESZ),
            size(vector, AuxType.AT_MINSIGSTKSZ),
            proc.xsaveArea(),
            proc.hypervisor(described.features())));
  }

  private static OptionalInt size(Optional<AuxVector> vector, int type) {
    OptionalLong value = vector.map(v -> v.get(type)).orElse(OptionalLong.empty());
    return value.isPresent() && value.getAsLong() > 0 && value.getAsLong() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  /** The machine that a copy of {@code /proc/cpuinfo} describes. */
  public static HostReading parse(String cpuinfo) {
    return CpuInfo.parse(cpuinfo);
  }

  /** The machine that a copy of {@code /proc/cpuinfo} in a file describes. */
  public static HostReading readDump(Path file) {
    return readDump(file, HostReader::parse);
  }

  /**
   * The machine that a file describes.
   *
   * @param format what makes a machine of the file's text
   */
  public static HostReading readDump(Path file, Function<String, HostReading> format) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ProcTree.MAX_BYTES + 1);
      return bytes.length > ProcTree.MAX_BYTES
          ? new HostReading.Unreadable(
              "it is larger than "
                  + (ProcTree.MAX_BYTES >> 20)
                  + " MiB; no description of a machine is")
          : format.apply(new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new HostReading.Unreadable("there is no such file");
    } catch (IOException e) {
      return new HostReading.Unreadable("it cannot be read: " + e.getMessage());
    }
  }
}
