package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.NodeProperty;
import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds out what one node says about its machines. */
final class NodeResolver {
  private static final Pattern KERNEL = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,5}([.+~-].*)?");

  private final Architectures architectures;
  private final Probes probes;
  private final Findings findings;
  private final Duplicates duplicates;
  private Optional<Name> architecture = Optional.empty();
  private Optional<SetExpression> cpu = Optional.empty();
  private Optional<String> kernel = Optional.empty();
  private final Map<String, Integer> vectorLengths = new TreeMap<>();
  private Optional<NodeProperty.FromProbe> probe = Optional.empty();

  NodeResolver(Architectures architectures, Probes probes, Findings findings) {
    this.architectures = architectures;
    this.probes = probes;
    this.findings = findings;
    this.duplicates = new Duplicates(findings);
  }

  /** The node, unless its architecture is not known. */
  Optional<Outline.OfNode> outline(NodeDeclaration node) {
    node.properties().forEach(this::take);
    if (probe.isPresent()) {
      return probed(node, probe.get());
    }
    boolean excused = findings.isDamaged(node.span());
    if (!excused && architecture.isEmpty()) {
      incomplete(node, "which architecture it has", "arch x86_64;");
    } else if (!excused && cpu.isEmpty()) {
      incomplete(node, "which CPU it has", "cpu x86-64-v3;");
    }
    Optional<Architecture> found = architecture.flatMap(architectures::find);
    return found.map(
        a -> new Outline.OfNode(node, a, cpu, Optional.empty(), kernel, vectorLengths));
  }

  private Optional<Outline.OfNode> probed(NodeDeclaration node, NodeProperty.FromProbe from) {
    cpu.ifPresent(
        also ->
            findings.add(
                findings
                    .at(
                        PolicyCode.DUPLICATE,
                        also.span(),
                        "Which CPU the node has is already there: the probe says it.")
                    .withRelated(from.span(), "the probe is here")));
    Optional<Architecture> stated = architecture.flatMap(architectures::find);
    return probes
        .read(from.pattern(), stated)
        .map(
            machines ->
                new Outline.OfNode(
                    node,
                    machines.architecture(),
                    Optional.empty(),
                    Optional.of(machines.set()),
                    kernel.or(machines::kernel),
                    vectorLengths));
  }

  private void take(NodeProperty property) {
    if (property instanceof NodeProperty.Architecture says && once(says, "`arch`")) {
      architecture = Optional.of(says.name());
    } else if (property instanceof NodeProperty.Cpu says && once(says, "`cpu`")) {
      cpu = Optional.of(says.expression());
    } else if (property instanceof NodeProperty.Kernel says && once(says, "`kernel`")) {
      kernel = Optional.of(says.version().value());
      checkKernel(says.version());
    } else if (property instanceof NodeProperty.FromProbe says && once(says, "`from probe`")) {
      probe = Optional.of(says);
    } else if (property instanceof NodeProperty.VectorLength says) {
      boolean valid = VectorLengths.check(says.family(), says.bits(), findings);
      if (once(says, "A vector length of " + Quoted.of(says.family().text())) && valid) {
        vectorLengths.put(says.family().text(), says.bits().value());
      }
    }
  }

  private boolean once(NodeProperty property, String what) {
    return duplicates.isFirst(what, property.span(), what);
  }

  private void checkKernel(Text version) {
    if (!KERNEL.matcher(version.value()).matches()) {
      findings.add(
          findings
              .at(
                  PolicyCode.INVALID_KERNEL,
                  version.span(),
                  Quoted.of(version.value()) + " is not the version of a kernel.")
              .withHint("Write it as `uname -r` does: `\"6.8\"`, `\"6.1.0-18-amd64\"`."));
    }
  }

  private void incomplete(NodeDeclaration node, String what, String example) {
    findings.add(
        findings
            .at(
                PolicyCode.INCOMPLETE_NODE,
                node.name().span(),
                "Node " + Quoted.of(node.name().text()) + " does not say " + what + ".")
            .withHint("Add a line such as `" + example + "`."));
  }
}
