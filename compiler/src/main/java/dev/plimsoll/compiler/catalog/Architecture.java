package dev.plimsoll.compiler.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one architecture. Its tables are read when first asked for. Two architectures
 * are equal if their names are.
 */
public final class Architecture {
  private final String name;
  private final List<String> aliases;
  private final int bits;
  private final Optional<String> compat;
  private volatile @Nullable Facts facts;

  Architecture(String name, List<String> aliases, int bits, Optional<String> compat) {
    this.name = name;
    this.aliases = List.copyOf(aliases);
    this.bits = bits;
    this.compat = compat;
  }

  public String name() {
    return name;
  }

  /** Other names of the architecture, e.g. {@code arm64}. */
  public List<String> aliases() {
    return aliases;
  }

  /** The width of its addresses, and of the feature words that its programs see. */
  public int bits() {
    return bits;
  }

  /** The 32-bit architecture whose programs a kernel of this one runs besides its own. */
  public Optional<String> compat() {
    return compat;
  }

  /** Every feature, by name. */
  public List<Feature> features() {
    return lattice().features();
  }

  public Optional<Feature> feature(String nameOrAlias) {
    return lattice().byName(nameOrAlias);
  }

  /**
   * The features whose canonical name matches a pattern, by name.
   *
   * @param pattern a name in which each {@code *} stands for any characters
   */
  public List<Feature> match(String pattern) {
    if (!pattern.contains("*")) {
      return named(pattern).stream().toList();
    }
    String[] parts = pattern.split("\\*", -1);
    Pattern regex =
        Pattern.compile(Stream.of(parts).map(Pattern::quote).collect(Collectors.joining(".*")));
    return features().stream().filter(f -> regex.matcher(f.name()).matches()).toList();
  }

  /** The feature of a canonical name and every feature that needs it, by name. */
  List<Feature> needing(String name) {
    return named(name).map(f -> lattice().list(lattice().needing(index(f)))).orElse(List.of());
  }

  private Optional<Feature> named(String name) {
    return feature(name).filter(f -> f.name().equals(name));
  }

  /** Every level, lower ones first. */
  public List<Level> levels() {
    return facts().levels();
  }

  public Optional<Level> level(String nameOrAlias) {
    return Optional.ofNullable(facts().levelsByName().get(nameOrAlias));
  }

  /** The lowest level all of whose processors have a feature. */
  public Optional<Level> mandatoryFrom(Feature feature) {
    return levels().stream().filter(level -> level.set().contains(feature.name())).findFirst();
  }

  /** Every CPU model, in the order of the table: by vendor and age. */
  public List<CpuModel> cpus() {
    return facts().cpus();
  }

  public Optional<CpuModel> cpu(String nameOrAlias) {
    return Optional.ofNullable(facts().cpusByName().get(nameOrAlias));
  }

  /** Every bit of the kernel's words, native ones first, by word and bit. */
  public List<WordBit> words() {
    return facts().words();
  }

  /** Instructions that are no error where their feature is missing. */
  public List<HintFamily> hints() {
    return facts().hints();
  }

  /** No feature at all, not even those of the base ISA. */
  public FeatureSet emptySet() {
    return new FeatureSet(this, new long[lattice().words()]);
  }

  /** What every processor of the architecture has. */
  public FeatureSet baseSet() {
    return set(features().stream().filter(Feature::inBase).toList());
  }

  /** These features and all that they need. */
  public FeatureSet set(Collection<Feature> features) {
    long[] bits = new long[lattice().words()];
    for (Feature feature : features) {
      FeatureLattice.unite(bits, lattice().needed(index(feature)));
    }
    return new FeatureSet(this, bits);
  }

  /**
   * The words that its own programs see at most under a set: the value of each word that the
   * architecture defines, by its auxiliary vector number. Bits of features outside the set and bits
   * that nobody has defined are 0.
   */
  public SortedMap<Integer, Long> wordsOf(FeatureSet set) {
    return wordsOf(set, WordBit::isNative);
  }

  /**
   * The same for programs of {@link #compat}: the words of 64-bit ones if the tables name no
   * others, no word if there are no such programs.
   */
  public SortedMap<Integer, Long> compatWordsOf(FeatureSet set) {
    boolean same = compat.isPresent() && words().stream().allMatch(WordBit::isNative);
    return same ? wordsOf(set) : wordsOf(set, bit -> !bit.isNative());
  }

  private SortedMap<Integer, Long> wordsOf(FeatureSet set, Predicate<WordBit> ofAbi) {
    TreeMap<Integer, Long> values = new TreeMap<>();
    for (WordBit bit : words()) {
      if (ofAbi.test(bit)) {
        values.merge(bit.auxType(), bit.isKept(set) ? bit.mask() : 0, (a, b) -> a | b);
      }
    }
    return values;
  }

  /** The features of a set that no word can take away from a program, by name. */
  public List<Feature> withoutWord(FeatureSet set) {
    return set.features().stream().filter(feature -> !hasWord(feature)).toList();
  }

  /** Whether the words can tell that a feature is missing. */
  public WordCover wordCover(Feature feature) {
    if (hasWord(feature)) {
      return WordCover.OWN;
    }
    boolean needsOne = set(List.of(feature)).beyond(baseSet()).stream().anyMatch(this::hasWord);
    return needsOne ? WordCover.PREREQUISITE : WordCover.NONE;
  }

  /** The bits of native words that say that a machine has a feature, by auxiliary vector type. */
  public SortedMap<Integer, Long> bitsOf(Feature feature) {
    SortedMap<Integer, Long> bits = new TreeMap<>();
    for (WordBit bit : words()) {
      if (bit.isNative() && bit.feature().filter(feature.name()::equals).isPresent()) {
        bits.merge(bit.auxType(), bit.mask(), (some, more) -> some | more);
      }
    }
    return bits;
  }

  /** Whether a bit of a native word says that a machine has the feature. */
  boolean hasWord(Feature feature) {
    return words().stream()
        .anyMatch(
            bit -> bit.isNative() && bit.feature().filter(feature.name()::equals).isPresent());
  }

  FeatureLattice lattice() {
    return facts().lattice();
  }

  int index(Feature feature) {
    int index = feature.architecture().equals(name) ? lattice().index(feature.name()) : -1;
    if (index < 0) {
      throw new IllegalArgumentException(
          feature + " of " + feature.architecture() + " is no feature of " + name);
    }
    return index;
  }

  private Facts facts() {
    Facts known = facts;
    if (known == null) {
      // Two threads may both read the tables; the results are equal.
      known = Facts.read(this);
      facts = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  /** The tables of one architecture. */
  private record Facts(
      FeatureLattice lattice,
      List<WordBit> words,
      List<HintFamily> hints,
      List<Level> levels,
      Map<String, Level> levelsByName,
      List<CpuModel> cpus,
      Map<String, CpuModel> cpusByName) {

    static Facts read(Architecture architecture) {
      CatalogTables tables = new CatalogTables(architecture);
      List<Level> levels = tables.levels();
      List<CpuModel> cpus = tables.cpus();
      return new Facts(
          tables.lattice(),
          tables.words(),
          tables.hints(),
          levels,
          byName(levels, Level::name, Level::aliases),
          cpus,
          byName(cpus, CpuModel::name, CpuModel::aliases));
    }

    private static <T> Map<String, T> byName(
        List<T> list, Function<T, String> name, Function<T, List<String>> aliases) {
      Map<String, T> byName = new LinkedHashMap<>();
      for (T item : list) {
        Stream.concat(Stream.of(name.apply(item)), aliases.apply(item).stream())
            .filter(n -> byName.putIfAbsent(n, item) != null)
            .findFirst()
            .ifPresent(
                n -> {
                  throw new IllegalStateException(n + " means two things");
                });
      }
      return byName;
    }
  }
}
