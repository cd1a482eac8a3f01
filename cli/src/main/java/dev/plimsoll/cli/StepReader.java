package dev.plimsoll.cli;

import static java.util.Map.entry;

import dev.plimsoll.cli.Scenario.Step;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import dev.plimsoll.runtime.inheritance.Abi;
import dev.plimsoll.runtime.inheritance.Arm;
import dev.plimsoll.runtime.inheritance.Checkpoint;
import dev.plimsoll.runtime.inheritance.Clone;
import dev.plimsoll.runtime.inheritance.Exec;
import dev.plimsoll.runtime.inheritance.ExecFormat;
import dev.plimsoll.runtime.inheritance.Failure;
import dev.plimsoll.runtime.inheritance.GetAuxv;
import dev.plimsoll.runtime.inheritance.Machine;
import dev.plimsoll.runtime.inheritance.Operation;
import dev.plimsoll.runtime.inheritance.Pointer;
import dev.plimsoll.runtime.inheritance.QueryArmed;
import dev.plimsoll.runtime.inheritance.Restore;
import dev.plimsoll.runtime.inheritance.SetAuxv;
import dev.plimsoll.runtime.inheritance.SetMap;
import dev.plimsoll.runtime.inheritance.UserBuffer;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads the steps of a scenario. */
final class StepReader {
  private static final long MOST = Long.MAX_VALUE;
  private static final long MOST_TYPE = 0xffff_ffffL;

  private static final Set<String> EVERYWHERE =
      MachineReader.union(Set.of("op", "task"), ScenarioReader.REMARKS);

  private final MachineReader machines;

  StepReader(MachineReader machines) {
    this.machines = machines;
  }

  /** How an operation is read, and which fields it has. */
  private record Form(Set<String> fields, OperationReader reader) {
    private interface OperationReader {
      Operation read(StepReader steps, JsonFields fields) throws Misfit;
    }

    static Form of(Set<String> fields, OperationReader reader) {
      return new Form(MachineReader.union(fields, EVERYWHERE), reader);
    }
  }

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          entry(
              "prctl-auxv",
              Form.of(
                  Set.of("vector", "length", "capable", "pointer", "arg5"),
                  (steps, f) -> steps.setAuxv(f))),
          entry(
              "prctl-map",
              Form.of(
                  Set.of(
                      "vector",
                      "length",
                      "capable",
                      "pointer",
                      "map",
                      "size",
                      "arg5",
                      "addresses",
                      "exeFile"),
                  (steps, f) -> steps.setMap(f))),
          entry(
              "get-auxv",
              Form.of(
                  Set.of("length", "capable", "pointer", "arg4", "arg5"),
                  (steps, f) -> steps.getAuxv(f))),
          entry("prctl-arm", Form.of(Set.of("capable"), (s, f) -> new Arm(capable(f)))),
          entry("prctl-query", Form.of(Set.of(), (s, f) -> new QueryArmed())),
          entry("fork", Form.of(Set.of(), (s, f) -> Clone.FORK)),
          entry("vfork", Form.of(Set.of(), (s, f) -> Clone.VFORK)),
          entry("clone", Form.of(Set.of(), (s, f) -> new Clone(true))),
          entry(
              "exec",
              Form.of(Set.of("abi", "format", "fails", "secure", "check"), (steps, f) -> exec(f))),
          entry("checkpoint", Form.of(Set.of(), (s, f) -> new Checkpoint())),
          entry("restore", Form.of(Set.of("machine", "capable"), (steps, f) -> steps.restore(f))));

  Step read(JsonFields fields) throws Misfit {
    String name = fields.text("op");
    Form form = FORMS.get(name);
    if (form == null) {
      Set<String> known = new TreeSet<>(FORMS.keySet());
      List<String> close = Suggestions.of(name, known);
      throw fields.misfit(
          "op",
          "is "
              + Quoted.of(name)
              + (close.isEmpty()
                  ? "; it is one of " + String.join(", ", known)
                  : "; did you mean `" + close.get(0) + "`?"));
    }
    JsonFields named = fields.at(fields.place() + " (" + name + ")");
    named.allow(form.fields());
    int task = Math.toIntExact(named.number("task", 0, 1, Integer.MAX_VALUE));
    return new Step(
        name,
        task == 0 ? OptionalInt.empty() : OptionalInt.of(task),
        form.reader().read(this, named));
  }

  private static boolean capable(JsonFields fields) throws Misfit {
    return fields.flag("capable", true);
  }

  private SetAuxv setAuxv(JsonFields fields) throws Misfit {
    return new SetAuxv(buffer(fields), argument(fields, "arg5"), capable(fields));
  }

  private SetMap setMap(JsonFields fields) throws Misfit {
    return new SetMap(
        buffer(fields),
        pointer(fields, "map"),
        fields.number("size", SetMap.SIZE, 0, MOST),
        argument(fields, "arg5"),
        fields.choiceOrFirst("addresses", List.of("valid", "invalid")).equals("valid"),
        fields.flag("exeFile", false),
        capable(fields));
  }

  private GetAuxv getAuxv(JsonFields fields) throws Misfit {
    capable(fields);
    return new GetAuxv(
        pointer(fields, "pointer"),
        fields.number("length", MOST, 0, MOST),
        argument(fields, "arg4"),
        argument(fields, "arg5"));
  }

  private static Exec exec(JsonFields fields) throws Misfit {
    return new Exec(
        constant(Abi.values(), fields.choiceOrFirst("abi", List.of("native", "compat"))),
        constant(
            ExecFormat.values(), fields.choiceOrFirst("format", List.of("elf", "fdpic", "script"))),
        fields.has("fails")
            ? constant(Failure.values(), fields.choice("fails", List.of("before", "after")))
            : Failure.NONE,
        fields.flag("secure", false),
        fields.flag("check", false));
  }

  private Restore restore(JsonFields fields) throws Misfit {
    Optional<JsonFields> machine = fields.optionalObject("machine");
    return new Restore(
        machine.isPresent() ? Optional.of(machines.read(machine.get())) : Optional.<Machine>empty(),
        capable(fields));
  }

  private static <E extends Enum<E>> E constant(E[] values, String name) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static long argument(JsonFields fields, String key) throws Misfit {
    return fields.number(key, 0, 0, MOST);
  }

  private static Pointer pointer(JsonFields fields, String key) throws Misfit {
    return constant(Pointer.values(), fields.choiceOrFirst(key, List.of("valid", "null", "bad")));
  }

  private static UserBuffer buffer(JsonFields fields) throws Misfit {
    List<Entry> pairs = new ArrayList<>();
    for (Object item : fields.list("vector")) {
      boolean pair =
          item instanceof List<?> list
              && list.size() == 2
              && list.get(0) instanceof Long type
              && type >= 0
              && type <= MOST_TYPE
              && list.get(1) instanceof String;
      if (!pair) {
        throw fields.misfit(
            "vector", "has no pair [number, \"0x…\"] in place " + (pairs.size() + 1));
      }
      pairs.add(pair((List<?>) item, fields, pairs.size() + 1));
    }
    OptionalLong length =
        fields.has("length")
            ? OptionalLong.of(fields.number("length", 0, 0, MOST))
            : OptionalLong.empty();
    return new UserBuffer(pairs, length, pointer(fields, "pointer"));
  }

  private static Entry pair(List<?> item, JsonFields fields, int place) throws Misfit {
    String text = (String) item.get(1);
    long value =
        MachineReader.word(text)
            .orElseThrow(
                () ->
                    fields.misfit(
                        "vector",
                        "has "
                            + Quoted.of(text)
                            + " in place "
                            + place
                            + ", which is not 0x and up to 16 hexadecimal digits"));
    return new Entry((Long) item.get(0), value);
  }
}
