package dev.plimsoll.verifier.report;

import dev.plimsoll.verifier.decode.InstructionClass;
import dev.plimsoll.verifier.scan.Declared;
import dev.plimsoll.verifier.scan.Detection;
import dev.plimsoll.verifier.scan.FeatureUse;
import dev.plimsoll.verifier.scan.FunctionUse;
import dev.plimsoll.verifier.scan.HintUse;
import dev.plimsoll.verifier.scan.ObjectReport;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.SkippedObject;
import dev.plimsoll.verifier.scan.Use;
import java.util.List;
import java.util.Optional;

/** A scan with one of everything. */
final class ScanReports {

  private ScanReports() {}

  static ScanReport everything() {
    InstructionClass avx2 =
        new InstructionClass(List.of(List.of("avx2")), Optional.empty(), Optional.empty());
    InstructionClass cpuid =
        new InstructionClass(List.of(List.of()), Optional.empty(), Optional.of("cpuid"));
    ObjectReport rich =
        new ObjectReport(
            "app.jar!/linux/libx.so",
            Optional.of("g:a:1"),
            Optional.of("00ff"),
            2048,
            "x86_64",
            Optional.of("x32"),
            "shared",
            1536,
            7,
            5,
            new Declared(List.of("x86-64-v2"), List.of(), List.of("ibt"), List.of()),
            List.of(new Use(avx2, 210, 7, List.of(16L))),
            List.of(new Use(avx2, 3, 1, List.of(-16L)), new Use(cpuid, 1, 1, List.of(32L))),
            List.of(new FeatureUse("avx2", 210, 7), new FeatureUse("popcnt", 1, 1)),
            List.of(new HintUse("ibt", 12)),
            List.of(
                new Detection("cpuid", Optional.empty(), 5),
                new Detection("hwcap", Optional.of("getauxval"), 0)),
            List.of(new FunctionUse("f\u001b[2J", 4096, 64, List.of("avx2", "popcnt"))),
            Optional.empty(),
            List.of());
    ObjectReport unknown =
        new ObjectReport(
            "app.jar!/y.so",
            Optional.empty(),
            Optional.of("ee"),
            100,
            "s390x",
            Optional.empty(),
            "pie",
            10,
            0,
            0,
            Declared.NOTHING,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of("there is no decoder for s390x"),
            List.of(".eh_frame is not in the file; its functions are not known"));
    return new ScanReport(
        List.of(rich, unknown),
        List.of(new SkippedObject("app.jar!/win/x.dll", "PE")),
        List.of(new ScanError("app.jar!/cut\n.so", "ends after 20 bytes")));
  }
}
