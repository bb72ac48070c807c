package io.github.jgln.bench.render;

import io.github.jgln.bench.regression.RegressionRun;
import io.github.jgln.bench.regression.RegressionSummary;
import io.github.jgln.bench.regression.RegressionSummary.Against;
import io.github.jgln.bench.regression.RegressionSummary.Figure;
import io.github.jgln.bench.regression.RegressionSummary.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Comparisons on tables of numbers in Markdown: generated from the runs, never typed. */
final class RegressionPage {
    private static final String NONE = "–";

    private final List<RegressionRun> runs;
    private final RegressionSummary summary;
    private final StringBuilder page = new StringBuilder();

    private RegressionPage(List<RegressionRun> runs) {
        this.runs = runs;
        this.summary = new RegressionSummary(runs);
    }

    static String of(List<RegressionRun> runs) {
        RegressionPage page = new RegressionPage(runs);
        page.head();
        page.against();
        for (Measure measure : Measure.values()) {
            String rows = measure == Measure.PREQUENTIAL ? "" : ", rows held out";
            page.table("RMSE" + rows, measure, Figure.RMSE);
            page.table("Negative log likelihood" + rows + ", nats", measure, Figure.NLL);
            page.table("Targets in the 90 % interval" + rows + ", %", measure, Figure.COVERAGE);
            if (measure == Measure.PREQUENTIAL) {
                page.table("MAE", measure, Figure.MAE);
                page.rates();
            }
        }
        page.foot();
        return page.page.toString();
    }

    private void head() {
        page.append("""
                # Numbers: beside other learners

                Written by `jgln compare regression --page` from measured runs; not to be edited. All contenders get the same rows of
                numbers in the same order, each on one thread of a process of its own. Every row is predicted before it is learnt, once;
                then the rows held out are predicted, without learning them. Of a table with published splits the first is taken, and
                the rows learnt are in an order drawn by the seed where a table is called shuffled, else in their file's. Nothing was set
                for a table: each has one setting for all, the others their libraries' defaults. The first ten rows are learnt but count
                for nobody, as nobody knows the target's scale before. A learner that says no variance is given the mean of its own
                squared errors over the last thousand rows or so, and the mean of the targets so far where it says what is no number.
                Means over the seeds where there are several. A dash is a run that nobody has made yet.

                """);
        for (String name : summary.contenders()) {
            page.append("- **")
                    .append(name)
                    .append("**: ")
                    .append(summary.method(name))
                    .append('\n');
        }
    }

    private void against() {
        if (!summary.contenders().contains(RegressionSummary.REFERENCE)) {
            return;
        }
        page.append("\n## ").append(RegressionSummary.REFERENCE).append(" against each\n\n");
        page.append("On how many tables that both have learnt ")
                .append(RegressionSummary.REFERENCE)
                .append(" has the lower figure.\n\n");
        List<String> headings = new ArrayList<>(List.of("against"));
        for (Measure measure : Measure.values()) {
            String rows = measure == Measure.PREQUENTIAL ? "" : ", held out";
            headings.addAll(List.of("RMSE" + rows, "MAE" + rows, "log likelihood" + rows));
        }
        headings(headings);
        for (String other : summary.contenders()) {
            if (!other.equals(RegressionSummary.REFERENCE)) {
                List<String> cells = new ArrayList<>(List.of(other));
                for (Measure measure : Measure.values()) {
                    for (Figure figure : List.of(Figure.RMSE, Figure.MAE, Figure.NLL)) {
                        cells.add(balance(summary.against(other, measure, figure)));
                    }
                }
                line(cells);
            }
        }
        for (Measure measure : Measure.values()) {
            long measured = summary.measured(RegressionSummary.REFERENCE, measure);
            if (measured > 0) {
                page.append(String.format(
                        Locale.ROOT,
                        "\n%s: the lowest RMSE of all on %d of %d tables, the lowest negative log likelihood on %d; 87 to 93 %% of the"
                                + " targets in the 90 %% interval on %d.\n",
                        measure == Measure.PREQUENTIAL ? "Rows learnt" : "Rows held out",
                        summary.best(RegressionSummary.REFERENCE, measure, Figure.RMSE),
                        measured,
                        summary.best(RegressionSummary.REFERENCE, measure, Figure.NLL),
                        summary.honest(RegressionSummary.REFERENCE, measure)));
            }
        }
    }

    private static String balance(Optional<Against> against) {
        return against.map(of -> of.won() + " of " + of.tables()).orElse(NONE);
    }

    private void table(String title, Measure measure, Figure figure) {
        page.append("\n## ").append(title).append("\n\n");
        List<String> headings = new ArrayList<>(List.of("data", "rows", "features"));
        headings.addAll(summary.contenders());
        headings(headings);
        for (String table : summary.tables()) {
            if (measure == Measure.HELD_OUT && shape(table).heldOut() == null) {
                continue;
            }
            List<String> cells = new ArrayList<>(List.of(
                    table,
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            measure == Measure.HELD_OUT
                                    ? shape(table).heldOut().rows()
                                    : shape(table).rows()),
                    "" + shape(table).features()));
            String best = text(summary.lowest(table, measure, figure), figure);
            for (String contender : summary.contenders()) {
                String text = text(summary.of(table, contender, measure, figure), figure);
                cells.add(figure != Figure.COVERAGE && text.equals(best) ? "**" + text + "**" : text);
            }
            line(cells);
        }
    }

    private RegressionRun shape(String table) {
        return summary.shape(table);
    }

    private void rates() {
        page.append("\n## Rows a second\n\n");
        List<String> headings = new ArrayList<>(List.of("data", "rows", "features"));
        headings.addAll(summary.contenders());
        headings(headings);
        for (String table : summary.tables()) {
            List<String> cells = new ArrayList<>(List.of(
                    table,
                    String.format(Locale.ROOT, "%,d", shape(table).rows()),
                    "" + shape(table).features()));
            for (String contender : summary.contenders()) {
                OptionalDouble rate = summary.rate(table, contender);
                cells.add(rate.isPresent() ? String.format(Locale.ROOT, "%,.0f", rate.getAsDouble()) : NONE);
            }
            line(cells);
        }
    }

    private void foot() {
        page.append(String.format(
                Locale.ROOT,
                """

                ## How it was measured

                On %s, from %s to %s, JGLN %s.

                Rates are of learning rows that are in memory, up to 4,096 at a time, with predicting each before; of MOA with handing rows to
                its process. Each process warms up on the first 1,000 rows for two seconds with models that are thrown away. The machine was
                busy with other work: rates compare within one row of the table at best, and none is worth a second figure.
                """,
                runs.stream().map(RegressionRun::processor).distinct().sorted().collect(Collectors.joining("; ")),
                runs.stream().map(RegressionRun::date).min(String::compareTo).orElseThrow(),
                runs.stream().map(RegressionRun::date).max(String::compareTo).orElseThrow(),
                runs.get(runs.size() - 1).version()));
    }

    private static String text(OptionalDouble value, Figure figure) {
        if (value.isEmpty()) {
            return NONE;
        }
        return switch (figure) {
            case COVERAGE -> String.format(Locale.ROOT, "%.1f", 100 * value.getAsDouble());
            case NLL -> String.format(Locale.ROOT, "%.3f", value.getAsDouble());
            case RMSE, MAE -> significant(value.getAsDouble());
        };
    }

    /** Four figures that count, as targets are of all sizes. */
    static String significant(double value) {
        double size = Math.abs(value);
        if (size >= 1e5 || size > 0 && size < 1e-4) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = size == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private void headings(List<String> cells) {
        line(cells);
        page.append("|---|").append("---:|".repeat(cells.size() - 1)).append('\n');
    }

    private void line(List<String> cells) {
        page.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
