package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HostJsonTest {
  @Test
  void printsEveryFactInOneFixedForm() {
    Host host =
        new Host(
            "x86_64",
            Optional.of(new TreeSet<>(List.of("sse2", "avx"))),
            Optional.of(HwcapWords.of(16, 0x178bfbffL, 26, 2)),
            Optional.of("6.18.44"),
            Optional.of("AuthenticAMD"),
            Optional.of("a \"quoted\" \\ name\tü"),
            OptionalInt.of(2),
            OptionalInt.empty(),
            new HostDetails(
                OptionalInt.empty(),
                OptionalInt.of(4096),
                OptionalInt.of(3632),
                Optional.of(
                    new XsaveArea(
                        2440,
                        new TreeMap<>(
                            Map.of(
                                2, new XsaveArea.Component(576, 256),
                                9, new XsaveArea.Component(2432, 8))))),
                Optional.of("xen")));

    assertThat(HostJson.print(host))
        .isEqualTo(
            """
            {
              "schema": 1,
              "architecture": "x86_64",
              "kernel": "6.18.44",
              "vendor": "AuthenticAMD",
              "model": "a \\"quoted\\" \\\\ name\\u0009ü",
              "processors": 2,
              "sveDefaultVectorBytes": null,
              "smeDefaultVectorBytes": null,
              "pageBytes": 4096,
              "minSignalStackBytes": 3632,
              "xsave": {"bytes": 2440, "components": {"2": {"offset": 576, "bytes": 256}, "9": {"offset": 2432, "bytes": 8}}},
              "hypervisor": "xen",
              "riscvHwprobe": null,
              "words": {"16": "0x178bfbff", "26": "0x2"},
              "features": ["avx", "sse2"]
            }
            """);
  }

  @Test
  void whatIsUnknownIsNull() {
    assertThat(HostJson.print(Host.ofArchitecture("aarch64")))
        .contains("\"words\": null", "\"features\": null", "\"kernel\": null")
        .contains("\"processors\": null");
  }
}
