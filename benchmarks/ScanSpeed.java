import com.sun.management.OperatingSystemMXBean;
import dev.plimsoll.verifier.scan.ScanInput;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanProgress;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * Scans objects in one JVM, for decoders.py: {@code ScanSpeed PASSES THREADS OBJECT…}. Prints the CPU time of the process when it
 * begins to scan, then, per object and pass, its path, how many bytes of code were scanned, and CPU time and wall time in microseconds.
 * A pass over all objects before them is marked as warm-up; there each is scanned once, and later as often as the clock, which ticks every
 * 10 ms, asks for. CPU time is that of the process: JIT and GC threads are in it.
 */
final class ScanSpeed {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final long LEAST_BYTES = 64 << 20;

  private ScanSpeed() {}

  public static void main(String[] args) {
    int passes = Integer.parseInt(args[0]);
    ScanOptions usual = ScanOptions.defaults();
    ScanOptions options = new ScanOptions(Integer.parseInt(args[1]), false, usual.limits());
    System.out.println("start\t" + SYSTEM.getProcessCpuTime() / 1000);
    for (int pass = 0; pass <= passes; pass++) {
      for (int i = 2; i < args.length; i++) {
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        long bytes = 0;
        do {
          ScanReport report = Scanner.scan(List.of(ScanInput.of(Path.of(args[i]))), options, ScanProgress.NONE);
          bytes += report.objects().stream().mapToLong(o -> o.codeBytes()).sum();
        } while (pass > 0 && bytes < LEAST_BYTES);
        long cpuSpent = SYSTEM.getProcessCpuTime() - cpu;
        long wallSpent = System.nanoTime() - wall;
        System.out.println(
            (pass == 0 ? "warm-up" : "pass") + "\t" + args[i] + "\t" + bytes + "\t" + cpuSpent / 1000 + "\t" + wallSpent / 1000);
      }
    }
  }
}
