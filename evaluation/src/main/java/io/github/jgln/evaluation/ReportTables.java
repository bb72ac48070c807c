package io.github.jgln.evaluation;

import static io.github.jgln.evaluation.ReportTable.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report says in tables. */
final class ReportTables {
    private final StreamEvaluation evaluation;

    ReportTables(StreamEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** How much it is about, in a sentence. */
    String summary() {
        return evaluation.measures().rows() + " rows of " + evaluation.classes().size()
                + " classes, each predicted before it was learnt.";
    }

    ReportTable measures() {
        ClassificationMeasures all = evaluation.measures();
        WindowMeasures last = evaluation.window();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rows", String.valueOf(all.rows()), String.valueOf(last.rows())));
        rows.add(List.of("accuracy", figure(all.accuracy()), figure(last.accuracy())));
        rows.add(List.of("balanced accuracy", figure(all.balancedAccuracy()), ""));
        rows.add(List.of("accuracy of the class most frequent so far", figure(all.majorityAccuracy()), ""));
        rows.add(List.of("accuracy of the last row's class", figure(all.noChangeAccuracy()), ""));
        rows.add(List.of("Cohen's kappa", figure(all.kappa()), figure(last.kappa())));
        rows.add(List.of("kappa temporal", figure(all.kappaTemporal()), ""));
        rows.add(List.of("log loss, nats", figure(all.logLoss()), figure(last.logLoss())));
        rows.add(List.of("Brier score", figure(all.brierScore()), ""));
        rows.add(List.of("expected calibration error", figure(all.calibration().expectedError()), ""));
        if (all.classes() == 2) {
            Auc auc = all.auc();
            String within = Double.isNaN(auc.error()) ? "" : String.format(Locale.ROOT, " ± %.1e", auc.error());
            rows.add(List.of("area under the ROC curve", figure(auc.value()) + within, ""));
        }
        return new ReportTable(List.of("measure", "all rows", "last " + last.window()), rows);
    }

    ReportTable classes() {
        ConfusionMatrix confusion = evaluation.measures().confusion();
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < confusion.classes(); c++) {
            ConfusionMatrix.ClassFigures of = confusion.of(c);
            rows.add(List.of(
                    evaluation.classes().get(c),
                    String.valueOf(of.rows()),
                    figure(of.precision()),
                    figure(of.recall()),
                    figure(of.f1())));
        }
        return new ReportTable(List.of("class", "rows", "precision", "recall", "F1"), rows);
    }

    /** When the share of wrong rows changed, in a sentence. */
    String driftSummary() {
        long all = evaluation.driftCount();
        int kept = evaluation.drifts().size();
        String last = all > kept ? "; the last " + kept + " of them:" : all > 0 ? ":" : ".";
        return "The share of rows classed wrong changed " + all + (all == 1 ? " time" : " times") + last;
    }

    ReportTable drifts() {
        List<List<String>> rows = evaluation.drifts().stream()
                .map(drift -> List.of(String.valueOf(drift.row()), figure(drift.before()), figure(drift.after())))
                .toList();
        return new ReportTable(List.of("noticed after row", "wrong before", "wrong after"), rows);
    }
}
