import com.sun.management.OperatingSystemMXBean;
import dev.plimsoll.verifier.bytes.FileBytes;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import dev.plimsoll.verifier.scan.ScanInput;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanProgress;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Scans objects in one JVM, for decoders.py: {@code ScanSpeed PASSES THREADS OBJECT…}. Prints the CPU time of the process when it
 * begins to scan, then, per object and pass, its path, how many bytes of code were scanned, and CPU time and wall time in microseconds.
 * A pass over all objects before them is marked as warm-up; there each is scanned once, and later as often as the clock, which ticks every
 * 10 ms, asks for. Then the same with digests, marked as hashed, and for what the other tools do: decoding code that is in memory, marked as decode. CPU time is that of the process: JIT and GC threads are in it.
 */
final class ScanSpeed {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final long LEAST_BYTES = 64 << 20;

  private ScanSpeed() {}

  public static void main(String[] args) throws IOException {
    int passes = Integer.parseInt(args[0]);
    ScanOptions usual = ScanOptions.defaults();
    ScanOptions options = new ScanOptions(Integer.parseInt(args[1]), false, false, usual.limits());
    System.out.println("start\t" + SYSTEM.getProcessCpuTime() / 1000);
    scans("scan", passes, options, args);
    scans("hashed", passes, options.withDigests(true), args);
    for (int pass = 0; pass <= passes; pass++) {
      for (int i = 2; i < args.length; i++) {
        Path path = Path.of(args[i]);
        List<byte[]> code = new ArrayList<>();
        Decoder decoder = open(path, code);
        measure(pass == 0 ? "warm-up" : "decode", path, pass == 0, () -> decode(decoder, code));
      }
    }
  }

  private static void scans(String kind, int passes, ScanOptions options, String[] args) {
    for (int pass = 0; pass <= passes; pass++) {
      for (int i = 2; i < args.length; i++) {
        Path path = Path.of(args[i]);
        measure(
            pass == 0 ? "warm-up" : kind,
            path,
            pass == 0,
            () -> {
              ScanReport report = Scanner.scan(List.of(ScanInput.of(path)), options, ScanProgress.NONE);
              return report.objects().stream().mapToLong(o -> o.codeBytes()).sum();
            });
      }
    }
  }

  private static void measure(String kind, Path path, boolean once, LongSupplier work) {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    long bytes = 0;
    do {
      bytes += work.getAsLong();
    } while (!once && bytes < LEAST_BYTES);
    long cpuSpent = SYSTEM.getProcessCpuTime() - cpu;
    long wallSpent = System.nanoTime() - wall;
    System.out.println(kind + "\t" + path + "\t" + bytes + "\t" + cpuSpent / 1000 + "\t" + wallSpent / 1000);
  }

  private static Decoder open(Path path, List<byte[]> code) throws IOException {
    try (FileBytes bytes = FileBytes.open(path)) {
      ElfFile file = (ElfFile) ElfReader.read(bytes);
      for (CodeRange range : file.code()) {
        byte[] copy = new byte[(int) range.size()];
        bytes.read(range.offset(), copy, 0, copy.length);
        code.add(copy);
      }
      return Decoders.ofObjects(file.machine().architecture(), Set.of()).get(0);
    }
  }

  /** From the first byte of each range to its last, as the other tools do it. */
  private static long decode(Decoder decoder, List<byte[]> ranges) {
    long[] counts = new long[decoder.classes().size()];
    long bytes = 0;
    for (byte[] code : ranges) {
      int end = code.length;
      for (int at = decoder.skipPlain(code, 0, end, end); at < end; at = decoder.skipPlain(code, at, end, end)) {
        int answer = decoder.decode(code, at, end);
        if (answer == Decoder.UNDECODED) {
          at += decoder.skip(code, at, end);
        } else {
          counts[Decoder.classIndex(answer)]++;
          at += Decoder.length(answer);
        }
      }
      bytes += end;
    }
    return bytes;
  }
}
