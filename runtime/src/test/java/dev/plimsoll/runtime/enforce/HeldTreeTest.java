package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes on this kernel, each held so that it lacks one bit. */
@ParameterizedClass
@MethodSource("setups")
class HeldTreeTest {
  private static final String SHOW = "LD_SHOW_AUXV=1 /bin/true";
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();
  private static final RawWords PROGRAMS = RawWords.ofThisMachine();

  @Parameter Setup setup;

  @TempDir Path folder;

  static Stream<Setup> setups() {
    return Setup.all();
  }

  private static void assertMasked(Ran ran, int programs) {
    assertThat(WORD.shown(ran.out()))
        .as("words shown; status %d, stderr: %s", ran.status(), ran.err())
        .hasSize(programs)
        .containsOnly(WORD.masked());
  }

  @Test
  void theBitIsThereWithoutASupervisor() {
    Ran ran = Setup.run(List.of("/bin/sh", "-c", SHOW), b -> b);

    assertThat(WORD.shown(ran.out())).containsExactly(WORD.full());
    assertThat(WORD.masked()).isNotEqualTo(WORD.full());
  }

  @Test
  void aProgramAndTheOneItReplacesItselfByAreMasked() {
    Ran ran = setup.hold("/bin/sh", "-c", "exec env LD_SHOW_AUXV=1 /bin/true");

    assertMasked(ran, 1);
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void childrenGrandchildrenPipesAndScriptsAreMasked() throws IOException {
    Path script = folder.resolve("script");
    Files.writeString(script, "#!/bin/sh\n" + SHOW + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Ran ran =
        setup.holdScript(
            "(env "
                + SHOW
                + "); "
                + SHOW
                + "; "
                + SHOW
                + " | cat; sh -c '(sh -c \""
                + SHOW
                + "\")'; "
                + script
                + "; xargs -n1 sh -c '"
                + SHOW
                + "' < /dev/null");

    assertMasked(ran, 6);
  }

  @Test
  void theKernelsCopyOfTheVectorAgrees() {
    Ran ran = setup.holdScript("cat /proc/self/auxv | od -A n -v -t x8 -w16");

    assertThat(ran.out())
        .containsPattern(String.format("0{14}%02x %016x", WORD.type(), WORD.masked()))
        .doesNotContain(String.format("%016x %016x", WORD.type(), WORD.full()));
  }

  @Test
  void anOrphanedDaemonStaysMaskedAndIsWaitedFor() throws IOException {
    Path shown = folder.resolve("shown");

    Ran ran =
        setup.holdScript(
            "setsid sh -c 'sleep 0.5; " + SHOW + "' > " + shown + " 2>&1 < /dev/null & exit 4");

    assertThat(ran.status()).isEqualTo(4);
    assertThat(WORD.shown(Files.readString(shown))).containsExactly(WORD.masked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"VFORK", "POSIX_SPAWN", "FORK"})
  void childrenOfAHeldJvmAreMasked(String launchMechanism) {
    String[] command =
        Stream.concat(
                setup.java().stream(),
                Stream.of(
                    "-Djdk.lang.Process.launchMechanism=" + launchMechanism,
                    StartsChildren.class.getName()))
            .toArray(String[]::new);

    assertMasked(setup.hold(command), 3);
  }

  @Test
  void aProgramThatANonLeadingThreadExecutesIsMasked() {
    String[] command =
        Stream.concat(setup.java().stream(), Stream.of(ExecutesFromThread.class.getName()))
            .toArray(String[]::new);

    assertMasked(setup.hold(command), 1);
  }

  @Test
  void sixThousandVariablesAreNoObstacle() {
    Map<String, String> variables = new TreeMap<>();
    for (int i = 0; i < 6000; i++) {
      variables.put("VARIABLE_" + i, "value ".repeat(4) + i);
    }

    Ran ran =
        Setup.run(
            setup.supervised(
                WORD.plan(setup.mechanism()),
                List.of("/bin/sh", "-c", SHOW + "; env | grep -c ^VARIABLE_")),
            builder -> {
              builder.environment().putAll(variables);
              return builder;
            });

    assertMasked(ran, 1);
    assertThat(ran.out()).endsWith("6000\n");
  }

  @Test
  void manyProgramsAtOnceAreAllMasked() {
    Ran ran =
        setup.holdScript(
            "for i in 1 2 3 4 5 6 7 8; do (for j in 1 2 3 4 5 6 7 8 9 10; do "
                + SHOW
                + "; done) & done; wait");

    assertMasked(ran, 80);
  }

  @Test
  void aStaticProgramIsMasked() throws IOException {
    assertThat(wordOf(PROGRAMS.fixed(folder))).isEqualTo(WORD.masked());
  }

  @Test
  void aStaticProgramThatIsLoadedAnywhereIsMasked() throws IOException {
    assertThat(wordOf(PROGRAMS.loadedAnywhere(folder))).isEqualTo(WORD.masked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exec \"/proc/self/fd/$fd\"", "syscall(%d, $fd, my $empty = '', 0, 0, 0x1000)"})
  void aProgramInMemoryIsMaskedHoweverItIsExecuted(String execution) throws IOException {
    String script =
        "open F, '<', $ARGV[0]; undef $/; my $fd = syscall("
            + PROGRAMS.memfdCreate()
            + ", my $name = 'm', 0);"
            + " open M, '>&=', $fd; $^F = 99; syswrite M, <F>; "
            + String.format(execution, PROGRAMS.execveat())
            + "; die $!";

    Ran ran =
        setup.holdScript(
            "perl -e '"
                + script.replace("'", "'\\''")
                + "' "
                + PROGRAMS.fixed(folder)
                + " | od -A n -v -t x8 -w16");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().strip().split(" ")[WORD.type() == AuxType.AT_HWCAP ? 0 : 1])
        .isEqualTo(String.format("%016x", WORD.masked()));
  }

  @Test
  void a32BitProgramIsMaskedInItsOwnWidth() throws IOException {
    Path program = PROGRAMS.narrow(folder);
    Path out = folder.resolve("out");
    Setup.run(List.of("sh", "-c", "exec " + program + " > " + out), b -> b);
    long full = RawWords.word(out, WORD.type());
    long masked = full & ~Long.highestOneBit(full);
    HoldPlan plan =
        WORD.plan(setup.mechanism())
            .words(PROGRAMS.narrowWords(), HwcapWords.of(WORD.type(), masked));

    assertThat(wordOf(plan, program)).isEqualTo(masked).isNotEqualTo(full);
  }

  @Test
  void a32BitProgramIsDeniedOrNamedAsThePlanSays() throws IOException {
    Path program = PROGRAMS.narrow(folder);
    List<String> script = List.of("sh", "-c", program + " | wc -c; " + program + " > /dev/null");
    HoldPlan plan = WORD.plan(setup.mechanism());

    Ran denied = Setup.run(setup.supervised(plan.exec32Bit(Exec32Bit.DENY), script), b -> b);
    Ran named = Setup.run(setup.supervised(plan.exec32Bit(Exec32Bit.WARN), script), b -> b);

    String program32Bit = "(program) is a 32-bit program (" + PROGRAMS.narrowTitle() + ")";
    assertThat(denied.status()).isEqualTo(128 + Signals.KILL);
    assertThat(denied.out()).isEqualTo("0\n");
    assertThat(denied.err())
        .containsPattern(
            "plimsoll: process \\d+ " + Pattern.quote(program32Bit + ": it does not run\n"));
    assertThat(named.status()).isZero();
    assertThat(named.out()).isEqualTo("8\n");
    assertThat(named.err()).contains(program32Bit + "\n");
  }

  private long wordOf(Path program) throws IOException {
    return wordOf(WORD.plan(setup.mechanism()), program);
  }

  private long wordOf(HoldPlan plan, Path program) throws IOException {
    Path out = folder.resolve("out");

    Ran ran =
        Setup.run(
            setup.supervised(plan, List.of("/bin/sh", "-c", "exec " + program + " > " + out)),
            b -> b);

    assertThat(ran.status()).as(ran.err()).isZero();
    return RawWords.word(out, WORD.type());
  }
}
