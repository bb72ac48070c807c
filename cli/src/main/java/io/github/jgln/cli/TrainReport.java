package io.github.jgln.cli;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.evaluation.ClassificationMeasures;
import io.github.jgln.evaluation.Epoch;
import io.github.jgln.evaluation.StreamEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code jgln train} says in the end. */
final class TrainReport {
    /** While fewer rows are learnt most of the time goes into compiling what learns them. */
    private static final int FEW = 10_000;

    private static final double MEGABYTE = 1e6;

    private final GLN gln;
    private final Learnt learnt;
    private final DataOptions data;
    private final ModelOptions model;
    /** Null where nobody followed the stream. */
    private final StreamEvaluation stream;

    TrainReport(GLN gln, Learnt learnt, DataOptions data, ModelOptions model, StreamEvaluation stream) {
        this.gln = gln;
        this.learnt = learnt;
        this.data = data;
        this.model = model;
        this.stream = stream;
    }

    Map<String, Object> json() {
        GLNConfig config = gln.config();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", Version.number());
        report.put("backend", gln.backend());
        report.put("device", gln.device().toString());
        report.put("dataset", data.named());
        report.put("binary", data.binary);
        report.put("deskewed", data.deskewed());
        report.put("shuffled", data.shuffled());
        report.put("features", config.inputSize());
        report.put("classes", config.classes());
        report.put("rows", learnt.trainRows());
        report.put("testRows", learnt.testRows());
        report.put(
                "unlabelledRows",
                learnt.leftOut().isPresent() ? learnt.leftOut().getAsLong() : null);
        report.put("epochs", learnt.epochs().size());
        report.put("preset", preset(config));
        report.put("layers", layers());
        report.put("contextMapSize", contextMapSizes());
        report.put("seed", config.seed());
        report.put("parameters", gln.parameters());
        report.put("resumedAtRow", learnt.rowsBefore());
        report.put("trainSeconds", learnt.seconds());
        report.put("rowsPerSecond", Json.number(learnt.rowsPerSecond()));
        for (String phase : Phases.ALL) {
            report.put(phase + "Seconds", learnt.phases().get(phase));
        }
        report.put("memoryBytes", gln.memoryBytes());
        report.put("heapBytes", heapBytes());
        report.put("onlineAccuracy", Json.number(learnt.first().online().accuracy()));
        report.put("testAccuracy", Json.number(learnt.last().test().accuracy()));
        if (measured()) {
            ClassificationMeasures measures = stream.measures();
            report.put("onlineLogLoss", Json.number(measures.logLoss()));
            report.put("onlineKappa", Json.number(measures.kappa()));
            report.put("majorityAccuracy", Json.number(measures.majorityAccuracy()));
            report.put("noChangeAccuracy", Json.number(measures.noChangeAccuracy()));
            report.put("drifts", stream.driftCount());
        }
        report.put(
                "epochResults", learnt.epochs().stream().map(TrainReport::json).toList());
        return report;
    }

    /** By name; null where there is none. */
    private String preset(GLNConfig config) {
        if (model.preset != null) {
            return model.preset.toString();
        }
        return config.columns().isEmpty() ? null : Preset.TABLE.toString();
    }

    private static Map<String, Object> json(Epoch epoch) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("onlineAccuracy", Json.number(epoch.online().accuracy()));
        result.put("testAccuracy", Json.number(epoch.test().accuracy()));
        return result;
    }

    String text() {
        GLNConfig config = gln.config();
        int epochs = learnt.epochs().size();
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "online accuracy  %.2f %%  (%,d rows%s, each predicted before it was learnt)",
                100 * learnt.first().online().accuracy(),
                learnt.first().online().rows(),
                epochs == 1 ? "" : ", first pass"));
        if (measured()) {
            ClassificationMeasures measures = stream.measures();
            lines.add(format(
                    "  beside it      %.2f %% by the majority class, %.2f %% by the class of the row before",
                    100 * measures.majorityAccuracy(), 100 * measures.noChangeAccuracy()));
            lines.add(format(
                    "online log loss  %.4f, kappa %.3f%s",
                    measures.logLoss(), measures.kappa(), drifts(stream.driftCount())));
        }
        if (learnt.last().test().rows() > 0) {
            lines.add(testAccuracy(epochs));
        }
        lines.add(format("training time    %.3f s  (%s)", learnt.seconds(), rate()));
        if (!learnt.phases().isEmpty()) {
            lines.add("  of that         " + phases() + ", summed over threads");
        }
        lines.add(format(
                "network          %s, %s halfspaces per neuron, %d classes, %,d parameters",
                joined(layers(), "-"), joined(contextMapSizes(), "-"), config.classes(), gln.parameters()));
        lines.add(format(
                "memory           %.1f MB network, %.1f MB Java heap in use",
                gln.memoryBytes() / MEGABYTE, heapBytes() / MEGABYTE));
        return String.join(System.lineSeparator(), lines);
    }

    /** Whether rows were followed from the first on. */
    private boolean measured() {
        return stream != null
                && stream.measures().rows() > 0
                && stream.measures().rows() == learnt.first().online().rows();
    }

    private static String drifts(long count) {
        return count == 0 ? "" : format(", %,d drift%s", count, count == 1 ? "" : "s");
    }

    private String testAccuracy(int epochs) {
        return format(
                "test accuracy    %.2f %%  (%,d rows%s)",
                100 * learnt.last().test().accuracy(),
                learnt.last().test().rows(),
                epochs == 1 ? "" : ", after " + epochs + " passes");
    }

    private String rate() {
        return learnt.rows() < FEW
                ? "too few rows to tell how many a second"
                : format("%,.0f rows/s", learnt.rowsPerSecond());
    }

    private String phases() {
        return learnt.phases().entrySet().stream()
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

    private static String joined(List<Integer> numbers, String separator) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
