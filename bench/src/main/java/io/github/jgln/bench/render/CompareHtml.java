package io.github.jgln.bench.render;

import io.github.jgln.bench.compare.CompareReport;
import io.github.jgln.bench.render.CompareTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison as one page, its pictures in it, so that the file can be sent alone. */
final class CompareHtml {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>JGLN: comparison</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { padding: .3rem .8rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
            th:first-child, td:first-child, td[colspan] { text-align: left; }
            td[colspan] { color: #777; white-space: normal; }
            li { margin: .2rem 0; }
            img { max-width: 100%; height: auto; }
            </style>
            </head>
            <body>
            <h1>Comparison</h1>
            """;

    private CompareHtml() {}

    /**
     * @param pictures PNG files, in the order to show
     */
    static String of(CompareReport report, List<Path> pictures) throws IOException {
        CompareTable table = new CompareTable(report);
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p><strong>").append(escape(table.title())).append("</strong></p>\n");
        page.append("<p>").append(escape(table.machine())).append("</p>\n<div class=\"wide\"><table>\n<tr>");
        CompareTable.HEADINGS.forEach(
                heading -> page.append("<th>").append(escape(heading)).append("</th>"));
        page.append("</tr>\n");
        for (Row row : table.rows()) {
            page.append("<tr>");
            row.cells().forEach(cell -> page.append("<td>").append(escape(cell)).append("</td>"));
            if (row.unavailable() != null) {
                page.append("<td colspan=\"")
                        .append(CompareTable.HEADINGS.size() - 1)
                        .append("\">")
                        .append(escape("not available: " + row.unavailable()))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
        page.append(list(table.notes())).append(list(table.contenders()));
        for (Path picture : pictures) {
            String name = picture.getFileName().toString();
            page.append("<p><img alt=\"")
                    .append(escape(name.replace(".png", "")))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)))
                    .append("\"></p>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String list(List<String> lines) {
        return lines.stream()
                .map(line -> "<li>" + escape(line) + "</li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
