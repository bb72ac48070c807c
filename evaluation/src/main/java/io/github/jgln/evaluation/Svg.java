package io.github.jgln.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture in the making: shapes on white, places in pixels from the upper left. */
final class Svg {
    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** A place. */
    record Point(double x, double y) {
        @Override
        public String toString() {
            return number(x) + "," + number(y);
        }
    }

    /** Where a text stands to its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    Svg line(Point from, Point to, String style) {
        return lines(List.of(from, to), style);
    }

    /** Points that are joined. */
    Svg lines(List<Point> points, String style) {
        String places = points.stream().map(Point::toString).collect(Collectors.joining(" "));
        shapes.append("<polyline fill=\"none\" points=\"")
                .append(places)
                .append("\" ")
                .append(style)
                .append("/>\n");
        return this;
    }

    /** A rectangle, with a text that is shown where a pointer rests on it. */
    Svg box(Point corner, double wide, double high, String style, String hint) {
        shapes.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s><title>%s</title></rect>\n"
                .formatted(
                        number(corner.x()), number(corner.y()), number(wide), number(high), style, XmlText.of(hint)));
        return this;
    }

    Svg dot(Point at, String style, String hint) {
        shapes.append("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" %s><title>%s</title></circle>\n"
                .formatted(number(at.x()), number(at.y()), style, XmlText.of(hint)));
        return this;
    }

    Svg text(Point at, Anchor anchor, String text) {
        return text(at, anchor, text, "");
    }

    Svg text(Point at, Anchor anchor, String text, String style) {
        shapes.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n"
                .formatted(
                        number(at.x()),
                        number(at.y()),
                        anchor.name().toLowerCase(Locale.ROOT),
                        style,
                        XmlText.of(text)));
        return this;
    }

    /** The whole, which can be a file or a part of a page. */
    String picture(String title) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
                font-family="sans-serif" font-size="12">
                <title>%s</title>
                <rect width="%d" height="%d" fill="#fff"/>
                %s</svg>
                """.formatted(width, height, width, height, XmlText.of(title), width, height, shapes);
    }
}
