package io.github.jgln.cli;

import io.github.jgln.Backends;
import io.github.jgln.spi.Availability.Available;
import io.github.jgln.spi.Availability.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code jgln backends}. */
@Command(
        name = "backends",
        description = "List every backend, the best first, with its devices and what decides their speed, or why it is"
                + " not available and what to do.")
final class BackendsCommand extends CliCommand {
    @Override
    int execute() {
        List<Backends.Found> found = Backends.list();
        if (json) {
            print(Json.object(Map.of("backends", json(found))));
        } else {
            print(text(found));
        }
        return 0;
    }

    static List<Map<String, Object>> json(List<Backends.Found> found) {
        return found.stream().map(BackendsCommand::json).toList();
    }

    private static Map<String, Object> json(Backends.Found found) {
        Map<String, Object> backend = new LinkedHashMap<>();
        backend.put("name", found.name());
        backend.put("rank", found.rank());
        backend.put("available", found.availability() instanceof Available);
        if (found.availability() instanceof Available available) {
            backend.put(
                    "devices",
                    available.devices().stream()
                            .map(device -> Map.of("name", device.name(), "facts", device.facts()))
                            .toList());
        } else if (found.availability() instanceof Unavailable unavailable) {
            backend.put("reason", unavailable.reason());
            backend.put("remedy", unavailable.remedy());
        }
        return backend;
    }

    static String text(List<Backends.Found> found) {
        if (found.isEmpty()) {
            return "no backend on the class path";
        }
        StringBuilder text = new StringBuilder();
        for (Backends.Found backend : found) {
            String name = String.format("%-8s ", backend.name());
            if (backend.availability() instanceof Available available) {
                available
                        .devices()
                        .forEach(device -> text.append(name).append(device).append('\n'));
            } else {
                text.append(name)
                        .append("not available: ")
                        .append(backend.availability())
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }
}
