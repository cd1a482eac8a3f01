import java.util.Arrays;

/** Compresses and expands with zstd-jni, which need not be there when this is compiled. */
public final class Zstd {
  public static void main(String[] arguments) throws Exception {
    Class<?> zstd = Class.forName("com.github.luben.zstd.Zstd");
    byte[] data = new byte[1 << 16];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * i >> 7);
    }
    byte[] small = (byte[]) zstd.getMethod("compress", byte[].class).invoke(null, data);
    byte[] back = new byte[data.length];
    zstd.getMethod("decompress", byte[].class, byte[].class).invoke(null, back, small);
    if (!Arrays.equals(data, back)) {
      throw new IllegalStateException("not what it was");
    }
  }
}
