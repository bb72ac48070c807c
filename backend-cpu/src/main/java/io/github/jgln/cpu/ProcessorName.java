package io.github.jgln.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor's name, as the operating system has it. */
final class ProcessorName {
    private static final String NAME = read();

    private ProcessorName() {}

    static String get() {
        return NAME;
    }

    private static String read() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(architecture());
        } catch (IOException e) {
            // Not Linux: the architecture is all the JVM tells.
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch") + " processor";
    }
}
