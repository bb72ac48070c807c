package io.github.jgln.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The figures of a report as JSON; the keys are described at {@link EvaluationReport}. */
final class ReportJson {
    private final String title;
    private final StreamEvaluation evaluation;
    private final ClassificationMeasures measures;

    ReportJson(String title, StreamEvaluation evaluation) {
        this.title = title;
        this.evaluation = evaluation;
        this.measures = evaluation.measures();
    }

    String text() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("title", title);
        report.put("classes", evaluation.classes());
        report.put("rows", measures.rows());
        report.put("accuracy", measures.accuracy());
        report.put("balancedAccuracy", measures.balancedAccuracy());
        report.put("majorityAccuracy", measures.majorityAccuracy());
        report.put("noChangeAccuracy", measures.noChangeAccuracy());
        report.put("kappa", measures.kappa());
        report.put("kappaTemporal", measures.kappaTemporal());
        report.put("logLoss", measures.logLoss());
        report.put("brierScore", measures.brierScore());
        Auc auc = measures.auc();
        report.put("auc", object("value", auc.value(), "error", auc.error()));
        report.put("window", window());
        report.put("perClass", perClass());
        report.put("confusion", confusion());
        report.put("calibration", calibration());
        report.put("drifts", drifts());
        report.put("course", course());
        return JsonText.of(report);
    }

    /** Names and values in turn. */
    private static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    private Map<String, Object> window() {
        WindowMeasures window = evaluation.window();
        return object(
                "size", window.window(),
                "rows", window.rows(),
                "accuracy", window.accuracy(),
                "kappa", window.kappa(),
                "logLoss", window.logLoss());
    }

    private List<Object> perClass() {
        ConfusionMatrix confusion = measures.confusion();
        List<Object> all = new ArrayList<>();
        for (int c = 0; c < confusion.classes(); c++) {
            ConfusionMatrix.ClassFigures of = confusion.of(c);
            all.add(object(
                    "class", evaluation.classes().get(c),
                    "rows", of.rows(),
                    "precision", of.precision(),
                    "recall", of.recall(),
                    "f1", of.f1()));
        }
        return all;
    }

    private List<List<Long>> confusion() {
        ConfusionMatrix confusion = measures.confusion();
        return IntStream.range(0, confusion.classes())
                .mapToObj(i -> IntStream.range(0, confusion.classes())
                        .mapToObj(j -> confusion.count(i, j))
                        .toList())
                .toList();
    }

    private Map<String, Object> calibration() {
        CalibrationCurve curve = measures.calibration();
        List<Object> bins = new ArrayList<>();
        int count = curve.bins().size();
        for (int m = 0; m < count; m++) {
            CalibrationCurve.Bin bin = curve.bins().get(m);
            bins.add(object(
                    "above", (double) m / count,
                    "upTo", (m + 1.0) / count,
                    "rows", bin.rows(),
                    "confidence", bin.confidence(),
                    "accuracy", bin.accuracy()));
        }
        return object("expectedError", curve.expectedError(), "bins", bins);
    }

    private Map<String, Object> drifts() {
        List<Object> last = new ArrayList<>();
        for (Drift drift : evaluation.drifts()) {
            last.add(object("row", drift.row(), "before", drift.before(), "after", drift.after()));
        }
        return object("count", evaluation.driftCount(), "last", last);
    }

    private List<Object> course() {
        List<Object> course = new ArrayList<>();
        for (CoursePoint point : evaluation.course()) {
            course.add(object(
                    "rows", point.rows(),
                    "accuracy", point.accuracy(),
                    "windowAccuracy", point.windowAccuracy(),
                    "windowKappa", point.windowKappa(),
                    "windowLogLoss", point.windowLogLoss()));
        }
        return course;
    }
}
