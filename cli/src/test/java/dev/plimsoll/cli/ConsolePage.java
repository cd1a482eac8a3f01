package dev.plimsoll.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page that shows a session: its blocks labelled {@code console} are run, and what they print is
 * put in place of what the page says. Blocks whose label is followed by a file name are written to
 * that file. Everything happens in the order of the page and in one folder.
 */
final class ConsolePage {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");
  private static final String END = "\u0001";

  private final Path folder;
  private int commands;

  ConsolePage(Path folder) {
    this.folder = folder;
  }

  /** How many commands have been run. */
  int commands() {
    return commands;
  }

  /** The page as it would be if it told the truth. */
  String replay(String page) throws IOException, InterruptedException {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      if (block.group(2) != null) {
        Path file = folder.resolve(block.group(2));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.group(3));
      } else if (block.group(1).equals("console")) {
        out.append(page, copied, block.start(3)).append(run(block.group(3)));
        copied = block.end(3);
      }
    }
    return out.append(page.substring(copied)).toString();
  }

  private String run(String block) throws IOException, InterruptedException {
    List<String> typed = typed(block);
    StringBuilder script = new StringBuilder();
    for (String command : typed) {
      script.append(command).append("\nstatus=$?; printf '").append("\\001'; (exit $status)\n");
    }
    String[] printed = shell(script.toString()).split(END, -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < typed.size(); i++) {
      commands++;
      out.append("$ ").append(typed.get(i).replace("\n", "\n  ")).append('\n');
      String output = i < printed.length ? printed[i] : "";
      out.append(output);
      if (!output.isEmpty() && !output.endsWith("\n")) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  /** The commands of a block: lines after {@code $}, and those after a line that ends with a \. */
  private static List<String> typed(String block) {
    List<String> commands = new ArrayList<>();
    boolean goesOn = false;
    for (String line : block.split("\n")) {
      if (goesOn) {
        commands.add(commands.remove(commands.size() - 1) + "\n" + line.strip());
      } else if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      }
      goesOn = (goesOn || line.startsWith("$ ")) && line.endsWith("\\");
    }
    return commands;
  }

  private String shell(String script) throws IOException, InterruptedException {
    Path distribution = Path.of(System.getProperty("plimsoll.distribution"));
    Path java = Path.of(System.getProperty("java.home"));
    ProcessBuilder builder = new ProcessBuilder("/bin/sh");
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("JAVA_HOME", java.toString());
    environment.put("PLIMSOLL", distribution.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.merge(
        "PATH",
        distribution.resolve("bin") + ":" + java.resolve("bin"),
        (old, mine) -> mine + ":" + old);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    return printed;
  }
}
