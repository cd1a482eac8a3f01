package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.FileBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Looks into one outermost file, and into whatever is nested in it, under one budget. */
final class ContentWalker {

  private final Budget budget;
  private final ArchiveVisitor visitor;

  ContentWalker(ArchiveLimits limits, ArchiveVisitor visitor) {
    this.budget = new Budget(limits);
    this.visitor = visitor;
  }

  void file(Path file, String path) {
    try {
      guarded(() -> path, () -> opened(FileBytes.open(file), path));
    } catch (BudgetExceeded e) {
      visitor.error(path, message(e));
    }
  }

  private void opened(ByteSource source, String path) throws IOException {
    InputStream stream = new BufferedInputStream(new SourceStream(source), 1 << 16);
    boolean given = false;
    try {
      given = look(Content.of(source, stream), () -> path, 0);
    } finally {
      if (!given) {
        source.close();
      }
    }
  }

  /** Looks at one file or entry; answers whether its source was given away. */
  private boolean look(Content content, Supplier<String> name, int depth) throws IOException {
    byte[] head = new byte[Magic.HEAD];
    int length = content.stream().readNBytes(head, 0, head.length);
    Magic magic = Magic.of(head, length, content.size());
    if (magic.kind() == Kind.OTHER) {
      return false;
    }
    InputStream all =
        new SequenceInputStream(new ByteArrayInputStream(head, 0, length), content.stream());
    return dispatch(magic, content, all, name, depth);
  }

  private boolean dispatch(
      Magic magic, Content content, InputStream all, Supplier<String> name, int depth)
      throws IOException {
    switch (magic.kind()) {
      case ELF -> {
        budget.report();
        visitor.object(new NativeObject(name.get(), content.source(all)));
        content.verify();
        return true;
      }
      case SKIPPED -> {
        budget.report();
        visitor.skipped(name.get(), magic.name());
      }
      case ZIP, SCRIPT -> {
        try (ByteSource source = content.source(all)) {
          zip(source, magic.kind(), name, depth + 1);
        }
        content.verify();
      }
      case TAR -> entries(tar(all), name.get(), depth + 1);
      case AR -> entries(new ArArchiveInputStream(all), name.get(), depth + 1);
      default -> compressed(magic.kind(), all, name.get(), depth + 1);
    }
    return false;
  }

  private void compressed(Kind kind, InputStream in, String path, int depth) throws IOException {
    nested(depth);
    Decompressors.Unpacked opened = call(() -> Decompressors.open(kind, in));
    try (InputStream decompressor = opened.stream()) {
      unpacked(new MeteredStream(decompressor, budget, opened.packed()), path, depth);
    }
  }

  private void unpacked(InputStream bytes, String path, int depth) throws IOException {
    Content content = Content.of(bytes, budget.limits().memoryBytes());
    byte[] head = new byte[Magic.HEAD];
    int length = bytes.readNBytes(head, 0, head.length);
    Magic magic = Magic.of(head, length, content.size());
    if (magic.kind() == Kind.OTHER) {
      return;
    }
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), bytes);
    boolean tar = magic.kind() == Kind.TAR;
    String inner = tar ? path : path + "!/" + unpackedName(path);
    dispatch(magic, content, all, () -> inner, tar ? depth - 1 : depth);
  }

  /** What {@code gunzip} and its like would call the file. */
  private static String unpackedName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static ArchiveInputStream<TarArchiveEntry> tar(InputStream in) {
    return new TarArchiveInputStream(in, "UTF-8");
  }

  private void entries(ArchiveInputStream<?> archive, String path, int depth) throws IOException {
    nested(depth);
    EntryNames names = new EntryNames(path);
    for (ArchiveEntry entry = next(archive); entry != null; entry = next(archive)) {
      budget.entry();
      boolean file = !(entry instanceof TarArchiveEntry tar) || (tar.isFile() && !tar.isLink());
      if (file && !entry.isDirectory()) {
        String name = entry.getName();
        InputStream bytes = new MeteredStream(archive, budget, () -> Long.MAX_VALUE);
        Supplier<String> once = once(() -> names.path(name));
        guarded(once, () -> look(Content.of(bytes, budget.limits().memoryBytes()), once, depth));
      }
    }
  }

  private void zip(ByteSource source, Kind kind, Supplier<String> name, int depth)
      throws IOException {
    OptionalLong directory = CentralDirectory.size(source);
    if (directory.isEmpty() && kind == Kind.SCRIPT) {
      return;
    }
    nested(depth);
    long most = budget.limits().directoryBytes();
    if (directory.isEmpty()) {
      throw new IOException("damaged: the ZIP archive has no end record");
    }
    if (directory.getAsLong() < 0 || directory.getAsLong() > most) {
      throw new IOException(
          "its ZIP directory is " + directory.getAsLong() + " bytes long; at most " + most);
    }
    try (ZipFile zip = call(() -> zipFile(source))) {
      EntryNames names = new EntryNames(name.get());
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        budget.entry();
        ZipArchiveEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          Supplier<String> once = once(() -> names.path(entry.getName()));
          guarded(once, () -> zipEntry(zip, entry, once, depth));
        }
      }
    }
  }

  private static ZipFile zipFile(ByteSource source) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(new SourceChannel(source))
        .setIgnoreLocalFileHeader(true)
        .get();
  }

  private void zipEntry(ZipFile zip, ZipArchiveEntry entry, Supplier<String> name, int depth)
      throws IOException {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new IOException("is encrypted");
    }
    if (!zip.canReadEntryData(entry)) {
      throw new IOException("ZIP compression method " + entry.getMethod() + " is not supported");
    }
    try (InputStream in = call(() -> zip.getInputStream(entry))) {
      InputStream bytes = new MeteredStream(in, budget, entry::getCompressedSize);
      look(
          Content.checked(bytes, entry.getSize(), entry.getCrc(), budget.limits().memoryBytes()),
          name,
          depth);
    }
  }

  private void nested(int depth) throws IOException {
    if (depth > budget.limits().depth()) {
      throw new IOException("is nested in " + budget.limits().depth() + " archives; not opened");
    }
  }

  private static @Nullable ArchiveEntry next(ArchiveInputStream<?> archive) throws IOException {
    try {
      return archive.getNextEntry();
    } catch (RuntimeException e) {
      throw new IOException("damaged: " + e, e);
    }
  }

  /** A path is made only where it is reported, and then once. */
  private static Supplier<String> once(Supplier<String> name) {
    return new Supplier<>() {
      private String made = "";

      @Override
      public String get() {
        made = made.isEmpty() ? name.get() : made;
        return made;
      }
    };
  }

  private interface Action {
    void run() throws IOException;
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  /** Whatever goes wrong with one entry is told, and the next entries are still looked at. */
  private void guarded(Supplier<String> name, Action action) throws BudgetExceeded {
    try {
      action.run();
    } catch (BudgetExceeded e) {
      throw e;
    } catch (IOException e) {
      budget.report();
      visitor.error(name.get(), message(e));
    } catch (OutOfMemoryError e) {
      // Decompressors take as much as the packed bytes ask for, and they may be nested.
      budget.report();
      visitor.error(name.get(), "needs more memory to be unpacked than there is");
    }
  }

  private static String message(IOException e) {
    String message = e.getMessage();
    return message == null ? "cannot be read: " + e.getClass().getSimpleName() : message;
  }

  /** What libraries throw at damaged archives is as much a fact of the input as an IOException. */
  private static <T> T call(Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (RuntimeException e) {
      throw new IOException("damaged: " + e, e);
    }
  }
}
