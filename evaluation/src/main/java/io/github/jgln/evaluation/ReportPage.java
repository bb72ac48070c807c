package io.github.jgln.evaluation;

/** A report to be read: the same headings, sentences, tables and pictures as Markdown and as HTML. */
final class ReportPage {
    private static final String STYLE = """
            body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { padding: .3rem .8rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; }
            svg { max-width: 100%; height: auto; }
            """;

    private final StringBuilder markdown = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    ReportPage(String title) {
        markdown.append("# ").append(ReportTable.escaped(title)).append('\n');
        // Closed tags, so that tools for XML can read it too.
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                """);
        html.append("<title>").append(XmlText.of(title)).append("</title>\n");
        html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<h1>").append(XmlText.of(title)).append("</h1>\n");
    }

    ReportPage heading(String text) {
        markdown.append("\n## ").append(ReportTable.escaped(text)).append('\n');
        html.append("<h2>").append(XmlText.of(text)).append("</h2>\n");
        return this;
    }

    ReportPage sentence(String text) {
        markdown.append('\n').append(ReportTable.escaped(text)).append('\n');
        html.append("<p>").append(XmlText.of(text)).append("</p>\n");
        return this;
    }

    ReportPage table(ReportTable table) {
        markdown.append('\n').append(table.markdown());
        html.append(table.html());
        return this;
    }

    /** In the page of HTML itself; Markdown shows the file beside it. */
    ReportPage picture(ReportPicture picture) {
        String title = ReportTable.escaped(picture.title());
        markdown.append("\n![%s](%s)\n".formatted(title, picture.file()));
        html.append(picture.svg());
        return this;
    }

    String markdown() {
        return markdown.toString();
    }

    String html() {
        return html + "</body>\n</html>\n";
    }
}
