package io.github.jgln.cli;

import io.github.jgln.GLN;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a network spent on each of its phases between starts and stops, summed over threads. */
final class Phases {
    /** In the order in which a row passes through them. */
    static final List<String> ALL = List.of("inputs", "gating", "mixing");

    private static final double NANOS = 1e9;

    private final GLN gln;
    private final Map<String, Long> nanos = new HashMap<>();
    private Map<String, Long> before = Map.of();

    Phases(GLN gln) {
        this.gln = gln;
    }

    void start() {
        before = gln.phaseNanos();
    }

    void stop() {
        gln.phaseNanos()
                .forEach((phase, total) -> nanos.merge(phase, total - before.getOrDefault(phase, 0L), Long::sum));
    }

    /** By phase; empty where the backend does not tell. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String phase : ALL) {
            if (nanos.containsKey(phase)) {
                seconds.put(phase, nanos.get(phase) / NANOS);
            }
        }
        return seconds;
    }
}
