package io.github.jgln.cli;

import io.github.jgln.Backends;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code jgln doctor}. */
@Command(name = "doctor", description = "Print what a bug report needs: versions, JVM flags, memory, backends.")
final class DoctorCommand extends CliCommand {
    private static final long MEBIBYTE = 1 << 20;

    @Override
    int execute() {
        Map<String, Object> report = system();
        List<Backends.Found> backends = Backends.list();
        if (json) {
            report.put("backends", BackendsCommand.json(backends));
            print(Json.object(report));
        } else {
            StringBuilder text = new StringBuilder();
            report.forEach((key, value) -> text.append(String.format("%-14s %s%n", key, value)));
            print(text + "backends\n  " + BackendsCommand.text(backends).replace("\n", "\n  "));
        }
        return 0;
    }

    private static Map<String, Object> system() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        report.put(
                "jvm", property("java.vm.name") + " " + property("java.vm.version") + ", " + property("java.vendor"));
        report.put("javaHome", property("java.home"));
        report.put("jvmFlags", ManagementFactory.getRuntimeMXBean().getInputArguments());
        report.put(
                "vectorModule",
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        report.put("processors", runtime.availableProcessors());
        report.put("maxHeapMiB", runtime.maxMemory() / MEBIBYTE);
        report.put("environment", environment());
        return report;
    }

    /** What can change how this program runs. */
    private static Map<String, String> environment() {
        Map<String, String> relevant = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JGLN_") || name.equals("JAVA_TOOL_OPTIONS") || name.equals("CUDA_VISIBLE_DEVICES")) {
                relevant.put(name, value);
            }
        });
        return relevant;
    }

    private static String property(String name) {
        return System.getProperty(name);
    }
}
