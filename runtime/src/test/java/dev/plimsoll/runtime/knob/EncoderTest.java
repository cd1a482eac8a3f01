package dev.plimsoll.runtime.knob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoder: what it writes it reads, and what a user had turned off stays off. */
class EncoderTest {

  /** An encoder with a small board and with what users write that we would not. */
  private record Example(Encoder encoder, Switchboard board, List<String> users) {
    @Override
    public String toString() {
      return encoder.title() + " " + board.argument();
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            Encoder.TUNABLE,
            board("glibc.cpu.hwcaps", "AVX", "AVX2", "AVX512F", "FMA", "Prefer_ERMS"),
            List.of(
                "",
                "glibc.malloc.check=3",
                "glibc.cpu.hwcaps=-AVX2:glibc.malloc.check=3:glibc.cpu.hwcaps=-FMA",
                "glibc.cpu.hwcaps=Prefer_ERMS,-AVX",
                "glibc.cpu.hwcaps=",
                "a=b=c:glibc.cpu.hwcaps=-AVX",
                "::")),
        new Example(
            Encoder.GODEBUG,
            board("", "avx", "avx2", "fma", "aes"),
            List.of(
                "",
                "gctrace=1",
                "cpu.all=off",
                "cpu.all=off,cpu.aes=on",
                "cpu.avx2=off,cpu.avx2=on",
                "cpu.avx2=off,http2debug=1")),
        new Example(
            Encoder.DENY_WORDS,
            board("5", "0.57", "0.60", "1.5", "1.16", "4.33"),
            List.of(
                "",
                "~0x20",
                "~0x200000000000000",
                "~0:~0x20",
                ":~0x20",
                "0x0",
                "0xffffffffffffffff:0xffffffffffffffff",
                "|0x200000000000000:~0x20",
                "what",
                "~010:~32")),
        new Example(
            Encoder.ALLOW_BITS,
            board("0x1,0x0", "0x2", "0x4", "0x8", "0x10"),
            List.of("", "0", "0x1", "0x6", "6", "0x3", "-1", "nonsense")),
        new Example(
            Encoder.ALLOW_BITS,
            board("0x0", "0x1", "0x4", "0x10", "0x4000"),
            List.of("", "0", "0x4", "~0x4", "020", "0xffffffff")),
        new Example(
            Encoder.ALLOW_LIST,
            board(", - none", "aesni", "sha_ni", "pclmul"),
            List.of("", "none", "aesni", "pclmul,aesni,vendor:intel", "AESNI")),
        new Example(
            Encoder.ALLOW_LIST,
            board("_ rv64gc rv64gc", "zba", "zbb", "v"),
            List.of("", "rv64gc", "rv64gc_zbb", "RV64GC_ZBA_ZBB")),
        new Example(
            Encoder.DENY_LIST,
            board("space", "AVX2", "FMA3", "AVX512F"),
            List.of("", "AVX2", "AVX2,FMA3", "AVX2 \t FMA3", "SSE42", " ,")),
        new Example(
            Encoder.DENY_LIST,
            board("comma", "AVX2", "AVX512-SKX"),
            List.of("", "AVX512-SKX", "AVX512-SKX,AVX2")),
        new Example(
            Encoder.DENY_LIST,
            board("line", "intel-avx2", "intel-aesni"),
            List.of("", "intel-avx2\n", "# all\nintel-aesni\n")),
        new Example(Encoder.VARIABLE_EACH, board("0", "AVX2"), List.of("", "0", "1")),
        new Example(Encoder.VARIABLE_EACH, board("any", "AVX2"), List.of("", "0", "1")),
        new Example(
            Encoder.LADDER,
            ladder("", "SSE41", "AVX", "AVX2/AVX2_PLUS", "AVX512_CORE", "AVX512_CORE_AMX"),
            List.of("", " ", "AVX", "avx2", "AVX2_PLUS", "AVX512_CORE_AMX", "SSE41")),
        new Example(
            Encoder.LADDER,
            ladder("--xla_cpu_max_isa", "SSE4_2", "AVX", "AVX2"),
            List.of(
                "",
                "--xla_dump_to=x",
                "--xla_cpu_max_isa=AVX --xla_dump_to=x",
                "--xla_cpu_max_isa=SSE4_2 --xla_cpu_max_isa=AVX2")),
        new Example(
            Encoder.SIGNED_LIST,
            board("-cpuflags |", "avx2", "avx512", "fma3"),
            List.of("", "-cpuflags -avx2", "-cpuflags -avx2+avx2-fma3", "-cpuflags 0")),
        new Example(
            Encoder.FLAGS,
            board("--no-enable-", "avx", "avx2", "fma3"),
            List.of("", "--no-enable-avx", "--max-old-space-size=99 --no-enable-fma3")),
        new Example(
            Encoder.JVM_OPTIONS,
            new Switchboard(
                "",
                List.of(
                    Switch.rung("UseAVX", "0"),
                    Switch.rung("UseAVX", "1"),
                    Switch.rung("UseAVX", "2"),
                    Switch.of("UseAES"),
                    new Switch("", "UseCRC32CIntrinsics", "diagnostic"))),
            List.of(
                "",
                "-Xmx1g",
                "-XX:UseAVX=0",
                "-XX:UseAVX=0 -XX:UseAVX=2",
                "-XX:-UseAES -XX:+UseAES",
                "-XX:-UseAES -XX:UseAVX=1 \"-Dx=a  b\"")));
  }

  @Test
  void everyEncoderHasAnExample() {
    assertThat(examples().map(Example::encoder).toList()).containsAll(EnumSet.allOf(Encoder.class));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsWhatItWrites(Example example) {
    for (Set<String> off : subsets(example)) {
      String value = example.encoder().encode(example.board(), off);
      assertThat(example.encoder().decode(example.board(), value)).as(value).isEqualTo(off);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aMergeTurnsOffWhatEitherDoes(Example example) {
    List<String> users = new ArrayList<>(example.users());
    subsets(example).forEach(off -> users.add(example.encoder().encode(example.board(), off)));
    for (String user : users) {
      for (Set<String> off : subsets(example)) {
        assertMerged(example.encoder(), example.board(), user, off);
      }
    }
  }

  @Test
  void largeBoardsKeepBothPropertiesToo() {
    Random random = new Random(20261122);
    List<Switch> tokens = IntStream.range(0, 40).mapToObj(i -> Switch.of("T" + i + "x")).toList();
    List<Switch> rungs = IntStream.range(0, 40).mapToObj(i -> Switch.rung("L", "r" + i)).toList();
    for (int i = 0; i < 300; i++) {
      for (Encoder encoder : List.of(Encoder.TUNABLE, Encoder.GODEBUG, Encoder.DENY_LIST)) {
        Switchboard board =
            new Switchboard(encoder == Encoder.DENY_LIST ? "space" : "glibc.cpu.hwcaps", tokens);
        String user = encoder.encode(board, some(board, random));
        assertMerged(encoder, board, user, some(board, random));
      }
      Switchboard ladder = new Switchboard("", rungs);
      String user = Encoder.LADDER.encode(ladder, above(ladder, random.nextInt(40)));
      assertMerged(Encoder.LADDER, ladder, user, above(ladder, random.nextInt(40)));
    }
  }

  @Test
  void mergingTwiceChangesNothing() {
    examples()
        .forEach(
            example -> {
              for (Set<String> off : subsets(example)) {
                String ours = example.encoder().encode(example.board(), off);
                String once = merged(example.encoder(), example.board(), ours, ours);
                assertThat(example.encoder().decode(example.board(), once)).isEqualTo(off);
              }
            });
  }

  private static void assertMerged(
      Encoder encoder, Switchboard board, String user, Set<String> off) {
    String ours = encoder.encode(board, off);
    String merged = merged(encoder, board, user, ours);
    Set<String> either = new HashSet<>(off);
    // A list without an option is not the user's word about switches.
    either.addAll(encoder.decode(board, user));
    assertThat(encoder.decode(board, merged))
        .as("%s of <%s> and <%s>: <%s>", encoder, user, ours, merged)
        .containsAll(either);
  }

  private static String merged(Encoder encoder, Switchboard board, String user, String ours) {
    Merged merged = encoder.merge(board.forMerging(), user, List.of(), ours);
    if (encoder.hasVariableEach()) {
      merged = encoder.merge(board, user, List.of(), ours);
    }
    assertThat(merged).isInstanceOf(Merged.Value.class);
    return ((Merged.Value) merged).text();
  }

  /** Every set of switches that can be off. */
  private static List<Set<String>> subsets(Example example) {
    List<String> ids = example.board().ids();
    boolean each = example.encoder().hasVariableEach();
    List<Set<String>> subsets = new ArrayList<>();
    for (int bits = each ? 1 : 0; bits < 1 << ids.size(); bits++) {
      Set<String> off = new LinkedHashSet<>();
      for (int i = 0; i < ids.size(); i++) {
        if ((bits >> i & 1) != 0) {
          off.add(ids.get(i));
        }
      }
      boolean possible =
          example.board().switches().stream()
              .noneMatch(s -> example.board().isLowest(s) && off.contains(s.id()));
      if (possible && example.board().close(off).equals(off)) {
        subsets.add(off);
      }
    }
    return subsets;
  }

  private static Set<String> some(Switchboard board, Random random) {
    Set<String> some = new LinkedHashSet<>(board.ids());
    some.removeIf(id -> random.nextBoolean());
    return some;
  }

  private static Set<String> above(Switchboard board, int place) {
    return new LinkedHashSet<>(board.ids().subList(place + 1, board.ids().size()));
  }

  private static Switchboard board(String argument, String... tokens) {
    return new Switchboard(argument, Stream.of(tokens).map(Switch::of).toList());
  }

  private static Switchboard ladder(String argument, String... tokens) {
    return new Switchboard(argument, Stream.of(tokens).map(t -> Switch.rung("isa", t)).toList());
  }
}
