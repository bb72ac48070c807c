package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code jgln train} says in the end whatever was learnt: of the network, and how long it took.
 *
 * @param gln the network
 * @param rows learnt in this run
 * @param rowsBefore learnt before it
 * @param seconds learning took
 * @param phases of that, by phase; empty where the backend does not tell
 */
record RunFigures(GLN gln, long rows, long rowsBefore, double seconds, Map<String, Double> phases) {
    /** While fewer rows are learnt most of the time goes into compiling what learns them. */
    private static final int FEW = 10_000;

    private static final double MEGABYTE = 1e6;

    /** Adds the network and the times to a report. */
    void json(Map<String, Object> report) {
        GLNConfig config = gln.config();
        report.put("layers", layers());
        report.put("contextMapSize", contextMapSizes());
        report.put("seed", config.seed());
        report.put("parameters", gln.parameters());
        report.put("resumedAtRow", rowsBefore);
        report.put("trainSeconds", seconds);
        report.put("rowsPerSecond", Json.number(rows / seconds));
        for (String phase : Phases.ALL) {
            report.put(phase + "Seconds", phases.get(phase));
        }
        report.put("memoryBytes", gln.memoryBytes());
        report.put("heapBytes", heapBytes());
    }

    /** @param learnt what the network is for, as {@code 10 classes} */
    List<String> lines(String learnt) {
        List<String> lines = new ArrayList<>();
        lines.add(format("training time    %.3f s  (%s)", seconds, rate()));
        if (!phases.isEmpty()) {
            lines.add("  of that         " + phaseTimes() + ", summed over threads");
        }
        lines.add(format(
                "network          %s, %s halfspaces per neuron, %s, %,d parameters",
                joined(layers()), joined(contextMapSizes()), learnt, gln.parameters()));
        lines.add(format(
                "memory           %.1f MB network, %.1f MB Java heap in use",
                gln.memoryBytes() / MEGABYTE, heapBytes() / MEGABYTE));
        return lines;
    }

    private String rate() {
        return rows < FEW ? "too few rows to tell how many a second" : format("%,.0f rows/s", rows / seconds);
    }

    private String phaseTimes() {
        return phases.entrySet().stream()
                .map(phase -> format("%s %.3f s", phase.getKey(), phase.getValue()))
                .collect(Collectors.joining(", "));
    }

    private List<Integer> layers() {
        return IntStream.of(gln.config().neurons()).boxed().toList();
    }

    private List<Integer> contextMapSizes() {
        GLNConfig config = gln.config();
        return IntStream.range(0, config.layers())
                .map(config::contextMapSize)
                .boxed()
                .toList();
    }

    private static long heapBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
