package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lies around a policy in its root. */
record RootSurroundings(Root root, String path) implements Surroundings {
  private static final int MOST_PROBES = 10_000;
  private static final long LARGEST_PROBE = 1L << 20;
  private static final long LARGEST_RECORD = 16L << 20;

  /** All probe files of one pattern together, in characters. */
  private static final long MOST_TEXT = 64L << 20;

  @Override
  public ProbeLookup probes(String pattern) {
    Optional<String> refusal = RelativePath.refusal(pattern);
    if (refusal.isPresent()) {
      return new ProbeLookup.Refused(refusal.get());
    }
    List<String> paths;
    try {
      paths = root.match(PathPattern.of(pattern), MOST_PROBES).stream().sorted().toList();
    } catch (IOException e) {
      return new ProbeLookup.Unreadable(root.title(), Reasons.of(e));
    }
    if (paths.size() > MOST_PROBES) {
      return new ProbeLookup.Refused("matches more than " + MOST_PROBES + " files");
    }
    List<ProbeLookup.ProbeFile> files = new ArrayList<>();
    long total = 0;
    for (String file : paths) {
      try {
        String text =
            root.read(file, LARGEST_PROBE).orElseThrow(() -> new IOException("it is gone"));
        total += text.length();
        if (total > MOST_TEXT) {
          return new ProbeLookup.Refused(
              "matches files of more than " + (MOST_TEXT >> 20) + " MiB");
        }
        files.add(new ProbeLookup.ProbeFile(file, text));
      } catch (IOException e) {
        return new ProbeLookup.Unreadable(root.title(file), Reasons.of(e));
      }
    }
    return new ProbeLookup.Found(root.title(), files);
  }

  @Override
  public Optional<String> sealRecord() throws IOException {
    return root.read(path + SourceRoots.SEAL_EXTENSION, LARGEST_RECORD);
  }
}
