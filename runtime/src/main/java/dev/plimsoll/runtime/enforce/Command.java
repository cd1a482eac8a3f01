package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program's name and arguments, as the bytes that the kernel hands on. */
public final class Command {
  private final List<byte[]> words;

  private Command(List<byte[]> words) {
    this.words = words;
  }

  /**
   * A command from strings, in the encoding of the platform.
   *
   * @throws IllegalArgumentException without a name
   */
  public static Command of(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least the name of a program");
    }
    Charset charset = platform();
    return new Command(words.stream().map(word -> word.getBytes(charset)).toList());
  }

  /**
   * The last arguments that this process was started with, byte by byte: what a command line tool
   * hands on unharmed whatever the locale.
   *
   * @throws IOException where /proc does not tell
   */
  public static Command ofOwnArguments(int count) throws IOException {
    List<byte[]> all = ByteStrings.arguments();
    if (count < 1 || count >= all.size()) {
      throw new IOException("this process was not started with " + count + " arguments");
    }
    return new Command(all.subList(all.size() - count, all.size()));
  }

  /** A command from strings whose characters stand for bytes. */
  static Command ofLatin(List<String> words) {
    return new Command(
        words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList());
  }

  /** The command as strings whose characters stand for bytes. */
  List<String> latin() {
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }

  static Command ofBytes(List<byte[]> words) {
    return new Command(words);
  }

  List<byte[]> words() {
    return words;
  }

  /** The program's name for messages. */
  String name() {
    return new String(words.get(0), StandardCharsets.UTF_8);
  }

  private static Charset platform() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
