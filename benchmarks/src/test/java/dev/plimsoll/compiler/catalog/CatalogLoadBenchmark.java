package dev.plimsoll.compiler.catalog;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Every table of every architecture, read by a catalogue that has read nothing before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CatalogLoadBenchmark {
  @Benchmark
  public int everyArchitecture() {
    return IsaCatalog.read().architectures().stream()
        .mapToInt(architecture -> architecture.features().size())
        .sum();
  }
}
