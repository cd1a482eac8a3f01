package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.sources.ImportLookup;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.dsl.ast.ImportDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.parser.ParseResult;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves a file and, before it, the files that it imports, each once. A file is resolved by
 * itself: what it means does not depend on who imports it.
 */
final class Modules {
  /** How long a chain of imports may be. */
  static final int DEEPEST = 32;

  /** How many files one policy may import in all. */
  static final int MOST = 256;

  /** How many characters the imported files may have together. */
  static final long LARGEST = 64L << 20;

  private static final int PLACES_NAMED = 8;

  private final PolicySources sources;
  private final IsaCatalog catalog = IsaCatalog.load();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Module> resolved = new HashMap<>();
  private final List<PolicySource> path = new ArrayList<>();
  private int lookups;
  private long characters;

  Modules(PolicySources sources) {
    this.sources = sources;
  }

  /**
   * A file that has been resolved.
   *
   * @param policy absent if the file could not be read as a policy at all
   * @param whole whether nothing in it is an error
   */
  record Module(
      Optional<Policy> policy,
      Map<String, Imports.OfBaseline> baselines,
      Map<String, Imports.OfFleet> fleets,
      boolean whole) {
    static final Module NONE = new Module(Optional.empty(), Map.of(), Map.of(), false);
  }

  /** Everything that was found, in no order. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * Resolves a file.
   *
   * @param seals whether its seals are checked; those of what it imports always are
   */
  Module read(PolicySource source, boolean seals) {
    ParseResult parsed = PolicyReader.read(source.file());
    diagnostics.addAll(parsed.diagnostics());
    if (parsed.file().isEmpty()) {
      return Module.NONE;
    }
    path.add(source);
    Findings findings = new Findings(parsed.file().get());
    Module module = resolve(parsed.file().get(), source, seals && parsed.isClean(), findings);
    path.remove(path.size() - 1);
    diagnostics.addAll(findings.all());
    return module;
  }

  private Module resolve(PolicyFile file, PolicySource source, boolean seals, Findings findings) {
    Imports imports = imports(file, findings);
    Probes probes = new Probes(source.surroundings(), catalog, findings);
    Architectures architectures = new Architectures(catalog, findings);
    Symbols symbols = Symbols.of(file, imports, probes, architectures, findings);
    Evaluation evaluation = Evaluation.of(symbols, catalog, findings);
    HoldResolver holds = new HoldResolver(symbols, catalog, findings);
    RulesResolver rules = new RulesResolver(symbols, catalog, findings);
    TestResolver tests = new TestResolver(symbols, catalog, findings);
    Policy policy =
        new PolicyBuilder(file, symbols, evaluation, findings)
            .build(holds.resolve(file), rules.resolve(file), tests.resolve(file));
    if (seals && findings.isClean()) {
      new SealCheck(source.surroundings(), findings).run(policy);
    }
    return export(policy, symbols, evaluation, findings.isClean() && file.skipped().isEmpty());
  }

  private static Module export(
      Policy policy, Symbols symbols, Evaluation evaluation, boolean whole) {
    Map<String, Imports.OfBaseline> baselines = new LinkedHashMap<>();
    for (Baseline baseline : policy.baselines()) {
      Symbols.Declared declared = symbols.declaredBaseline(baseline.name()).orElseThrow();
      Map<String, SetValue> sets = new LinkedHashMap<>();
      for (String architecture : declared.architectures()) {
        evaluation
            .baseline(baseline.name(), architecture)
            .ifPresent(set -> sets.put(architecture, set));
      }
      baselines.putIfAbsent(baseline.name(), new Imports.OfBaseline(declared, sets));
    }
    Map<String, Imports.OfFleet> fleets = new LinkedHashMap<>();
    for (Fleet fleet : policy.fleets()) {
      Symbols.Declared declared = symbols.declaredFleet(fleet.name()).orElseThrow();
      Map<String, Evaluation.FleetValue> values = new LinkedHashMap<>();
      for (String architecture : declared.architectures()) {
        values.put(architecture, evaluation.fleet(fleet.name(), architecture));
      }
      fleets.putIfAbsent(fleet.name(), new Imports.OfFleet(declared, values));
    }
    return new Module(Optional.of(policy), baselines, fleets, whole);
  }

  private Imports imports(PolicyFile file, Findings findings) {
    Duplicates seen = new Duplicates(findings);
    List<Policy> found = new ArrayList<>();
    Map<String, Imports.OfBaseline> baselines = new LinkedHashMap<>();
    Map<String, Imports.OfFleet> fleets = new LinkedHashMap<>();
    for (ImportDeclaration declaration : file.all(ImportDeclaration.class).toList()) {
      String what = "An import of " + Quoted.of(declaration.path().value());
      if (!seen.isFirst(declaration.path().value(), declaration.path().span(), what)) {
        continue;
      }
      Module module = find(declaration, findings);
      if (!module.whole()) {
        findings.lackImport();
      }
      module.policy().ifPresent(found::add);
      Span place = declaration.path().span();
      Imports.add("baseline", module.baselines(), place, baselines, findings);
      Imports.add("fleet", module.fleets(), place, fleets, findings);
    }
    return found.isEmpty() ? Imports.NONE : new Imports(found, baselines, fleets);
  }

  private Module find(ImportDeclaration declaration, Findings findings) {
    String name = declaration.path().value();
    Module known = resolved.get(name);
    if (known != null) {
      return known;
    }
    lookups++;
    if (lookups > MOST || path.size() > DEEPEST) {
      report(
          declaration,
          PolicyCode.TOO_MANY_IMPORTS,
          lookups > MOST
              ? "A policy may import " + MOST + " files in all; this is one more."
              : "A chain of imports may be " + DEEPEST + " files long; this is one more.",
          "Put what belongs together into one file.",
          findings);
      return Module.NONE;
    }
    ImportLookup lookup = sources.find(name);
    if (lookup instanceof ImportLookup.Found found) {
      return resolve(declaration, found.source(), findings);
    }
    reportFailure(declaration, lookup, findings);
    return Module.NONE;
  }

  private Module resolve(ImportDeclaration declaration, PolicySource source, Findings findings) {
    for (int i = 0; i < path.size(); i++) {
      // A file may be known by several paths, but a text that comes back comes back for ever.
      if (path.get(i).file().text().equals(source.file().text())) {
        reportCycle(declaration, path.subList(i, path.size()), findings);
        return Module.NONE;
      }
    }
    characters += source.file().text().length();
    if (characters > LARGEST) {
      report(
          declaration,
          PolicyCode.TOO_MANY_IMPORTS,
          "Imported files may have " + (LARGEST >> 20) + " Mi characters in all; these are more.",
          "Import what the policy needs.",
          findings);
      return Module.NONE;
    }
    Module module = read(source, true);
    resolved.put(declaration.path().value(), module);
    return module;
  }

  private static void reportFailure(
      ImportDeclaration declaration, ImportLookup lookup, Findings findings) {
    String name = Quoted.of(declaration.path().value());
    if (lookup instanceof ImportLookup.Refused refused) {
      report(
          declaration,
          PolicyCode.IMPORT_REFUSED,
          name + " cannot be imported: it " + refused.reason() + ".",
          "Write the path below a source root, such as `\"acme/fleet.plimsoll\"`.",
          findings);
    } else if (lookup instanceof ImportLookup.Unreadable unreadable) {
      report(
          declaration,
          PolicyCode.IMPORT_UNREADABLE,
          Quoted.of(unreadable.place()) + " cannot be read: " + unreadable.reason() + ".",
          "The search ends there, so that nothing else is taken for it.",
          findings);
    } else if (lookup instanceof ImportLookup.Missing missing) {
      report(
          declaration,
          PolicyCode.IMPORT_NOT_FOUND,
          "There is no " + name + ".",
          missing.places().isEmpty()
              ? "There is no source root and no class path in which to look for it."
              : "Looked for in " + places(missing.places()) + ".",
          findings);
    }
  }

  private static String places(List<String> places) {
    List<String> shown = places.stream().limit(PLACES_NAMED).map(Quoted::of).toList();
    int rest = places.size() - shown.size();
    return String.join(", ", shown) + (rest > 0 ? " and " + rest + " more places" : "");
  }

  private static void reportCycle(
      ImportDeclaration declaration, List<PolicySource> cycle, Findings findings) {
    StringBuilder chain = new StringBuilder();
    cycle.forEach(s -> chain.append(Quoted.of(s.file().name())).append(" → "));
    String first = Quoted.of(cycle.get(0).file().name());
    report(
        declaration,
        PolicyCode.IMPORT_CYCLE,
        first + " imports itself: " + chain + first + ".",
        "Move what both need into a file that imports neither.",
        findings);
  }

  private static void report(
      ImportDeclaration declaration,
      PolicyCode code,
      String message,
      String hint,
      Findings findings) {
    findings.add(findings.at(code, declaration.path().span(), message).withHint(hint));
  }
}
