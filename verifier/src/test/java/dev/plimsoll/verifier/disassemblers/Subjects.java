package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.bytes.FileBytes;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import dev.plimsoll.verifier.elf.ElfResult;
import dev.plimsoll.verifier.scan.CodeOfMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Collects the code that is compared: Debian's libraries, those in jars, random instructions. */
final class Subjects {

  private final Path objects;
  private final Path work;

  /**
   * @param objects a folder per architecture
   * @param work where files are made
   */
  Subjects(Path objects, Path work) {
    this.objects = objects;
    this.work = work;
  }

  /** The libraries of an instruction set, by name. */
  List<Subject> libraries(InstructionSet set) throws IOException {
    List<Subject> found = new ArrayList<>();
    for (Path file : files(objects.resolve(set.architecture()))) {
      subject(set, file.getFileName().toString(), file).ifPresent(found::add);
    }
    return found;
  }

  /** The libraries in jars that are of an instruction set. */
  List<Subject> inJars(InstructionSet set, Path jars) throws IOException {
    List<Subject> found = new ArrayList<>();
    for (Path jar : files(jars)) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          String name = jar.getFileName() + "!/" + entry.getName();
          Path file = work.resolve("jars").resolve(name.replaceAll("[!/]+", "_"));
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            if (new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("\u007fELF")) {
              try (InputStream whole = zip.getInputStream(entry)) {
                Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
              }
              subject(set, name, file).ifPresent(found::add);
            }
          }
        }
      }
    }
    return found;
  }

  Subject random(InstructionSet set, long seed, int count) throws IOException {
    return made(set, "random " + count, new RandomCode(seed).of(set, count), true);
  }

  private Optional<Subject> subject(InstructionSet set, String name, Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      ElfResult result = ElfReader.read(bytes);
      if (!(result instanceof ElfFile elf)
          || !elf.machine().architecture().equals(set.architecture())) {
        return Optional.empty();
      }
      if (set.oneOfSeveral()) {
        byte[] code = CodeOfMode.read(elf, bytes, set.mode());
        return code.length == 0 ? Optional.empty() : Optional.of(made(set, name, code, false));
      }
      return Optional.of(new Subject(set, name, file, elf.code(), false));
    }
  }

  private Subject made(InstructionSet set, String name, byte[] code, boolean random)
      throws IOException {
    Path file =
        work.resolve("made").resolve(set.name() + "-" + name.replaceAll("[^A-Za-z0-9._-]+", "_"));
    Files.createDirectories(file.getParent());
    byte[] fenced = Arrays.copyOf(code, code.length + set.fence().length);
    System.arraycopy(set.fence(), 0, fenced, code.length, set.fence().length);
    byte[] object = set.object(fenced);
    Files.write(file, object);
    ElfFile elf = (ElfFile) ElfReader.read(new MemoryBytes(object));
    CodeRange text = elf.code().get(0);
    // To the tools, as in its headers, each section of a relocatable object is at 0.
    List<CodeRange> shown = List.of(new CodeRange(text.name(), 0, text.offset(), text.size()));
    return new Subject(set, name, file, shown, random);
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
