package dev.plimsoll.compiler.probe;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.runtime.host.HostReading;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The CPU of a host as libvirt describes it ({@code virsh capabilities}, or the {@code <cpu>}
 * alone): on x86 the closest model that it knows and what the host has beyond that, elsewhere the
 * features.
 */
final class LibvirtReader {
  private static final int DEEPEST = 64;
  private static final int MOST_FEATURES = 10_000;
  private static final List<String> HOST = List.of("capabilities", "host", "cpu");
  private static final List<String> ALONE = List.of("cpu");

  /** Variants of a model, which differ in nothing that the table promises. */
  private static final String VARIANT = "(-(noTSX|IBRS|IBPB|v[0-9]{1,2}))*$";

  private final Map<String, String> texts = new HashMap<>();
  private final List<String> listed = new ArrayList<>();

  private LibvirtReader() {}

  static HostReading read(String text) {
    Dump dump = new Dump("libvirt host XML");
    LibvirtReader cpu = new LibvirtReader();
    try {
      cpu.document(text);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      return dump.refusal("is no XML document that can be read; see line " + line);
    }
    String machine = cpu.texts.get("arch");
    if (machine == null) {
      return dump.refusal("has no <arch> in the <cpu> of its <host>");
    }
    Optional<Architecture> architecture = Dump.architecture(machine);
    if (architecture.isEmpty()) {
      return dump.unknownArchitecture(machine);
    }
    return dump.vendor(Optional.ofNullable(cpu.texts.get("vendor")))
        .model(Optional.ofNullable(cpu.texts.get("model")))
        .host(architecture.get(), cpu.features(architecture.get()));
  }

  private void document(String text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
    List<String> path = new ArrayList<>();
    StringBuilder content = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (path.size() == DEEPEST) {
          throw new XMLStreamException("too deep", xml.getLocation());
        }
        if (isCpu(path) && xml.getLocalName().equals("feature")) {
          feature(xml);
        }
        path.add(xml.getLocalName());
        content.setLength(0);
      } else if (event == XMLStreamConstants.CHARACTERS) {
        content.append(xml.getText());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        String name = path.remove(path.size() - 1);
        if (isCpu(path)) {
          texts.putIfAbsent(name, content.toString().strip());
        }
        content.setLength(0);
      }
    }
  }

  private static boolean isCpu(List<String> path) {
    return path.equals(HOST) || path.equals(ALONE);
  }

  private void feature(XMLStreamReader xml) {
    String name = xml.getAttributeValue(null, "name");
    String policy = xml.getAttributeValue(null, "policy");
    boolean has = policy == null || policy.equals("require") || policy.equals("force");
    if (name != null && has && listed.size() < MOST_FEATURES) {
      listed.add(name);
    }
  }

  /** Unknown if the model stands for features of which this version has no list. */
  private Optional<SortedSet<String>> features(Architecture architecture) {
    String model = texts.getOrDefault("model", "").replaceFirst(VARIANT, "");
    Optional<List<String>> row =
        ProbeTables.rows("libvirt-models.tsv").stream()
            .filter(cells -> cells.get(0).equals(architecture.name()))
            .filter(cells -> cells.get(1).equals(model) || cells.get(1).equals("*"))
            .findFirst();
    if (row.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> names = new TreeSet<>();
    Optional<CpuModel> promised = architecture.cpu(row.get().get(2));
    promised.ifPresent(
        cpu -> cpu.guaranteed().features().forEach(feature -> names.add(feature.name())));
    names.removeAll(Arrays.asList(row.get().get(3).split(",", -1)));
    Map<String, Feature> spellings = Dump.spellings(architecture);
    for (String name : listed) {
      Feature feature = spellings.get(Dump.plain(name));
      names.add(feature == null ? name : feature.name());
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }
}
