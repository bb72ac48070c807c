package io.github.jgln.evaluation;

import io.github.jgln.evaluation.ReportPictures.Picture;

/** A report to be read: the same tables and pictures as Markdown and as HTML. */
final class ReportPages {
    private static final String STYLE = """
            body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { padding: .3rem .8rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; }
            svg { max-width: 100%; height: auto; }
            """;

    private ReportPages() {}

    static String markdown(String title, ReportTables tables, ReportPictures pictures) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(ReportTable.escaped(title)).append("\n\n");
        page.append(tables.summary()).append("\n\n");
        page.append(tables.measures().markdown());
        for (Picture picture : pictures.all()) {
            page.append("\n## ").append(picture.title()).append("\n\n");
            page.append("![")
                    .append(picture.title())
                    .append("](")
                    .append(picture.file())
                    .append(")\n");
        }
        page.append("\n## Classes\n\n").append(tables.classes().markdown());
        page.append("\n## Changes\n\n").append(tables.driftSummary()).append('\n');
        ReportTable drifts = tables.drifts();
        return page.append(drifts.rows().isEmpty() ? "" : "\n" + drifts.markdown())
                .toString();
    }

    static String html(String title, ReportTables tables, ReportPictures pictures) {
        StringBuilder page = new StringBuilder();
        // Closed tags, so that tools for XML can read it too.
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                """);
        page.append("<title>").append(XmlText.of(title)).append("</title>\n");
        page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        page.append("<h1>").append(XmlText.of(title)).append("</h1>\n");
        page.append("<p>").append(tables.summary()).append("</p>\n");
        page.append(tables.measures().html());
        for (Picture picture : pictures.all()) {
            page.append("<h2>").append(XmlText.of(picture.title())).append("</h2>\n");
            page.append(picture.svg());
        }
        page.append("<h2>Classes</h2>\n").append(tables.classes().html());
        page.append("<h2>Changes</h2>\n<p>").append(tables.driftSummary()).append("</p>\n");
        ReportTable drifts = tables.drifts();
        page.append(drifts.rows().isEmpty() ? "" : drifts.html());
        return page.append("</body>\n</html>\n").toString();
    }
}
