package io.github.jgln.bench.render;

import io.github.jgln.bench.regression.SplitRun;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The protocol of published splits in Markdown: generated from its runs, never typed. */
final class SplitPage {
    /**
     * What was published of one table.
     *
     * @param rmse mean over the splits
     * @param logLikelihood mean over the splits, of a test row
     */
    private record Published(double rmse, double logLikelihood) {}

    /** Monte-Carlo dropout with tuned rates (Mukhoti, Stenetorp and Gal, arXiv 1811.09385). */
    private static final Map<String, Published> DROPOUT = Map.of(
            "boston", new Published(2.90, -2.40),
            "concrete", new Published(4.82, -2.93),
            "energy", new Published(0.54, -1.21),
            "kin8nm", new Published(0.079, 1.14),
            "naval", new Published(0.0007, 4.45),
            "power", new Published(4.01, -2.80),
            "protein", new Published(4.27, -2.87),
            "wine", new Published(0.62, -0.93),
            "yacht", new Published(0.67, -1.25));

    private static final String NONE = "–";

    private final List<SplitRun> runs;
    private final StringBuilder page = new StringBuilder();
    private int lowerErrors;
    private int higherLikelihoods;
    private int compared;

    private SplitPage(List<SplitRun> runs) {
        this.runs = runs;
    }

    static String of(List<SplitRun> runs) {
        SplitPage page = new SplitPage(runs);
        page.write();
        return page.page.toString();
    }

    private void write() {
        page.append("""
                # Numbers: the protocol of published splits

                Written by `jgln compare regression --protocol --page` from measured runs; not to be edited. A model for each split learns
                its training rows in one pass, in an order drawn by the split, and predicts its test rows. Settings are chosen for each
                split by the log likelihood of the last fifth of its training rows, after learning the others; test rows play no part.
                The mean over the splits ± its standard error, beside the published means of Monte-Carlo dropout (Mukhoti, Stenetorp and
                Gal, arXiv 1811.09385), which learns in many passes. Bold: no worse than it, to the figures it was published with.

                | data | splits | rows | features | RMSE | dropout | log likelihood | dropout | 90 % interval holds, % | seconds |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        Map<String, List<SplitRun>> tables =
                runs.stream().collect(Collectors.groupingBy(SplitRun::data, TreeMap::new, Collectors.toList()));
        tables.forEach(this::line);
        if (compared > 0) {
            page.append(String.format(
                    Locale.ROOT,
                    "\nOf %d tables the RMSE is no worse on %d, and the log likelihood on %d.\n",
                    compared,
                    lowerErrors,
                    higherLikelihoods));
        }
        page.append(
                "\n## What was chosen\n\n| data | options of `jgln train --preset regression` | splits |\n|---|---|---:|\n");
        tables.forEach((table, of) -> of.stream()
                .collect(Collectors.groupingBy(SplitRun::setting, TreeMap::new, Collectors.counting()))
                .forEach((setting, splits) -> page.append("| ")
                        .append(table)
                        .append(" | ")
                        .append(setting.isEmpty() ? "none" : "`" + options(setting) + "`")
                        .append(" | ")
                        .append(splits)
                        .append(" |\n")));
        page.append(String.format(
                Locale.ROOT,
                "\n## How it was measured\n\nOn %s, from %s to %s, JGLN %s. Seconds are of one pass with the setting chosen, on a machine"
                        + " that was busy with other work.\n",
                runs.stream().map(SplitRun::processor).distinct().sorted().collect(Collectors.joining("; ")),
                runs.stream().map(SplitRun::date).min(String::compareTo).orElseThrow(),
                runs.stream().map(SplitRun::date).max(String::compareTo).orElseThrow(),
                runs.get(runs.size() - 1).version()));
    }

    private static String options(String setting) {
        return Arrays.stream(setting.split(" "))
                .map(option -> "--" + option.replace('=', ' '))
                .collect(Collectors.joining(" "));
    }

    private void line(String table, List<SplitRun> of) {
        SplitRun any = of.stream().min(Comparator.comparingInt(SplitRun::split)).orElseThrow();
        Published published = DROPOUT.get(table.replaceFirst(".*/", ""));
        double rmse = mean(of, run -> run.heldOut().rmse());
        double logLikelihood = mean(of, run -> -run.heldOut().nll());
        boolean noWorse = published != null && rounded(rmse, published.rmse()) <= published.rmse();
        boolean noLess =
                published != null && rounded(logLikelihood, published.logLikelihood()) >= published.logLikelihood();
        if (published != null) {
            compared++;
            lowerErrors += noWorse ? 1 : 0;
            higherLikelihoods += noLess ? 1 : 0;
        }
        page.append(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %d | %s ± %s | %s | %s ± %.3f | %s | %.1f | %.2f |\n",
                table,
                of.size() == any.splits() ? "" + of.size() : of.size() + " of " + any.splits(),
                any.rows(),
                any.features(),
                bold(RegressionPage.significant(rmse), noWorse),
                RegressionPage.significant(
                        standardError(of, run -> run.heldOut().rmse())),
                published == null ? NONE : text(published.rmse()),
                bold(String.format(Locale.ROOT, "%.3f", logLikelihood), noLess),
                standardError(of, run -> -run.heldOut().nll()),
                published == null ? NONE : text(published.logLikelihood()),
                100 * mean(of, run -> run.heldOut().coverage90()),
                mean(of, SplitRun::seconds)));
    }

    private static String bold(String text, boolean bold) {
        return bold ? "**" + text + "**" : text;
    }

    /** As a literal above has it, of at least two decimals. */
    private static String text(double published) {
        return String.format(Locale.ROOT, "%." + decimals(published) + "f", published);
    }

    private static int decimals(double published) {
        int decimals = 2;
        while (decimals < 6
                && Math.abs(published * Math.pow(10, decimals) - Math.rint(published * Math.pow(10, decimals)))
                        > 1e-9) {
            decimals++;
        }
        return decimals;
    }

    private static double rounded(double value, double published) {
        double scale = Math.pow(10, decimals(published));
        return Math.rint(value * scale) / scale;
    }

    private static double mean(List<SplitRun> runs, ToDoubleFunction<SplitRun> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** Of the mean; 0 of one run. */
    private static double standardError(List<SplitRun> runs, ToDoubleFunction<SplitRun> figure) {
        double mean = mean(runs, figure);
        double squares = runs.stream()
                .mapToDouble(figure)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return runs.size() < 2 ? 0 : Math.sqrt(squares / (runs.size() - 1) / runs.size());
    }
}
