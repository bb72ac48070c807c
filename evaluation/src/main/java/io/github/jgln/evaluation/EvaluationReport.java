package io.github.jgln.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link StreamEvaluation} has found, for people and for programs. In a directory:
 *
 * <ul>
 *   <li>{@code report.html}: one page, its pictures in it, which needs no other file
 *   <li>{@code report.md}: the same in Markdown, which shows the pictures beside it
 *   <li>{@code accuracy.svg}, {@code calibration.svg}, {@code confusion.svg}: the pictures
 *   <li>{@code report.json}: all figures, in full precision
 * </ul>
 *
 * <p>The keys of {@code report.json}; figures that have no value, see {@link ClassificationMeasures}, are null:
 *
 * <ul>
 *   <li>{@code title}; {@code classes}: the names, by index; {@code rows}: how many there were
 *   <li>{@code accuracy}, {@code balancedAccuracy}, {@code majorityAccuracy}, {@code noChangeAccuracy}, {@code kappa},
 *       {@code kappaTemporal}, {@code logLoss} (nats), {@code brierScore} (0 to 2): of all rows, as the methods of
 *       {@link ClassificationMeasures} with these names
 *   <li>{@code auc}: {@code value} and {@code error}, as {@link Auc}; null both with more than two classes
 *   <li>{@code window}: of the last {@code size} rows, or as many as there were, {@code rows}: {@code accuracy}, {@code kappa},
 *       {@code logLoss}
 *   <li>{@code perClass}: by index, {@code class}, {@code rows}, {@code precision}, {@code recall}, {@code f1}
 *   <li>{@code confusion}: {@code confusion[i][j]} rows of class i were predicted as class j
 *   <li>{@code calibration}: {@code expectedError}, and {@code bins} with {@code rows} whose confidence was {@code above} and
 *       {@code upTo} these bounds, their mean {@code confidence} and their {@code accuracy}
 *   <li>{@code drifts}: {@code count} of all, and the {@code last} 1,000, each with the {@code row} it was noticed after and the
 *       share of rows classed wrong {@code before} and {@code after}
 *   <li>{@code course}: points of equal distance, after so many {@code rows}: {@code accuracy} of all so far, and
 *       {@code windowAccuracy}, {@code windowKappa}, {@code windowLogLoss} of the last
 * </ul>
 */
public final class EvaluationReport {
    private final String title;
    private final StreamEvaluation evaluation;

    /**
     * Of an evaluation, as it is when this is written.
     *
     * @param title its first line
     */
    public EvaluationReport(String title, StreamEvaluation evaluation) {
        this.title = title;
        this.evaluation = evaluation;
    }

    /**
     * Writes all files; those of an earlier report are replaced, and others left.
     *
     * @param directory created if there is none
     * @throws IOException when something else is there, or a file cannot be written
     */
    public void write(Path directory) throws IOException {
        ReportTables tables = new ReportTables(evaluation);
        List<ReportPicture> pictures = List.of(
                new ReportPicture("accuracy.svg", AccuracyPicture.TITLE, AccuracyPicture.of(evaluation)),
                new ReportPicture("calibration.svg", CalibrationPicture.TITLE, CalibrationPicture.of(evaluation)),
                new ReportPicture(
                        "confusion.svg", ConfusionPicture.title(evaluation), ConfusionPicture.of(evaluation)));
        ReportPage page = new ReportPage(title).sentence(tables.summary()).table(tables.measures());
        pictures.forEach(picture -> page.heading(picture.title()).picture(picture));
        page.heading("Classes").table(tables.classes());
        page.heading("Changes").sentence(tables.driftSummary());
        ReportTable drifts = tables.drifts();
        if (!drifts.rows().isEmpty()) {
            page.table(drifts);
        }
        ReportFiles.of(pictures, new ReportJson(title, evaluation).text(), page).write(directory);
    }
}
