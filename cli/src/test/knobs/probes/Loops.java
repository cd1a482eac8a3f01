/** Loops for the compiler to make vectors of. */
public final class Loops {
  public static void main(String[] arguments) {
    float[] reals = new float[4096];
    int[] numbers = new int[4096];
    int sum = 0;
    for (int round = 0; round < 20_000; round++) {
      scale(reals, numbers, round);
      sum += numbers[round & 4095] + Integer.bitCount(round) + Integer.numberOfLeadingZeros(sum);
    }
    System.out.println("done " + sum);
  }

  static void scale(float[] reals, int[] numbers, int by) {
    for (int i = 0; i < reals.length; i++) {
      reals[i] = reals[i] * 0.5f + by;
      numbers[i] = numbers[i] * 3 + (numbers[i] >>> 2);
    }
  }
}
