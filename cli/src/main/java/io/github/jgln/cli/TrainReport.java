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

/** What {@code jgln train} says in the end. */
final class TrainReport {
    private final GLN gln;
    private final Learnt learnt;
    private final DataOptions data;
    private final ModelOptions model;
    /** Null where nobody followed the stream. */
    private final StreamEvaluation stream;

    private final RunFigures run;

    TrainReport(GLN gln, Learnt learnt, DataOptions data, ModelOptions model, StreamEvaluation stream) {
        this.gln = gln;
        this.learnt = learnt;
        this.data = data;
        this.model = model;
        this.stream = stream;
        this.run = new RunFigures(gln, learnt.rows(), learnt.rowsBefore(), learnt.seconds(), learnt.phases());
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
        run.json(report);
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
        lines.addAll(run.lines(gln.config().classes() + " classes"));
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

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
