package dev.plimsoll.cli;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.verifier.verdict.VerdictOptions;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of every verb that reads a policy. */
final class PolicyOptions {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "A source root in which imports are looked up; repeatable (default: the policy's folder).")
  private List<Path> roots = List.of();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "Jars and folders whose META-INF/plimsoll/ imports may name, separated as the system"
              + " separates them; repeatable.")
  private List<String> classPath = List.of();

  @Option(
      names = "--today",
      paramLabel = "DATE",
      converter = Day.class,
      description =
          "The date that waivers are held against (ISO 8601). Default: SOURCE_DATE_EPOCH, else the UTC date.")
  private Optional<LocalDate> today = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Reads a date without the JDK's own words about what is wrong with it. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String value) {
      try {
        return LocalDate.parse(value);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + value + "' is no date such as 2027-06-30");
      }
    }
  }

  LocalDate today() {
    try {
      return today.orElseGet(VerdictOptions::defaultToday);
    } catch (DateTimeException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Path> classPath() {
    return classPath.stream()
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .filter(place -> !place.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Where the imports of a policy are found. */
  SourceRoots sources(Path file) throws IOException {
    // A wrong path is a mistake even where nothing is imported.
    List<Path> jars = classPath();
    for (Path place : Stream.concat(roots.stream(), jars.stream()).toList()) {
      if (!Files.exists(place)) {
        throw new NoSuchFileException(place.toString());
      }
    }
    Path folder = file.getParent() == null ? Path.of("") : file.getParent();
    List<Path> all = roots.isEmpty() ? List.of(folder) : roots;
    return SourceRoots.of(all.stream().map(SourceRoots.SourceRoot::of).toList(), jars);
  }

  /** Reads one policy. */
  PolicySource source(Path file) throws IOException {
    return sources(file).around(file, PolicyCompiler.read(file));
  }

  /** Compiles one policy. */
  Compilation compile(Path file) throws IOException {
    return PolicyCompiler.compile(source(file), sources(file));
  }

  /** The policy of a file, unless there is an error or it is a library; prints which. */
  Optional<Policy> policy(Path file, PrintStream err) throws IOException {
    Optional<Policy> policy = compile(file, err).policy();
    if (policy.filter(Policy::isLibrary).isPresent()) {
      err.println("plimsoll: " + file + ": names no policy, so that it can only be imported");
      return Optional.empty();
    }
    return policy;
  }

  /** Compiles one policy and prints what there is to say of it. */
  Compilation compile(Path file, PrintStream err) throws IOException {
    Compilation compilation = compile(file);
    print(compilation.diagnostics(), err);
    return compilation;
  }

  static void print(Collection<Diagnostic> diagnostics, PrintStream err) {
    DiagnosticPrinter printer =
        Terminal.ERR.colour() ? DiagnosticPrinter.coloured() : DiagnosticPrinter.plain();
    err.print(printer.print(diagnostics));
  }
}
