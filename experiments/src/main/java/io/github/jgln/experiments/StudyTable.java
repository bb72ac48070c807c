package io.github.jgln.experiments;

import io.github.jgln.experiments.StudyReport.Curve;
import io.github.jgln.experiments.StudyReport.Point;
import io.github.jgln.experiments.StudyText.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** A study as text. */
final class StudyTable {
    private static final double PERCENT = 100;

    private StudyTable() {}

    private static List<String> headings(StudyReport report, StudyText about) {
        List<String> headings = new ArrayList<>(List.of("contender"));
        headings.add(about.axis().isEmpty() ? "setting" : about.axis());
        headings.addAll(List.of("mean", "lowest", "highest", "runs"));
        if (hasOnline(report)) {
            headings.add("online");
        }
        if (hasPublished(report, about)) {
            headings.add("published");
        }
        return headings;
    }

    private static boolean hasOnline(StudyReport report) {
        return report.curves().stream()
                .flatMap(curve -> curve.measured().stream())
                .anyMatch(point -> online(point).isPresent());
    }

    private static boolean hasPublished(StudyReport report, StudyText about) {
        return report.curves().stream()
                .flatMap(curve -> curve.measured().stream())
                .anyMatch(point -> about.published(report, point.at()).isPresent());
    }

    private static OptionalDouble online(Point point) {
        return point.mean(run -> run.online() == null ? Double.NaN : run.online());
    }

    private static List<List<String>> rows(StudyReport report, StudyText about) {
        boolean online = hasOnline(report);
        boolean published = hasPublished(report, about);
        List<List<String>> rows = new ArrayList<>();
        for (Curve curve : about.drawn(report)) {
            for (Point point : curve.measured()) {
                List<String> row = new ArrayList<>(List.of(
                        curve.name(),
                        point.at(),
                        percent(point.mean()),
                        percent(point.min()),
                        percent(point.max()),
                        "" + point.runs().size()));
                if (online) {
                    row.add(text(online(point), StudyTable::percent));
                }
                if (published) {
                    boolean ours = curve == report.curves().get(0);
                    row.add(
                            ours
                                    ? text(
                                            about.published(report, point.at()),
                                            p -> String.format(Locale.ROOT, "%.1f %%", PERCENT * p))
                                    : "");
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String text(OptionalDouble value, DoubleFunction<String> format) {
        return value.isPresent() ? format.apply(value.getAsDouble()) : "";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }

    private static String what(StudyReport report) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d test rows; %s",
                report.data().name(),
                report.data().rows(),
                report.data().testRows(),
                report.terms());
    }

    private static List<String> missing(StudyReport report) {
        return report.curves().stream()
                .filter(curve -> curve.unavailable() != null)
                .map(curve -> curve.contender() + " was not available: " + curve.unavailable())
                .distinct()
                .toList();
    }

    /** The table for a terminal. */
    static String text(StudyReport report) {
        StudyText about = StudyText.of(report.study());
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings(report, about));
        lines.addAll(rows(report, about));
        StringBuilder text = new StringBuilder(about.title() + "\n" + what(report) + "\n\n");
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                row.append(String.format(Locale.ROOT, (i < 1 ? "%-" : "%") + widths[i] + "s  ", line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        for (String line : missing(report)) {
            text.append('\n').append(line);
        }
        for (Finding finding : about.findings(report)) {
            text.append('\n').append(finding);
        }
        return text.toString().stripTrailing();
    }

    /** The table for a page. */
    static String markdown(StudyReport report) {
        StudyText about = StudyText.of(report.study());
        List<String> headings = headings(report, about);
        StringBuilder text = new StringBuilder(what(report)).append(".\n\n");
        for (String paragraph : about.introduction(report)) {
            text.append(paragraph).append("\n\n");
        }
        text.append(line(headings))
                .append("|---|")
                .append("---:|".repeat(headings.size() - 1))
                .append('\n');
        rows(report, about).forEach(row -> text.append(line(row)));
        List<String> notes = new ArrayList<>(missing(report));
        report.curves().stream()
                .map(curve -> curve.contender() + ": " + curve.method())
                .distinct()
                .forEach(notes::add);
        text.append('\n').append(notes.stream().map(note -> "- " + note + "\n").collect(Collectors.joining()));
        return text.toString();
    }

    static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
