package io.github.jgln.cli;

import io.github.jgln.evaluation.GaussianMeasures;
import io.github.jgln.evaluation.SignificantDigits;
import io.github.jgln.evaluation.TargetEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How well a number was foretold, as commands show it. */
final class Fit {
    private Fit() {}

    /**
     * Adds all figures.
     *
     * @param prefix of the keys, as {@code online} of {@code onlineRmse}
     */
    static void json(Map<String, Object> report, String prefix, GaussianMeasures measures) {
        report.put(prefix + "Rmse", Json.number(measures.rmse()));
        report.put(prefix + "Mae", Json.number(measures.mae()));
        report.put(prefix + "R2", Json.number(measures.r2()));
        report.put(prefix + "LogDensity", Json.number(-measures.negativeLogLikelihood()));
        report.put(prefix + "Crps", Json.number(measures.crps()));
        report.put(prefix + "Coverage50", Json.number(measures.coverage50()));
        report.put(prefix + "Coverage90", Json.number(measures.coverage90()));
        report.put(prefix + "Coverage95", Json.number(measures.coverage95()));
    }

    /**
     * A few lines.
     *
     * @param of which rows, as {@code online}
     * @param beside the RMSE, in brackets
     */
    static List<String> lines(String of, GaussianMeasures measures, String beside) {
        List<String> lines = new ArrayList<>();
        if (measures.rows() == 0) {
            lines.add(line(
                    of + " RMSE",
                    "none, as the first " + TargetEvaluation.UNMEASURED + " rows are not measured  (" + beside + ")"));
            return lines;
        }
        lines.add(line(of + " RMSE", SignificantDigits.of(measures.rmse()) + "  (" + beside + ")"));
        lines.add(line(
                "  R²",
                SignificantDigits.of(measures.r2()) + ", mean absolute error " + SignificantDigits.of(measures.mae())));
        lines.add(line(
                "  log density",
                SignificantDigits.of(-measures.negativeLogLikelihood()) + " nats a row, CRPS "
                        + SignificantDigits.of(measures.crps())));
        lines.add(line(
                "  intervals",
                String.format(
                        Locale.ROOT,
                        "of 50 %%: %.1f %% of the rows within, of 90 %%: %.1f %%, of 95 %%: %.1f %%",
                        100 * measures.coverage50(),
                        100 * measures.coverage90(),
                        100 * measures.coverage95())));
        return lines;
    }

    static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-16s %s", name, value);
    }
}
