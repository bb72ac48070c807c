package io.github.jgln.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a {@link RegressionEvaluation} has found, for people and for programs. In a directory:
 *
 * <ul>
 *   <li>{@code report.html}: one page, its pictures in it, which needs no other file
 *   <li>{@code report.md}: the same in Markdown, which shows the pictures beside it
 *   <li>{@code error.svg}, {@code calibration.svg}: the pictures; of several targets {@code error-1.svg} and so on
 *   <li>{@code report.json}: all figures, in full precision
 * </ul>
 *
 * <p>The keys of {@code report.json}; figures that have no value are null:
 *
 * <ul>
 *   <li>{@code title}; {@code rows}: how many there were
 *   <li>{@code targets}: of each number, in its unit where it has one, {@code name}; {@code rows} that are measured, see
 *       {@link TargetEvaluation}; {@code rmse}, {@code mae}, {@code r2}, {@code negativeLogLikelihood} (nats), {@code crps},
 *       {@code coverage50}, {@code coverage90}, {@code coverage95} as the methods of {@link GaussianMeasures} with these names;
 *       {@code meanSoFarRmse}, {@code lastValueRmse}, of the same rows; {@code ranks}, how many targets lay in each twentieth of what
 *       was foretold; {@code window}, of the last {@code size} rows, or as many as there were, {@code rows}: {@code rmse},
 *       {@code negativeLogLikelihood}, {@code coverage90}; {@code course}: points of equal distance, after so many {@code rows}:
 *       {@code rmse} of all so far, and {@code windowRmse}, {@code windowNegativeLogLikelihood}, {@code windowCoverage90} of the last
 * </ul>
 */
public final class RegressionReport {
    private final String title;
    private final RegressionEvaluation evaluation;

    /**
     * Of an evaluation, as it is when this is written.
     *
     * @param title its first line
     */
    public RegressionReport(String title, RegressionEvaluation evaluation) {
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
        List<ReportPicture> pictures = new ArrayList<>();
        ReportPage page = new ReportPage(title)
                .sentence(
                        String.format(Locale.ROOT, "%d rows, each predicted before it was learnt.", evaluation.rows()));
        List<TargetEvaluation> targets = evaluation.targets();
        for (int c = 0; c < targets.size(); c++) {
            TargetEvaluation target = targets.get(c);
            String number = targets.size() == 1 ? "" : "-" + (c + 1);
            ReportPicture error = new ReportPicture(
                    "error" + number + ".svg", ErrorPicture.title(target), ErrorPicture.of(target, evaluation.rows()));
            ReportPicture calibration = new ReportPicture(
                    "calibration" + number + ".svg", QuantilePicture.title(target), QuantilePicture.of(target));
            page.heading(target.name()).table(table(target));
            page.heading(error.title()).picture(error);
            page.heading(calibration.title()).picture(calibration);
            pictures.addAll(List.of(error, calibration));
        }
        ReportFiles.of(pictures, json(), page).write(directory);
    }

    private static ReportTable table(TargetEvaluation target) {
        GaussianMeasures all = target.measures();
        GaussianWindow last = target.window();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rows", String.valueOf(all.rows()), String.valueOf(last.rows())));
        row(rows, "RMSE", all.rmse(), last.rmse());
        row(rows, "  of the mean so far", target.meanSoFarRmse());
        row(rows, "  of the last row's value", target.lastValueRmse());
        row(rows, "mean absolute error", all.mae());
        row(rows, "R²", all.r2());
        row(rows, "negative log likelihood, nats", all.negativeLogLikelihood(), last.negativeLogLikelihood());
        row(rows, "CRPS", all.crps());
        row(rows, "share in the 50 % interval", all.coverage50());
        row(rows, "share in the 90 % interval", all.coverage90(), last.coverage90());
        row(rows, "share in the 95 % interval", all.coverage95());
        return new ReportTable(List.of("measure", "all rows", "last " + last.window()), rows);
    }

    private static void row(List<List<String>> rows, String name, double all) {
        rows.add(List.of(name, SignificantDigits.of(all), ""));
    }

    private static void row(List<List<String>> rows, String name, double all, double last) {
        rows.add(List.of(name, SignificantDigits.of(all), SignificantDigits.of(last)));
    }

    private String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("title", title);
        report.put("rows", evaluation.rows());
        report.put(
                "targets",
                evaluation.targets().stream().map(RegressionReport::json).toList());
        return JsonText.of(report);
    }

    private static Map<String, Object> json(TargetEvaluation target) {
        GaussianMeasures all = target.measures();
        GaussianWindow last = target.window();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", target.name());
        report.put("rows", all.rows());
        report.put("rmse", all.rmse());
        report.put("mae", all.mae());
        report.put("r2", all.r2());
        report.put("negativeLogLikelihood", all.negativeLogLikelihood());
        report.put("crps", all.crps());
        report.put("coverage50", all.coverage50());
        report.put("coverage90", all.coverage90());
        report.put("coverage95", all.coverage95());
        report.put("meanSoFarRmse", target.meanSoFarRmse());
        report.put("lastValueRmse", target.lastValueRmse());
        report.put("ranks", Arrays.stream(all.ranks()).boxed().toList());
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("size", last.window());
        window.put("rows", last.rows());
        window.put("rmse", last.rmse());
        window.put("negativeLogLikelihood", last.negativeLogLikelihood());
        window.put("coverage90", last.coverage90());
        report.put("window", window);
        report.put(
                "course", target.course().stream().map(RegressionReport::json).toList());
        return report;
    }

    private static Map<String, Object> json(TargetEvaluation.Point point) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rows", point.rows());
        report.put("rmse", point.rmse());
        report.put("windowRmse", point.windowRmse());
        report.put("windowNegativeLogLikelihood", point.windowNegativeLogLikelihood());
        report.put("windowCoverage90", point.windowCoverage90());
        return report;
    }
}
