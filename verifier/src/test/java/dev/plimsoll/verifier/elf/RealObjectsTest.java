package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.sun.jna.Native;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.table.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares with what GNU readelf says of published objects of 14 architectures. */
final class RealObjectsTest {

  @Test
  void agreesWithReadelf() throws IOException {
    List<List<String>> rows =
        TableReader.rows(
            RealObjectsTest.class,
            "real-objects.tsv",
            "jar",
            "path",
            "architecture",
            "type",
            "codeBytes",
            "functions",
            "frames",
            "frameBytes",
            "imports");
    assertThat(rows).hasSizeGreaterThan(30);
    for (List<String> row : rows) {
      assertThat(facts(row.get(0), row.get(1))).as(row.get(1)).isEqualTo(row);
    }
  }

  private static List<String> facts(String jar, String path) throws IOException {
    Class<?> owner = jar.equals("jna") ? Native.class : Zstd.class;
    try (InputStream in = owner.getResourceAsStream("/" + path)) {
      assertThat(in).as(path).isNotNull();
      ElfFile file = (ElfFile) ElfReader.read(new MemoryBytes(in.readAllBytes()));
      long frameBytes = 0;
      for (int i = 0; i < file.frames().count(); i++) {
        frameBytes += file.frames().size(i);
      }
      assertThat(file.problems()).as(path).isEmpty();
      return List.of(
          jar,
          path,
          file.machine().architecture(),
          file.type(),
          Long.toString(file.code().stream().mapToLong(CodeRange::size).sum()),
          Integer.toString(file.functions().count()),
          Integer.toString(file.frames().count()),
          Long.toString(frameBytes),
          Integer.toString(file.imports().size()));
    }
  }
}
