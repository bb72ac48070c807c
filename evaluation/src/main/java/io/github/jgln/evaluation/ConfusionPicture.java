package io.github.jgln.evaluation;

import io.github.jgln.evaluation.Svg.Anchor;
import io.github.jgln.evaluation.Svg.Point;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which classes are taken for which: a row each of what is, darker where more of it is predicted so. */
final class ConfusionPicture {
    /** More could not be told apart. */
    static final int MOST_CLASSES = 30;

    private static final int LABEL = 110;
    private static final int PLOT = 480;
    private static final int TOP = 50;
    private static final int NAME_LENGTH = 14;

    /** In cells that are smaller no number fits. */
    private static final int NUMBERED_CLASSES = 12;

    private ConfusionPicture() {}

    static String title(StreamEvaluation evaluation) {
        int classes = evaluation.classes().size();
        return "Confusion matrix"
                + (classes > MOST_CLASSES ? ", the " + MOST_CLASSES + " most frequent of " + classes + " classes" : "");
    }

    static String of(StreamEvaluation evaluation) {
        ConfusionMatrix confusion = evaluation.measures().confusion();
        List<Integer> shown = shown(confusion);
        double cell = (double) PLOT / shown.size();
        Svg svg = new Svg(LABEL + PLOT + 20, TOP + PLOT + 20);
        svg.text(new Point(LABEL, 16), Anchor.START, "Rows: the class it is. Columns: the class predicted.");
        for (int i = 0; i < shown.size(); i++) {
            double middle = (i + 0.5) * cell;
            String name = shortened(evaluation.classes().get(shown.get(i)), NAME_LENGTH);
            svg.text(new Point(LABEL - 6, TOP + middle + 4), Anchor.END, name);
            String column = shortened(evaluation.classes().get(shown.get(i)), Math.max(1, (int) (cell / 8)));
            svg.text(new Point(LABEL + middle, TOP - 6), Anchor.MIDDLE, column);
            for (int j = 0; j < shown.size(); j++) {
                cell(svg, evaluation, confusion, shown, i, j);
            }
        }
        return svg.picture(title(evaluation));
    }

    private static void cell(
            Svg svg, StreamEvaluation evaluation, ConfusionMatrix confusion, List<Integer> shown, int i, int j) {
        int actual = shown.get(i);
        int predicted = shown.get(j);
        long count = confusion.count(actual, predicted);
        long rows = confusion.of(actual).rows();
        double share = rows == 0 ? 0 : (double) count / rows;
        double size = (double) PLOT / shown.size();
        Point corner = new Point(LABEL + j * size, TOP + i * size);
        String hint =
                evaluation.classes().get(actual) + " → " + evaluation.classes().get(predicted) + ": " + count;
        String style = "fill=\"%s\" stroke=\"#ddd\"".formatted(shade(share));
        svg.box(corner, size, size, style, hint);
        if (shown.size() <= NUMBERED_CLASSES) {
            String colour = share > 0.5 ? "fill=\"#fff\"" : "fill=\"#222\"";
            svg.text(
                    new Point(corner.x() + size / 2, corner.y() + size / 2 + 4),
                    Anchor.MIDDLE,
                    String.valueOf(count),
                    colour);
        }
    }

    /** From white to blue. */
    private static String shade(double share) {
        return "#%02x%02x%02x"
                .formatted(255 - Math.round(224 * share), 255 - Math.round(144 * share), 255 - Math.round(75 * share));
    }

    private static List<Integer> shown(ConfusionMatrix confusion) {
        long[] rows = IntStream.range(0, confusion.classes())
                .mapToLong(c -> confusion.of(c).rows())
                .toArray();
        return IntStream.range(0, confusion.classes())
                .boxed()
                .sorted(Comparator.comparingLong(c -> -rows[c]))
                .limit(MOST_CLASSES)
                .sorted()
                .toList();
    }

    private static String shortened(String name, int length) {
        if (name.codePointCount(0, name.length()) <= length) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, length - 1)) + "…";
    }
}
