import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Two seconds of what HotSpot has intrinsics and vectors for; then says so and waits for the end of its input. */
public final class Work {
  private static volatile long sink;

  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + 2_000_000_000L;
    byte[] data = new byte[1 << 16];
    int[] numbers = new int[1 << 14];
    double[] reals = new double[1 << 14];
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    for (int round = 0; System.nanoTime() < end; round++) {
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (i * 31 + round);
      }
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = numbers.length * 31 - i * round;
        reals[i] = Math.sqrt(i) * 1.5 + reals[i] * 0.25;
      }
      for (String name : new String[] {"MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256"}) {
        sink += MessageDigest.getInstance(name).digest(data)[0];
      }
      byte[] nonce = new byte[12];
      nonce[0] = (byte) round;
      nonce[1] = (byte) (round >> 8);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(data, 0, 16, "AES"), new GCMParameterSpec(128, nonce));
      sink += cipher.doFinal(data)[3];
      CRC32 crc = new CRC32();
      crc.update(data);
      CRC32C castagnoli = new CRC32C();
      castagnoli.update(data);
      int[] sorted = numbers.clone();
      Arrays.sort(sorted);
      sink += crc.getValue() + castagnoli.getValue() + sorted[7] + Arrays.hashCode(numbers) + Arrays.mismatch(numbers, sorted);
      String text = new String(data, java.nio.charset.StandardCharsets.ISO_8859_1);
      sink += text.indexOf("zz") + text.hashCode() + text.toUpperCase(java.util.Locale.ROOT).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    System.out.println("done");
    while (System.in.read() >= 0) {
      // until whoever started this has looked
    }
  }
}
