package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.table.TableReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the instructions of Zydis' ISA sets need; one thread. */
final class ZydisFeatures implements Lockstep.Features {

  private final Map<String, String> table = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();

  ZydisFeatures(InstructionSet set) {
    int column = set.header().wide() ? 2 : 3;
    for (List<String> row :
        TableReader.rows(
            ZydisFeatures.class, "zydis.tsv", "isa_set", "mnemonic", "x86_64", "i386")) {
      table.put(row.get(0) + " " + row.get(1), row.get(column));
    }
  }

  @Override
  public String of(String there) {
    return seen.computeIfAbsent(there, this::find);
  }

  private String find(String there) {
    String set = there.substring(0, there.indexOf(' ') + 1);
    String ofSet = table.getOrDefault(set, "?");
    return table.getOrDefault(there, ofSet);
  }
}
