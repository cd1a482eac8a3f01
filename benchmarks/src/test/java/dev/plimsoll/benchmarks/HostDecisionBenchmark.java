package dev.plimsoll.benchmarks;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.interpret.PolicyInterpreter;
import dev.plimsoll.runtime.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision, made by three: may this host run this workload? Each call asks for another one of
 * 64 hosts, so that nothing answers from a memory of the last call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HostDecisionBenchmark {
  private static final int HOSTS = 64;

  /** Whether the hosts have all of the baseline, or lack one feature. */
  @Param({"carries", "lacks"})
  public String hosts;

  private Host[] asked;
  private AuthorizationRequest[] requests;
  private int next;
  private PolicyInterpreter interpreter;
  private final BasicAuthorizationEngine cedar = new BasicAuthorizationEngine();
  private final Entities noEntities = new Entities();
  private PolicySet cedarPolicies;

  @Setup
  public void prepare() throws Exception {
    List<String> needed =
        ArchiverLine.Portable.BASELINE.on("x86_64").orElseThrow().features().stream()
            .filter(
                f ->
                    !ArchiverLine.Portable.BASELINE
                        .on("x86_64")
                        .orElseThrow()
                        .unknowable()
                        .contains(f))
            .toList();
    asked = new Host[HOSTS];
    requests = new AuthorizationRequest[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      TreeSet<String> features = new TreeSet<>(needed);
      IntStream.range(0, i % 8).forEach(n -> features.add("extra" + n));
      if (hosts.equals("lacks")) {
        features.remove("avx2");
      }
      asked[i] = Host.ofArchitecture("x86_64").withFeatures(features);
      CedarList list = new CedarList();
      features.forEach(f -> list.add(new PrimString(f)));
      Map<String, Value> context =
          Map.of("architecture", new PrimString("x86_64"), "features", list);
      requests[i] =
          new AuthorizationRequest(
              EntityUID.parse("Host::\"h" + i + "\"").orElseThrow(),
              EntityUID.parse("Action::\"run\"").orElseThrow(),
              EntityUID.parse("Workload::\"archiver\"").orElseThrow(),
              context);
    }
    interpreter =
        new PolicyInterpreter(
            PolicyCompiler.compile(
                    PolicyCompiler.read(
                        Path.of(
                            System.getProperty("policy", "src/main/plimsoll/archiver.plimsoll"))))
                .policy()
                .orElseThrow());
    cedarPolicies =
        PolicySet.parsePolicies(
            needed.stream()
                .map(f -> "\"" + f + "\"")
                .collect(
                    Collectors.joining(
                        ", ",
                        "permit(principal, action == Action::\"run\", resource =="
                            + " Workload::\"archiver\") when { context.architecture == \"x86_64\" &&"
                            + " context.features.containsAll([",
                        "]) };")));
    cedarPolicies.cache();
    boolean expected = hosts.equals("carries");
    if (generatedCarries() != expected
        || generatedCheck() != expected
        || interpreter() != expected
        || cedar() != expected) {
      throw new IllegalStateException("they do not agree");
    }
  }

  private int index() {
    return next++ & (HOSTS - 1);
  }

  @Benchmark
  public boolean generatedCarries() {
    return ArchiverLine.Portable.carries(asked[index()]);
  }

  @Benchmark
  public boolean generatedCheck() {
    return ArchiverLine.Portable.check(asked[index()]).ok();
  }

  @Benchmark
  public boolean interpreter() {
    return interpreter.check("portable", asked[index()]).ok();
  }

  @Benchmark
  public boolean cedar() throws Exception {
    return cedar
        .isAuthorized(requests[index()], cedarPolicies, noEntities)
        .success
        .orElseThrow()
        .isAllowed();
  }
}
