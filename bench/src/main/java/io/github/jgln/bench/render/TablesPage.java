package io.github.jgln.bench.render;

import io.github.jgln.bench.tables.TableRun;
import io.github.jgln.bench.tables.TableRun.Measure;
import io.github.jgln.bench.tables.TablesSummary;
import io.github.jgln.bench.tables.TablesSummary.Against;
import io.github.jgln.bench.tables.TablesSummary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Comparisons on tables in Markdown: generated from the runs, never typed. */
final class TablesPage {
    private static final String NONE = "–";

    private final List<TableRun> runs;
    private final TablesSummary online;
    private final TablesSummary heldOut;
    private final StringBuilder page = new StringBuilder();

    private TablesPage(List<TableRun> runs) {
        this.runs = runs;
        this.online = new TablesSummary(runs, Measure.PREQUENTIAL);
        this.heldOut = new TablesSummary(runs, Measure.HELD_OUT);
    }

    /** @param pictures their files, beside the page, with what they show; may be none */
    static String of(List<TableRun> runs, List<TablesPlots.Picture> pictures) {
        TablesPage page = new TablesPage(runs);
        page.head();
        if (!page.online.tables().isEmpty()) {
            page.table("Accuracy, %", Figure.ACCURACY, true);
            page.table("Log loss", Figure.LOG_LOSS, true);
            page.against();
            for (TablesPlots.Picture picture : pictures) {
                page.page.append(String.format(Locale.ROOT, "\n![%s](%s)\n", picture.title(), picture.file()));
            }
            page.table("Kappa", Figure.KAPPA, true);
            page.table("Rows a second", Figure.RATE, false);
        }
        if (!page.heldOut.tables().isEmpty()) {
            page.heldOut();
        }
        page.foot();
        return page.page.toString();
    }

    private void head() {
        page.append("""
                # Tables and streams: beside other learners

                Written by `jgln compare tables --page` from measured runs; not to be edited. All contenders get the same columns, the
                same classes and the same rows in the same order, each on one thread of a process of its own. Every row is predicted
                before it is learnt, once. Nothing was set for a table: each has one setting for all, the others their libraries'
                defaults; six figures of JGLN's were chosen with some of these tables in sight, see [tables.md](tables.md). No probability
                of the others counts as less than 0.001, which favours them. Means over the seeds where there are several. A dash is a run
                that nobody has made yet; those that lack one have no means and no ranks.

                """);
        List<String> names = new ArrayList<>(online.contenders());
        heldOut.contenders().stream().filter(name -> !names.contains(name)).forEach(names::add);
        for (String name : names) {
            TablesSummary of = online.contenders().contains(name) ? online : heldOut;
            page.append("- **")
                    .append(name)
                    .append("**: ")
                    .append(of.method(name))
                    .append('\n');
        }
    }

    private void table(String title, Figure figure, boolean ranked) {
        page.append("\n## ").append(title).append("\n\n");
        List<String> headings = new ArrayList<>(List.of("data", "rows", "columns", "classes"));
        headings.addAll(online.contenders());
        line(headings);
        page.append("|---|").append("---:|".repeat(headings.size() - 1)).append('\n');
        for (String table : online.tables()) {
            TableRun shape = online.shape(table);
            List<String> cells = new ArrayList<>(
                    List.of(table, number("%,d", shape.rows()), "" + shape.columns(), "" + shape.classes()));
            String best = text(online.best(table, figure), figure);
            for (String contender : online.contenders()) {
                String text = text(online.of(table, contender, figure), figure);
                cells.add(figure != Figure.RATE && text.equals(best) ? "**" + text + "**" : text);
            }
            line(cells);
        }
        if (ranked) {
            summary("mean", contender -> text(online.mean(contender, figure), figure));
            summary("mean rank", contender -> number("%.2f", online.meanRank(contender, figure)));
        }
    }

    /** What stands in a cell of a contender. */
    @FunctionalInterface
    private interface Cell {
        String of(String contender);
    }

    private void summary(String name, Cell cell) {
        List<String> cells = new ArrayList<>(List.of(name, "", "", ""));
        online.contenders().forEach(contender -> cells.add(cell.of(contender)));
        line(cells);
    }

    private void against() {
        if (!online.contenders().contains(TablesSummary.REFERENCE)) {
            return;
        }
        page.append("\n## ").append(TablesSummary.REFERENCE).append(" against each\n\n");
        page.append("On the tables that both have learnt: how many ")
                .append(TablesSummary.REFERENCE)
                .append(
                        " wins and loses, the mean difference, its own figure less the other's, and how many times as fast it was,"
                                + " the median.\n\n");
        line(List.of("against", "tables", "accuracy", "difference, points", "log loss", "difference", "times as fast"));
        page.append("|---|---:|---:|---:|---:|---:|---:|\n");
        for (String other : online.contenders()) {
            Optional<Against> accuracy = online.against(other, Figure.ACCURACY);
            if (!other.equals(TablesSummary.REFERENCE) && accuracy.isPresent()) {
                Against loss = online.against(other, Figure.LOG_LOSS).orElseThrow();
                line(List.of(
                        other,
                        "" + accuracy.get().tables(),
                        balance(accuracy.get()),
                        number("%+.2f", 100 * accuracy.get().difference()),
                        balance(loss),
                        number("%+.4f", loss.difference()),
                        number("%.2g", online.rateRatio(other))));
            }
        }
    }

    private static String balance(Against against) {
        int even = against.tables() - against.won() - against.lost();
        return against.won() + " : " + against.lost() + (even == 0 ? "" : ", " + even + " even");
    }

    private void heldOut() {
        page.append("""

                ## Beside a learner that sees all rows at once

                Of tables whose rows are in no order of time: the first four fifths are learnt, by JGLN in one pass, and the rest is
                predicted, without learning it.

                """);
        List<String> headings = new ArrayList<>(List.of("data", "rows"));
        for (String measure : List.of("accuracy, %", "log loss", "seconds of learning")) {
            heldOut.contenders().forEach(contender -> headings.add(contender + ", " + measure));
        }
        line(headings);
        page.append("|---|").append("---:|".repeat(headings.size() - 1)).append('\n');
        for (String table : heldOut.tables()) {
            List<String> cells = new ArrayList<>(
                    List.of(table, number("%,d", heldOut.shape(table).rows())));
            for (Figure figure : List.of(Figure.ACCURACY, Figure.LOG_LOSS, Figure.SECONDS)) {
                heldOut.contenders()
                        .forEach(contender -> cells.add(text(heldOut.of(table, contender, figure), figure)));
            }
            line(cells);
        }
        List<String> means = new ArrayList<>(List.of("mean", ""));
        for (Figure figure : List.of(Figure.ACCURACY, Figure.LOG_LOSS)) {
            heldOut.contenders().forEach(contender -> means.add(text(heldOut.mean(contender, figure), figure)));
        }
        heldOut.contenders().forEach(contender -> means.add(""));
        line(means);
    }

    private void foot() {
        String machines =
                runs.stream().map(TableRun::processor).distinct().sorted().collect(Collectors.joining("; "));
        String first = runs.stream().map(TableRun::date).min(String::compareTo).orElseThrow();
        String last = runs.stream().map(TableRun::date).max(String::compareTo).orElseThrow();
        page.append(String.format(
                Locale.ROOT,
                """

                ## How it was measured

                On %s, from %s to %s, JGLN %s.

                Rates are of learning rows that are in memory, up to 4,096 at a time, with predicting each before; of MOA with handing rows to
                its process. Each process warms up on the first 1,000 rows for two seconds with models that are thrown away. The machine was
                busy with other work: rates compare within one row of the table at best, and none is worth a second figure. Ratios of rates
                are of runs that were finished within half an hour.
                """,
                machines,
                first,
                last,
                runs.get(runs.size() - 1).version()));
    }

    private static String text(OptionalDouble value, Figure figure) {
        return switch (figure) {
            case ACCURACY -> number("%.2f", value.isPresent() ? OptionalDouble.of(100 * value.getAsDouble()) : value);
            case LOG_LOSS, KAPPA -> number("%.4f", value);
            case RATE -> number("%,.0f", value);
            case SECONDS -> number("%.2f", value);
        };
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent() ? number(format, value.getAsDouble()) : NONE;
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void line(List<String> cells) {
        page.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
