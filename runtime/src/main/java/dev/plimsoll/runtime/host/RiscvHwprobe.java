package dev.plimsoll.runtime.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the system call {@code riscv_hwprobe} says of all processors of a machine (Linux,
 * Documentation/arch/riscv/hwprobe.rst). What the keys and bits mean are the rows of {@code
 * riscv-hwprobe.tsv}.
 *
 * @param answers values by key; keys that the kernel does not know are missing
 */
public record RiscvHwprobe(SortedMap<Integer, Long> answers) {
  /** The architecture whose kernels answer. */
  public static final String ARCHITECTURE = "riscv64";

  /** What the kernel puts in the place of a key that it does not know. */
  public static final long UNKNOWN_KEY = -1;

  /** Greater numbers than any size or frequency are written as what they are made of: bits. */
  private static final long MOST = 1_000_000_000_000_000L;

  private static final List<Row> ROWS = rows();

  /**
   * A row: a key, or what a bit or value of it means.
   *
   * @param value the bit's number, or the value
   */
  private record Row(int key, String name, String kind, long value, String meaning) {
    boolean isKey() {
      return !kind.equals("bit") && !kind.equals("value");
    }
  }

  /** Makes the system call. */
  public interface Call {
    /** The answers to keys, {@link #UNKNOWN_KEY} left out; empty where the call cannot be made. */
    Optional<SortedMap<Integer, Long>> answers(List<Integer> keys);
  }

  public RiscvHwprobe {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  /** What this machine says; empty where that cannot be asked, as without JNA. */
  static Optional<RiscvHwprobe> ask() {
    return ServiceLoader.load(Call.class, Call.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .flatMap(call -> call.answers(keys()).stream())
        .findFirst()
        .map(RiscvHwprobe::new);
  }

  /** The keys that this version knows. */
  public static List<Integer> keys() {
    return ROWS.stream().filter(Row::isKey).map(Row::key).toList();
  }

  /** What it says as text, by the names of keys. */
  public SortedMap<String, String> text() {
    SortedMap<String, String> text = new TreeMap<>();
    for (Row row : ROWS) {
      Long answer = answers.get(row.key());
      if (row.isKey() && answer != null) {
        text.put(row.name(), text(row, answer));
      }
    }
    return text;
  }

  private static String text(Row key, long answer) {
    String number = "0x" + Long.toHexString(answer);
    return switch (key.kind()) {
      case "number" -> answer >= 0 && answer < MOST ? Long.toString(answer) : number;
      case "choice" -> choice(key, answer).map(Row::meaning).orElse(number);
      default -> number;
    };
  }

  private static Optional<Row> choice(Row key, long value) {
    return ROWS.stream()
        .filter(row -> row.key() == key.key() && !row.isKey() && row.value() == value)
        .findFirst();
  }

  /** Reads what {@link #text()} wrote; empty if that is malformed. Names of others are left out. */
  public static Optional<RiscvHwprobe> parse(Map<String, String> text) {
    TreeMap<Integer, Long> answers = new TreeMap<>();
    for (Row row : ROWS) {
      String value = row.isKey() ? text.get(row.name()) : null;
      if (value != null) {
        Optional<Long> answer = number(row, value);
        if (answer.isEmpty()) {
          return Optional.empty();
        }
        answers.put(row.key(), answer.get());
      }
    }
    return Optional.of(new RiscvHwprobe(answers));
  }

  private static Optional<Long> number(Row key, String text) {
    if (text.matches("0x[0-9a-f]{1,16}")) {
      return Optional.of(Long.parseUnsignedLong(text.substring(2), 16));
    }
    return text.matches("[0-9]{1,15}")
        ? Optional.of(Long.valueOf(text))
        : ROWS.stream()
            .filter(row -> row.key() == key.key() && row.meaning().equals(text) && !row.isKey())
            .map(Row::value)
            .findFirst();
  }

  /** The extensions that all processors have, with what these hold. */
  public Set<String> features() {
    Set<String> names = new HashSet<>();
    for (Row row : ROWS) {
      Long answer = answers.get(row.key());
      if (row.kind().equals("bit") && answer != null && (answer >>> row.value() & 1) != 0) {
        names.addAll(List.of(row.meaning().split(",", -1)));
      }
    }
    IsaString.close(names);
    return names;
  }

  private static List<Row> rows() {
    try (InputStream in = RiscvHwprobe.class.getResourceAsStream("riscv-hwprobe.tsv")) {
      if (in == null) {
        throw new IllegalStateException("riscv-hwprobe.tsv is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(c -> new Row(Integer.parseInt(c[0]), c[1], c[2], Long.parseLong("0" + c[3]), c[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
