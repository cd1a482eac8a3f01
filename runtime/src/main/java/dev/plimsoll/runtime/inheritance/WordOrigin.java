package dev.plimsoll.runtime.inheritance;

/** Where the words of a new program are from. */
public enum WordOrigin {
  HARDWARE_ALWAYS("this kernel gives every new program the hardware's words"),
  HARDWARE("nothing had armed inheritance, so the words are the hardware's"),
  NATIVE_PRESET("this kernel gives 32-bit programs the words of 64-bit ones"),
  INHERITED("the words are those of the program before, as far as the hardware has them"),
  UNREADABLE("inheritance was armed, but the kernel found no word in the vector it reads"),
  MISREAD("inheritance was armed, but the kernel read a 32-bit program's vector as a 64-bit one's"),
  ABI_CHANGE("the kernel drops inheritance where 32-bit and 64-bit programs start each other");

  private final String text;

  WordOrigin(String text) {
    this.text = text;
  }

  /** One clause that says so. */
  @Override
  public String toString() {
    return text;
  }
}
