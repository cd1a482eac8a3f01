package dev.plimsoll.runtime.knob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final Switchboard JVM =
      new Switchboard(
          "",
          List.of(
              Switch.rung("UseAVX", "0"), Switch.rung("UseAVX", "1"),
              Switch.rung("UseAVX", "2"), Switch.rung("UseAVX", "3")));

  @Test
  void whatTheUserHadNotSetIsSet() {
    Launch.Held held = Launch.of(Map.of("A", "b"), List.of("x")).under(List.of(go("cpu.avx2=off")));
    assertThat(held.launch().environment()).isEqualTo(Map.of("A", "b", "GODEBUG", "cpu.avx2=off"));
    assertThat(held.refused()).isEmpty();
    assertThat(held.changes()).hasSize(1);
  }

  @Test
  void severalSettingsOfOneVariableComeTogether() {
    Launch.Held held =
        Launch.of(Map.of("GODEBUG", "gctrace=1"), List.of())
            .under(List.of(go("cpu.avx2=off"), go("cpu.fma=off")));
    assertThat(held.launch().environment())
        .isEqualTo(Map.of("GODEBUG", "gctrace=1,cpu.avx2=off,cpu.fma=off"));
  }

  @Test
  void anEmptyVariableIsNotAnUnsetOne() {
    KnobSetting setting =
        setting(
            Carrier.ENVIRONMENT,
            "OPENSSL_ia32cap",
            Encoder.DENY_WORDS,
            new Switchboard("5", List.of()),
            "~0x0:~0x20:~0x0:~0x0:~0x0");
    assertThat(value(setting, Map.of())).isEqualTo("~0x0:~0x20:~0x0:~0x0:~0x0");
    assertThat(value(setting, Map.of("OPENSSL_ia32cap", ""))).isEqualTo("0x0:0x0:0x0:0x0:0x0");
    // One word alone clears every other one.
    assertThat(value(setting, Map.of("OPENSSL_ia32cap", "~0x200000000000000")))
        .isEqualTo("~0x200000000000000:0x0:0x0:0x0:0x0");
  }

  @Test
  void aJvmStaysAsLowAsItsUserHadItAnywhere() {
    KnobSetting avx2 =
        setting(
            Carrier.JVM_OPTIONS,
            "_JAVA_OPTIONS",
            Encoder.JVM_OPTIONS,
            JVM,
            Encoder.JVM_OPTIONS.encode(JVM, java.util.Set.of("UseAVX=3")));
    String tolerant = "-XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=";
    assertThat(value(avx2, Map.of())).isEqualTo(tolerant + 2);
    assertThat(value(avx2, Map.of("_JAVA_OPTIONS", "-Xmx1g"))).isEqualTo("-Xmx1g " + tolerant + 2);
    assertThat(value(avx2, Map.of("_JAVA_OPTIONS", "-XX:UseAVX=3")))
        .isEqualTo("-XX:UseAVX=3 " + tolerant + 2);
    assertThat(value(avx2, Map.of("JAVA_TOOL_OPTIONS", "-XX:UseAVX=1"))).isEqualTo(tolerant + 1);
    assertThat(value(avx2, Map.of("JDK_JAVA_OPTIONS", "-XX:UseAVX=0"))).isEqualTo(tolerant + 0);
    assertThat(value(avx2, Map.of(), "java", "-XX:UseAVX=1", "Main")).isEqualTo(tolerant + 1);
    assertThat(value(avx2, Map.of(), "java", "-XX:UseAVX=3", "Main")).isEqualTo(tolerant + 2);
  }

  @Test
  void argumentsReachTheirProgramAlone() {
    Switchboard board = new Switchboard("--no-enable-", List.of(Switch.of("avx2")));
    KnobSetting node =
        setting(Carrier.ARGUMENT, "", Encoder.FLAGS, board, "--no-enable-avx2 --no-enable-fma3");
    assertThat(under(node, "/usr/bin/node", "x.js").launch().command())
        .containsExactly("/usr/bin/node", "--no-enable-avx2", "--no-enable-fma3", "x.js");
    assertThat(under(node, "npm", "x.js").refused()).hasSize(1);
    assertThat(under(node, "node", "--enable_avx2", "x.js").refused())
        .extracting(Launch.Refusal::reason)
        .containsExactly("--enable_avx2 comes later and wins");
    assertThat(under(node).refused()).hasSize(1);
    Switchboard rungs =
        new Switchboard("--asm", List.of(Switch.rung("asm", "sse2"), Switch.rung("asm", "avx")));
    KnobSetting asm = setting(Carrier.ARGUMENT, "", Encoder.LADDER, rungs, "--asm=sse2");
    assertThat(under(asm, "node", "in.y4m").launch().command())
        .containsExactly("node", "--asm=sse2", "in.y4m");
    for (String users : List.of("--asm", "--asm=avx", "--asm=sse2")) {
      assertThat(under(asm, "node", users, "avx").refused())
          .extracting(Launch.Refusal::reason)
          .containsExactly("the command has an --asm of its own");
    }
  }

  @Test
  void whatCannotBeBroughtTogetherIsRefusedAndStays() {
    KnobSetting isa =
        setting(
            Carrier.ENVIRONMENT,
            "ONEDNN_MAX_CPU_ISA",
            Encoder.LADDER,
            new Switchboard("", List.of(Switch.rung("isa", "SSE41"), Switch.rung("isa", "AVX"))),
            "SSE41");
    assertThat(value(isa, Map.of("DNNL_MAX_CPU_ISA", "AVX"))).isEqualTo("SSE41");
    Map<String, String> unknown = Map.of("ONEDNN_MAX_CPU_ISA", "AVX99");
    Launch.Held held = Launch.of(unknown, List.of("x")).under(List.of(isa));
    assertThat(held.launch().environment()).isEqualTo(unknown);
    assertThat(held.refused()).hasSize(1);

    KnobSetting glibc =
        setting(
            Carrier.ENVIRONMENT,
            "GLIBC_TUNABLES",
            Encoder.TUNABLE,
            new Switchboard("glibc.cpu.hwcaps", List.of()),
            "glibc.cpu.hwcaps=-AVX2");
    Map<String, String> alone = Map.of("GLIBC_TUNABLES", "glibc.rtld.enable_secure=1");
    assertThat(Launch.of(alone, List.of("x")).under(List.of(glibc)).refused()).hasSize(1);
  }

  @Test
  void aVariableThatLinuxWouldNotTakeIsRefused() {
    Map<String, String> long_ = Map.of("GODEBUG", "x=" + "y".repeat(131_060));
    assertThat(Launch.of(long_, List.of("x")).under(List.of(go("cpu.avx2=off"))).refused())
        .hasSize(1);
  }

  @Test
  void filesAreLeftToWhoeverCanPutThemInPlace() {
    KnobSetting file =
        setting(
            Carrier.FILE,
            "/etc/gcrypt/hwf.deny",
            Encoder.DENY_LIST,
            new Switchboard("line", List.of()),
            "intel-avx2");
    assertThat(under(file, "x").files()).containsExactly(file);
  }

  private static Launch.Held under(KnobSetting setting, String... command) {
    return Launch.of(Map.of(), List.of(command)).under(List.of(setting));
  }

  private static String value(KnobSetting setting, Map<String, String> user, String... command) {
    return Launch.of(user, List.of(command))
        .under(List.of(setting))
        .launch()
        .environment()
        .get(setting.name());
  }

  private static KnobSetting go(String value) {
    return setting(
        Carrier.ENVIRONMENT, "GODEBUG", Encoder.GODEBUG, new Switchboard("", List.of()), value);
  }

  private static KnobSetting setting(
      Carrier carrier, String name, Encoder encoder, Switchboard board, String value) {
    return new KnobSetting(
        "c",
        "c@1",
        carrier,
        name,
        encoder,
        board,
        value,
        List.of("node"),
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "DNNL_MAX_CPU_ISA"),
        List.of(),
        List.of());
  }
}
