package io.github.jgln.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of a report; the first column holds names, the others figures.
 *
 * @param headings of the columns
 * @param rows as many cells each
 */
record ReportTable(List<String> headings, List<List<String>> rows) {
    /** Characters by which Markdown, or HTML in it, would take a name for something else. */
    private static final String MARKS = "\\`*_[]<>|~&#$";

    private static final char REPLACEMENT = '\ufffd';

    /** A cell. */
    static String figure(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    String markdown() {
        String line = headings.stream().skip(1).map(heading -> "---:|").collect(Collectors.joining("", "|---|", "\n"));
        return markdown(headings)
                + line
                + rows.stream().map(ReportTable::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return cells.stream().map(ReportTable::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Text that Markdown shows as it is, in one line. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t') {
                escaped.append(' ');
            } else if (!XmlText.isAllowed(c)) {
                escaped.append(REPLACEMENT);
            } else {
                escaped.append(MARKS.indexOf(c) < 0 ? "" : "\\").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    String html() {
        return "<div class=\"wide\"><table>\n"
                + html(headings, "th")
                + rows.stream().map(row -> html(row, "td")).collect(Collectors.joining())
                + "</table></div>\n";
    }

    private static String html(List<String> cells, String tag) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + XmlText.of(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }
}
