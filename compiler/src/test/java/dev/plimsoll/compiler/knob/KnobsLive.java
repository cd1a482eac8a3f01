package dev.plimsoll.compiler.knob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.knob.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What plans set, given to the components themselves: {@code mvn -Pknobs -pl compiler -am test}.
 * Needs x86-64 Linux with glibc 2.33 or later and OpenSSL 3, and fails without.
 */
class KnobsLive {
  private static final Architecture X86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
  private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

  @Test
  void glibcHasNoBitOfWhatIsWithheld() throws Exception {
    assertThat(LOADER).exists();
    Pattern leaf7 = Pattern.compile("features\\[0x1]\\.active\\[0x1]=0x([0-9a-f]+)");
    List<String> command = List.of(LOADER.toString(), "--list-diagnostics");
    long before = bits(leaf7, output(Launch.of(Map.of(), command)));
    long avx512 = 0xd0030000L;
    assertThat(bits(leaf7, output(held("avx512f", "glibc", "2.36", command))))
        .isEqualTo(before & ~avx512);
    assertThat(bits(leaf7, output(held("avx2", "glibc", "2.36", command))))
        .isEqualTo(before & ~avx512 & ~0x20L);
    assertThat(bits(leaf7, output(held("bmi2", "glibc", "2.36", command))))
        .isEqualTo(before & ~0x100L);
  }

  @Test
  void whatTheUserHadTurnedOffStaysOff() throws Exception {
    List<String> command = List.of(LOADER.toString(), "--list-diagnostics");
    Pattern leaf7 = Pattern.compile("features\\[0x1]\\.active\\[0x1]=0x([0-9a-f]+)");
    Map<String, String> user =
        Map.of("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-BMI2:glibc.malloc.check=1");
    Launch launch = held(user, "avx2", "glibc", "2.36", command);
    assertThat(bits(leaf7, output(launch)) & 0x120L).isZero();
    assertThat(launch.environment().get("GLIBC_TUNABLES")).contains("glibc.malloc.check=1");
  }

  @Test
  void theJvmHasTheFlagsThatItWasGiven() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:UseAVX=3",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+PrintFlagsFinal",
            "-version");
    String version = String.valueOf(Runtime.version().feature());
    assertThat(output(held("avx512f", "jvm", version, command)))
        .containsPattern("\\bUseAVX\\s+= 2\\b");
    String noAes = output(held("aes", "jvm", version, command));
    assertThat(noAes).containsPattern("\\bUseAES\\s+= false\\b");
    String noPclmul = output(held("pclmulqdq", "jvm", version, command));
    assertThat(noPclmul)
        .containsPattern("\\bUseCLMUL\\s+= false\\b")
        .containsPattern("\\bUseCRC32CIntrinsics\\s+= false\\b");
  }

  @Test
  void opensslHasTheWordsThatItWasGiven() throws Exception {
    List<String> command = List.of("openssl", "info", "-cpusettings");
    Pattern words = Pattern.compile("OPENSSL_ia32cap=0x([0-9a-f]+):0x([0-9a-f]+)");
    Matcher before = find(words, output(Launch.of(Map.of(), command)));
    Matcher after = find(words, output(held("aes", "openssl", "3.0", command)));
    assertThat(hex(after.group(1))).isEqualTo(hex(before.group(1)) & ~0x200000000000000L);
    assertThat(hex(after.group(2))).isEqualTo(hex(before.group(2)) & ~0x20000000000L);
  }

  private static Launch held(
      String withheld, String component, String version, List<String> command) {
    return held(Map.of(), withheld, component, version, command);
  }

  private static Launch held(
      Map<String, String> user,
      String withheld,
      String component,
      String version,
      List<String> command) {
    FeatureSet set =
        X86.set(X86.features().stream().filter(f -> f.kind() == Feature.Kind.USER).toList())
            .minus(List.of(X86.feature(withheld).orElseThrow()));
    Hold hold =
        new Hold(
            "b",
            Hold.DEFAULT_WORDS,
            List.of(component),
            Map.of(),
            Map.of(),
            Hold.Residual.WARN,
            Hold.OnLoss.KILL,
            Decision.ALLOW,
            Map.of(),
            new Span(0, 1));
    Launch.Held held =
        Launch.of(user, command)
            .under(
                new KnobPlanner(KnobCatalog.load())
                    .plan(set, hold, Map.of(component, version))
                    .settings());
    assertThat(held.refused()).isEmpty();
    assertThat(held.changes()).isNotEmpty();
    return held.launch();
  }

  private static String output(Launch launch) throws IOException, InterruptedException {
    Path file = Files.createTempFile("knobs", ".txt");
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    Map<String, String> environment = new TreeMap<>(launch.environment());
    environment.put("PATH", System.getenv("PATH"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(file.toFile());
    int status = builder.start().waitFor();
    String output = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.delete(file);
    assertThat(status).as(output).isZero();
    return output;
  }

  private static long bits(Pattern pattern, String text) {
    return hex(find(pattern, text).group(1));
  }

  private static Matcher find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found;
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
