package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.archive.ArchiveVisitor;
import dev.plimsoll.verifier.archive.ArchiveWalker;
import dev.plimsoll.verifier.archive.NativeObject;
import dev.plimsoll.verifier.archive.Xz;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import dev.plimsoll.verifier.elf.ElfResult;
import dev.plimsoll.verifier.elf.MalformedElf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Scans files, folders and archives for what their native objects use. The caller's thread reads
 * archives while others look at objects; how many objects wait is bounded, so that memory is too.
 */
public final class Scanner {

  private static final int WAITING_PER_THREAD = 2;

  private final ScanOptions options;
  private final ScanProgress progress;
  private final ObjectScanner objects;
  private final ExecutorService workers;
  private final Semaphore room;

  private final List<Numbered<ObjectReport>> reports = new ArrayList<>();
  private final List<Numbered<SkippedObject>> skipped = new ArrayList<>();
  private final List<Numbered<ScanError>> errors = new ArrayList<>();
  private long codeBytes;
  private int met;

  /** What was found, and as the how-manieth. */
  private record Numbered<T>(int number, T value) {}

  private Scanner(
      ScanOptions options, ScanProgress progress, ObjectScanner.DecoderChoice decoders) {
    this.options = options;
    this.progress = progress;
    this.objects = new ObjectScanner(decoders, options, Parts.of(options.parallelism()));
    this.workers = new ForkJoinPool(options.parallelism());
    this.room = new Semaphore(options.parallelism() * WAITING_PER_THREAD);
  }

  /**
   * Scans everything that some files and folders hold. Never fails because of its input: what
   * cannot be read or analysed is in the report.
   *
   * @param inputs files and folders
   * @param options how to scan
   * @param progress hears of each object when it is done
   */
  public static ScanReport scan(
      List<ScanInput> inputs, ScanOptions options, ScanProgress progress) {
    return scan(inputs, options, progress, Decoders::ofObjects);
  }

  static ScanReport scan(
      List<ScanInput> inputs,
      ScanOptions options,
      ScanProgress progress,
      ObjectScanner.DecoderChoice decoders) {
    Scanner scanner = new Scanner(options, progress, decoders);
    try {
      inputs.forEach(scanner::walk);
    } finally {
      scanner.finish();
    }
    return scanner.report();
  }

  private void walk(ScanInput input) {
    new ArchiveWalker(options.limits())
        .walk(
            input.path(),
            input.name(),
            new ArchiveVisitor() {
              @Override
              public void object(NativeObject object) {
                submit(object, input);
              }

              @Override
              public void skipped(String path, String reason) {
                add(skipped, number(), new SkippedObject(path, reason));
              }

              @Override
              public void error(String path, String reason) {
                add(errors, number(), new ScanError(path, reason));
              }
            });
  }

  private void submit(NativeObject object, ScanInput input) {
    int number = number();
    room.acquireUninterruptibly();
    workers.execute(
        () -> {
          try (object) {
            look(object, input, number);
          } catch (IOException e) {
            add(errors, number, new ScanError(object.path(), "cannot be read: " + e));
          } catch (RuntimeException e) {
            add(errors, number, new ScanError(object.path(), "internal error: " + e));
          } catch (OutOfMemoryError e) {
            add(errors, number, new ScanError(object.path(), "needs more memory than there is"));
          } finally {
            room.release();
          }
        });
  }

  private void look(NativeObject object, ScanInput input, int number) throws IOException {
    ElfResult result = ElfReader.read(object.bytes(), Xz::unpack);
    if (result instanceof ElfFile file) {
      ObjectReport report = objects.scan(object.path(), input.artifact(), file, object.bytes());
      done(report, number);
    } else if (result instanceof MalformedElf malformed) {
      String reason = "is not a readable ELF object: " + malformed.reason();
      add(errors, number, new ScanError(object.path(), reason));
    }
  }

  private synchronized int number() {
    return met++;
  }

  private synchronized <T> void add(List<Numbered<T>> list, int number, T value) {
    list.add(new Numbered<>(number, value));
  }

  private synchronized void done(ObjectReport report, int number) {
    reports.add(new Numbered<>(number, report));
    codeBytes += report.codeBytes();
    progress.scanned(report.path(), reports.size(), codeBytes);
  }

  /** Waits for the objects that are still looked at. */
  private void finish() {
    workers.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (workers.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ScanReport report() {
    Comparator<Numbered<?>> met = Comparator.comparingInt(Numbered::number);
    Comparator<Numbered<ObjectReport>> byPath = Comparator.comparing(n -> n.value().path());
    Comparator<Numbered<SkippedObject>> skippedByPath = Comparator.comparing(n -> n.value().path());
    Comparator<Numbered<ScanError>> errorsByPath = Comparator.comparing(n -> n.value().path());
    return new ScanReport(
        reports.stream().sorted(byPath.thenComparing(met)).map(Numbered::value).toList(),
        skipped.stream().sorted(skippedByPath.thenComparing(met)).map(Numbered::value).toList(),
        errors.stream().sorted(errorsByPath.thenComparing(met)).map(Numbered::value).toList());
  }
}
