package dev.plimsoll.maven;

import dev.plimsoll.verifier.scan.ScanInput;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * All that a build ships: its own classes folder and the files of its resolved dependencies.
 *
 * @param trails how the build came to each artifact: the artifacts on the way, itself last
 */
record Closure(List<ScanInput> inputs, Map<String, List<String>> trails) {

  static Closure of(MavenProject project) {
    List<ScanInput> inputs = new ArrayList<>();
    Map<String, List<String>> trails = new TreeMap<>();
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    if (Files.isDirectory(classes)) {
      inputs.add(
          new ScanInput(
              classes, classes.getFileName().toString(), Optional.of(name(project.getArtifact()))));
    }
    project.getArtifacts().stream()
        .filter(artifact -> artifact.getFile() != null)
        .sorted(Comparator.comparing(Closure::name).thenComparing(Artifact::getType))
        .forEach(
            artifact -> {
              File file = artifact.getFile();
              inputs.add(new ScanInput(file.toPath(), file.getName(), Optional.of(name(artifact))));
              trails.put(name(artifact), trail(artifact));
            });
    return new Closure(List.copyOf(inputs), trails);
  }

  private static String name(Artifact artifact) {
    String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
    return artifact.getClassifier() == null || artifact.getClassifier().isEmpty()
        ? name + ":" + artifact.getVersion()
        : name + ":" + artifact.getClassifier() + ":" + artifact.getVersion();
  }

  /** The trail without the project itself, which begins every trail. */
  private static List<String> trail(Artifact artifact) {
    List<String> trail = artifact.getDependencyTrail();
    return trail == null || trail.isEmpty()
        ? List.of()
        : trail.subList(1, trail.size()).stream().map(Closure::withoutType).toList();
  }

  /** {@code g:a:type[:classifier]:v} without the type. */
  private static String withoutType(String id) {
    String[] parts = id.split(":", -1);
    List<String> kept = new ArrayList<>(List.of(parts));
    if (kept.size() > 3) {
      kept.remove(2);
    }
    return String.join(":", kept);
  }
}
