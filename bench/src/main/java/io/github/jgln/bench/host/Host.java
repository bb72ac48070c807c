package io.github.jgln.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operating system tells of this machine and this process. */
public final class Host {
    private static final long KIBIBYTE = 1 << 10;

    private Host() {}

    /** This machine and this JVM. */
    public static Machine machine() {
        String processor = field("/proc/cpuinfo", "model name")
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch") + " processor");
        return new Machine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                kibibytes("/proc/meminfo", "MemTotal"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.vendor") + ")");
    }

    /** The most memory this process ever had resident; null where the system does not tell. */
    public static Long peakBytes() {
        return kibibytes("/proc/self/status", "VmHWM");
    }

    private static Long kibibytes(String file, String key) {
        return field(file, key)
                .map(text -> Long.parseLong(text.replace("kB", "").strip()) * KIBIBYTE)
                .orElse(null);
    }

    /** The first value of a key in lines of {@code key : value}. */
    private static Optional<String> field(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            // Only Linux has such files.
            return Optional.empty();
        }
    }
}
