package dev.plimsoll.verifier.decode.x86;

/** How many bytes ModRM, SIB and displacement are. */
final class AddressLengths {
  private static final byte[] OF_32 = new byte[256];
  private static final byte[] OF_16 = new byte[256];

  static {
    for (int modRm = 0; modRm < 256; modRm++) {
      OF_32[modRm] = (byte) length32(modRm >> 6, modRm & 7);
      OF_16[modRm] = (byte) length16(modRm >> 6, modRm & 7);
    }
  }

  private AddressLengths() {}

  /** Under 32-bit and 64-bit addressing; 0 where the SIB byte decides. */
  static int of32(int modRm) {
    return OF_32[modRm];
  }

  /** Where the SIB byte decides. */
  static int withSib(int sib) {
    return (sib & 7) == 5 ? 6 : 2;
  }

  static int of16(int modRm) {
    return OF_16[modRm];
  }

  private static int length32(int mod, int rm) {
    if (mod == 3) {
      return 1;
    }
    if (rm == 4) {
      return mod == 0 ? 0 : mod == 1 ? 3 : 6;
    }
    return mod == 0 ? (rm == 5 ? 5 : 1) : mod == 1 ? 2 : 5;
  }

  private static int length16(int mod, int rm) {
    return switch (mod) {
      case 0 -> rm == 6 ? 3 : 1;
      case 1 -> 2;
      case 2 -> 3;
      default -> 1;
    };
  }
}
