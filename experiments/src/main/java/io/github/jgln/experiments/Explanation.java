package io.github.jgln.experiments;

import io.github.jgln.Contributions;
import io.github.jgln.bench.render.Plots;
import io.github.jgln.data.ImageShape;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/**
 * Pictures of how a network came to one of its logits.
 *
 * @param row {@code [N]}, what was predicted
 * @param contributions of that row
 * @param output which of the outputs
 * @param caption in a line
 */
public record Explanation(float[] row, Contributions contributions, int output, String caption) {
    private static final int PANEL = 336;
    private static final int GAP = 24;
    private static final int HEAD = 64;
    private static final int FOOT = 44;
    private static final int SCALE_HEIGHT = 14;
    private static final int MOST_BARS = 20;
    private static final int BAR_HEIGHT = 30;
    private static final int FRAME_HEIGHT = 130;
    private static final int WIDTH = 900;

    /** Against and for, of equal lightness; between them white. */
    private static final Color AGAINST = new Color(0x0072b2);

    private static final Color FOR = new Color(0xc1272d);

    /** Whether each base prediction is of one feature, so that they can be drawn where these are. */
    public boolean drawable(ImageShape shape) {
        return shape.features() == row.length && contributions.baseLogits().length == row.length;
    }

    /**
     * Draws rows that are images: the row, the effective weights, and what each pixel added to the logit, as a PNG. Of a coloured
     * pixel the weights and what was added are the sums over its channels.
     *
     * @throws IllegalArgumentException when the image, the row and the base predictions are not of one size
     * @throws IOException when the file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public void writeImage(ImageShape shape, Path file) throws IOException {
        if (!drawable(shape)) {
            throw new IllegalArgumentException("expected a base prediction for each of " + shape.height() + " × "
                    + shape.width() + " pixels" + (shape.channels() == 1 ? "" : " × " + shape.channels() + " channels")
                    + ", got " + contributions.baseLogits().length + " for " + row.length + " features");
        }
        Plots.drawing(() -> write(image(shape), file));
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("this Java has no writer for PNG");
        }
    }

    /**
     * Draws the base predictions that added most, either way, as a PNG.
     *
     * @throws IOException when the file cannot be written
     * @throws UnsupportedOperationException when this Java cannot draw; says why
     */
    public void writeBars(Path file) throws IOException {
        Plots.drawing(() -> Plots.save(bars(), file));
    }

    private HorizontalBarChart bars() {
        double[] parts = contributions.parts(output);
        List<Integer> greatest = IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(parts[i])))
                .limit(MOST_BARS)
                .toList();
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(FRAME_HEIGHT + BAR_HEIGHT * greatest.size())
                .title(caption)
                .xAxisTitle("added to the logit (the greatest of " + parts.length + " base predictions)")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setChartPadding(20);
        // Names that are nearer to each other than this are left out, whatever their axis.
        chart.getStyler().setXAxisTickMarkSpacingHint(BAR_HEIGHT - 5);
        chart.addSeries(
                        "added",
                        greatest.stream().map(i -> parts[i]).toList(),
                        greatest.stream().map(i -> "feature " + i).toList())
                .setFillColor(AGAINST);
        return chart;
    }

    private BufferedImage image(ImageShape shape) {
        int height = shape.height();
        int width = shape.width();
        int cell = Math.max(1, PANEL / Math.max(height, width));
        int panelWidth = Math.max(PANEL, cell * width);
        int panelHeight = cell * height;
        int whole = 3 * panelWidth + 4 * GAP;
        BufferedImage image = new BufferedImage(whole, HEAD + panelHeight + FOOT + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, whole, image.getHeight());
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        g.drawString(caption, GAP, 24);
        panel(g, 0, panelWidth, cell, shape, "the row", colours(shape));
        String of = shape.channels() == 1 ? "" : ", all channels";
        double[] weights = overChannels(contributions.outputs().get(output).weights(), shape);
        double[] parts = overChannels(contributions.parts(output), shape);
        diverging(g, 1, panelWidth, cell, shape, "effective weight of its base logit" + of, weights);
        diverging(g, 2, panelWidth, cell, shape, "added to the logit: weight × base logit" + of, parts);
        g.dispose();
        return image;
    }

    /** One channel is drawn as ink, its least value white; three as the light that they are. */
    private IntFunction<Color> colours(ImageShape shape) {
        if (shape.channels() > 1) {
            return i -> new Color(light(i), light(shape.pixels() + i), light(2 * shape.pixels() + i));
        }
        double[] pixels =
                IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray();
        double low = DoubleStream.of(pixels).min().orElse(0);
        double high = DoubleStream.of(pixels).max().orElse(1);
        return i -> grey(high > low ? (pixels[i] - low) / (high - low) : 0);
    }

    private float light(int feature) {
        return Math.max(0, Math.min(1, row[feature]));
    }

    private static double[] overChannels(double[] values, ImageShape shape) {
        double[] sums = new double[shape.pixels()];
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i];
        }
        return sums;
    }

    private static void diverging(
            Graphics2D g, int place, int panelWidth, int cell, ImageShape shape, String title, double[] values) {
        double most = DoubleStream.of(values).map(Math::abs).max().orElse(0);
        panel(g, place, panelWidth, cell, shape, title, i -> shade(most > 0 ? values[i] / most : 0));
        int x = GAP + place * (panelWidth + GAP);
        int y = HEAD + cell * shape.height() + 8;
        int bar = cell * shape.width();
        for (int i = 0; i < bar; i++) {
            g.setColor(shade(2.0 * i / (bar - 1) - 1));
            g.fillRect(x + i, y, 1, SCALE_HEIGHT);
        }
        g.setColor(Color.BLACK);
        int base = y + SCALE_HEIGHT + 16;
        String least = String.format(Locale.ROOT, "%.2g", -most);
        String greatest = String.format(Locale.ROOT, "+%.2g", most);
        g.drawString(least, x, base);
        g.drawString("0", x + (bar - g.getFontMetrics().stringWidth("0")) / 2, base);
        g.drawString(greatest, x + bar - g.getFontMetrics().stringWidth(greatest), base);
    }

    private static void panel(
            Graphics2D g,
            int place,
            int panelWidth,
            int cell,
            ImageShape shape,
            String title,
            IntFunction<Color> colours) {
        int width = shape.width();
        int x = GAP + place * (panelWidth + GAP);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Color.BLACK);
        g.drawString(title, x, HEAD - 10);
        for (int i = 0; i < shape.pixels(); i++) {
            g.setColor(colours.apply(i));
            g.fillRect(x + i % width * cell, HEAD + i / width * cell, cell, cell);
        }
        g.setColor(Color.GRAY);
        g.drawRect(x - 1, HEAD - 1, cell * width + 1, cell * shape.height() + 1);
    }

    private static Color grey(double share) {
        int level = (int) Math.round(255 * (1 - share));
        return new Color(level, level, level);
    }

    /** The colour of a share: from -1, which is all against, over white to 1, which is all for. */
    private static Color shade(double value) {
        Color end = value < 0 ? AGAINST : FOR;
        double share = Math.min(1, Math.abs(value));
        return new Color(mix(end.getRed(), share), mix(end.getGreen(), share), mix(end.getBlue(), share));
    }

    private static int mix(int end, double share) {
        return (int) Math.round(255 + share * (end - 255));
    }
}
