package dev.plimsoll.verifier.scan;

import java.util.List;

/**
 * A function with instructions beyond the base ISA.
 *
 * @param name its symbol; {@code sub_<address in hex>} where only its unwind entry is known; its
 *     section, or {@code <section>+0x<offset>}, for code in which no function is known
 * @param address its first byte: virtual address, or file offset in a relocatable object
 * @param size bytes
 * @param features the features that its instructions name, sorted
 */
public record FunctionUse(String name, long address, long size, List<String> features) {

  public FunctionUse {
    features = List.copyOf(features);
  }
}
