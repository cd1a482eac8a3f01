package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.format.PolicyFormatter;
import dev.plimsoll.dsl.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogNamesTest {
  private static final IsaCatalog CATALOG = IsaCatalog.load();
  private static final CatalogNames NAMES = new CatalogNames(CATALOG, ImportedNames.NONE);

  @Test
  void aliasesHaveTheirCanonicalName() {
    assertThat(NAMES.architecture("arm64")).contains("aarch64");
    assertThat(NAMES.member("arm64", "lse")).contains("atomics");
    assertThat(NAMES.member("amd64", "lzcnt")).contains("abm");
    assertThat(NAMES.member("x86_64", "avx2")).contains("avx2");
    assertThat(NAMES.feature("lse")).contains("atomics");
    assertThat(NAMES.member("x86_64", "lse")).isEmpty();
    assertThat(NAMES.member("pdp11", "lse")).isEmpty();
  }

  @Test
  void noAliasOfTheCatalogueChangesWhatASetHolds() {
    for (Architecture architecture : CATALOG.architectures()) {
      List<String> names = names(architecture);
      StringBuilder policy = new StringBuilder("policy a.B;\n");
      for (int i = 0; i < names.size(); i++) {
        String set = architecture + ": " + names.get(i);
        policy.append("baseline b").append(i).append(" { ").append(set).append("; }\n");
      }
      String canonical = canonical(policy.toString());
      assertThat(sets(canonical)).hasSize(names.size()).isEqualTo(sets(policy.toString()));
      assertThat(canonical(canonical)).isEqualTo(canonical);
    }
  }

  @Test
  void fixturesMeanTheSameAfterwards() {
    for (Path path : Fixtures.in("policies")) {
      String text = Fixtures.read(path);
      assertThat(sets(canonical(text))).isNotEmpty().isEqualTo(sets(text));
    }
  }

  @Test
  void onlyImportedBaselinesHideNamesOfTheCatalogue() {
    String policy =
        """
        policy a.B;
        import "%s";
        baseline b { aarch64: floor - lse; }
        """;
    assertThat(canonical(policy.formatted("acme/fleet.plimsoll"))).contains("floor - atomics;");
    assertThat(canonical(policy.formatted("acme/none.plimsoll"))).contains("floor - lse;");
  }

  private static List<String> names(Architecture architecture) {
    List<String> names = new ArrayList<>();
    architecture.features().forEach(f -> names.addAll(f.aliases()));
    architecture.levels().forEach(l -> names.addAll(l.aliases()));
    architecture.cpus().forEach(c -> names.addAll(c.aliases()));
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }

  private static String canonical(String text) {
    SourceFile file = new SourceFile("x.plimsoll", text);
    ImportedNames imported = ImportedNames.of(Fixtures.around(file), Fixtures.roots());
    return PolicyFormatter.formatCanonical(file, new CatalogNames(CATALOG, imported))
        .text()
        .orElseThrow();
  }

  private static SortedMap<String, FeatureSet> sets(String text) {
    Policy policy = Fixtures.analyze(new SourceFile("x.plimsoll", text)).policy().orElseThrow();
    SortedMap<String, FeatureSet> sets = new TreeMap<>();
    policy
        .baselines()
        .forEach(b -> b.sets().forEach((a, set) -> sets.put(b.name() + " " + a, set)));
    return sets;
  }
}
