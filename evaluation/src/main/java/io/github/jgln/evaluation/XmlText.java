package io.github.jgln.evaluation;

/** Text as HTML and SVG take it, between tags and in quotes. */
final class XmlText {
    /** Stands for a character that these cannot hold, even escaped. */
    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {}

    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
            }
        });
        return escaped.toString();
    }

    /** By XML 1.0, section 2.2, and no control characters of Latin 1, which HTML refuses. */
    static boolean isAllowed(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        boolean character = c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0xfffe || c > 0xffff;
        // A pair of surrogates has come as one character, so what is left is half a pair.
        return blank || character && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
