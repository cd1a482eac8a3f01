package dev.plimsoll.runtime.enforce;

import com.sun.jna.Platform;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where JNA finds what it needs, told by properties before its first use, and nothing that it does
 * not need. For a JVM that is ours alone: other users of JNA may want something else.
 */
final class JnaPlace {
  private static final String BOOT = "jna.boot.library.path";
  private static final String LIBRARIES = "jna.platform.library.path";
  private static final String LOGGING = "java.util.logging.manager";

  private JnaPlace() {}

  static void prepare() {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, NoLogging.class.getName());
    }
    // Without a value JNA runs ldconfig to find libraries; the C library is already loaded.
    if (System.getProperty(LIBRARIES) == null) {
      System.setProperty(LIBRARIES, "/lib");
    }
    try {
      Path unpacked =
          Path.of(JnaPlace.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolveSibling("native")
              .resolve(Platform.RESOURCE_PREFIX);
      if (System.getProperty(BOOT) == null && Files.isDirectory(unpacked)) {
        System.setProperty(BOOT, unpacked.toString());
      }
    } catch (URISyntaxException | NoClassDefFoundError unknown) {
      // JNA unpacks its library itself, or is not there, which is told where it is needed
    }
  }
}
