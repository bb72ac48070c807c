package com.example;

import io.github.jgln.GLN;
import io.github.jgln.Gaussians;
import io.github.jgln.Preset;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Learns a cloud of points as a density, by conditionals: x, then y given x. The y of a Swiss roll has several values for one x, which
 * one normal distribution cannot say, so a conditional is several networks: some of classes say in which half the number falls, in which
 * half of that, and so on to one of 16 cells; one of numbers where, given the cell. So
 * {@code p(y | x) = Σ_c P(c | x) N(y; μ(x, c), σ²(x, c))}. New points are drawn the same way.
 */
public final class SwissRoll {
    private static final int POINTS = 5_000;
    private static final int DRAWN = 2_000;
    private static final double NOISE = 0.5;

    private SwissRoll() {}

    /** @param args a file for the picture, SVG; a temporary one where there is none */
    public static void main(String[] args) throws IOException {
        Random random = new Random(1);
        float[][] learnt = roll(POINTS, random);
        float[][] fresh = roll(DRAWN, random);
        float[] nothing = new float[POINTS];
        try (Conditional x = new Conditional(16);
                Conditional y = new Conditional(16)) {
            // A feature that never changes tells nothing, and what is left is the density of x itself.
            x.learn(nothing, learnt[0]);
            y.learn(learnt[0], learnt[1]);
            try (Conditional plain = new Conditional(1)) {
                plain.learn(learnt[0], learnt[1]);
                System.out.printf(
                        Locale.ROOT,
                        "log density of y given x on fresh points: %.2f by one normal distribution, %.2f by 16 cells%n",
                        plain.logDensity(fresh[0], fresh[1]),
                        y.logDensity(fresh[0], fresh[1]));
            }
            float[] drawnX = x.draw(new float[DRAWN], random);
            float[] drawnY = y.draw(drawnX, random);
            int near = 0;
            for (int t = 0; t < DRAWN; t++) {
                near += distance(drawnX[t], drawnY[t]) < 3 * NOISE ? 1 : 0;
            }
            System.out.printf("%,d of %,d drawn points lie on the roll%n", near, DRAWN);
            Path file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("swiss-roll", ".svg");
            Files.writeString(file, picture(fresh, new float[][] {drawnX, drawnY}));
            System.out.println("written to " + file);
        }
    }

    /** {@code (r cos r, r sin r)} with noise, r from 1.5 π to 4.5 π. */
    private static float[][] roll(int count, Random random) {
        float[][] points = new float[2][count];
        for (int t = 0; t < count; t++) {
            double r = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
            points[0][t] = (float) (r * Math.cos(r) + NOISE * random.nextGaussian());
            points[1][t] = (float) (r * Math.sin(r) + NOISE * random.nextGaussian());
        }
        return points;
    }

    /** To the nearest place of the roll. */
    private static double distance(double x, double y) {
        double least = Double.MAX_VALUE;
        for (double r = 1.5 * Math.PI; r <= 4.5 * Math.PI; r += 0.01) {
            least = Math.min(least, Math.hypot(x - r * Math.cos(r), y - r * Math.sin(r)));
        }
        return least;
    }

    /** {@code p(number | feature)}. */
    private static final class Conditional implements AutoCloseable {
        private static final float FROM = -16;
        private static final float TO = 16;

        private final int cells;
        private final List<GLN> halves = new ArrayList<>();
        private final GLN place;

        /** @param cells a power of 2 */
        Conditional(int cells) {
            this.cells = cells;
            for (int c = 1; c < cells; c *= 2) {
                halves.add(GLN.create(
                        Preset.TABLE.configure(2, 2, POINTS).seed(1).build()));
            }
            this.place = GLN.create(
                    Preset.REGRESSION.configureNumbers(2, 1, POINTS).seed(1).build());
        }

        private int cellOf(float number, int of) {
            return Math.max(0, Math.min(of - 1, (int) (of * (number - FROM) / (TO - FROM))));
        }

        private static float centre(int c, int of) {
            return FROM + (c + 0.5f) * (TO - FROM) / of;
        }

        void learn(float[] features, float[] numbers) {
            float[] rows = new float[2 * numbers.length];
            for (int depth = 0; depth <= halves.size(); depth++) {
                int[] labels = new int[numbers.length];
                for (int t = 0; t < numbers.length; t++) {
                    rows[2 * t] = features[t];
                    rows[2 * t + 1] = centre(cellOf(numbers[t], 1 << depth), 1 << depth);
                    labels[t] = cellOf(numbers[t], 2 << depth) % 2;
                }
                if (depth < halves.size()) {
                    halves.get(depth).learn(Rows.of(rows, 2), new Targets.Classes(labels));
                }
            }
            place.learn(Rows.of(rows, 2), new Targets.Reals(numbers, 1, 0));
        }

        /** {@code [row][cell]}, each row's sum 1: which half, which half of it, and so on. */
        private double[][] weights(float[] features) {
            double[][] weights = new double[features.length][cells];
            float[] rows = new float[2 * features.length];
            for (double[] row : weights) {
                row[0] = 1;
            }
            for (int depth = 0; depth < halves.size(); depth++) {
                for (int c = (1 << depth) - 1; c >= 0; c--) {
                    for (int t = 0; t < features.length; t++) {
                        rows[2 * t] = features[t];
                        rows[2 * t + 1] = centre(c, 1 << depth);
                    }
                    float[] upper = halves.get(depth).infer(Rows.of(rows, 2)).probabilities();
                    for (int t = 0; t < features.length; t++) {
                        double whole = weights[t][c];
                        weights[t][2 * c] = whole * (1 - upper[t]);
                        weights[t][2 * c + 1] = whole * upper[t];
                    }
                }
            }
            return weights;
        }

        private Gaussians within(float[] features, int[] cellOf) {
            float[] rows = new float[2 * features.length];
            for (int t = 0; t < features.length; t++) {
                rows[2 * t] = features[t];
                rows[2 * t + 1] = centre(cellOf[t], cells);
            }
            return place.predictDistribution(Rows.of(rows, 2));
        }

        double logDensity(float[] features, float[] numbers) {
            double[][] weights = weights(features);
            double[] density = new double[numbers.length];
            for (int c = 0; c < cells; c++) {
                int[] all = new int[numbers.length];
                Arrays.fill(all, c);
                Gaussians said = within(features, all);
                for (int t = 0; t < numbers.length; t++) {
                    density[t] += weights[t][c] * Math.exp(said.logDensity(t, 0, numbers[t]));
                }
            }
            double sum = 0;
            for (double d : density) {
                sum += Math.log(Math.max(d, 1e-30));
            }
            return sum / density.length;
        }

        float[] draw(float[] features, Random random) {
            double[][] weights = weights(features);
            int[] drawn = new int[features.length];
            for (int t = 0; t < drawn.length; t++) {
                double left = random.nextDouble();
                while (drawn[t] < cells - 1 && (left -= weights[t][drawn[t]]) > 0) {
                    drawn[t]++;
                }
            }
            Gaussians said = within(features, drawn);
            float[] numbers = new float[drawn.length];
            for (int t = 0; t < drawn.length; t++) {
                numbers[t] = (float) (said.mean(t, 0) + said.deviation(t, 0) * random.nextGaussian());
            }
            return numbers;
        }

        @Override
        public void close() {
            halves.forEach(GLN::close);
            place.close();
        }
    }

    /** Both clouds side by side. */
    private static String picture(float[][] points, float[][] drawn) {
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"840\" height=\"440\" font-family=\"sans-serif\">\n"
                        + "<rect width=\"840\" height=\"440\" fill=\"white\"/>\n"
                        + "<text x=\"210\" y=\"25\" text-anchor=\"middle\">points of the roll</text>\n"
                        + "<text x=\"630\" y=\"25\" text-anchor=\"middle\">points drawn from what was learnt</text>\n");
        cloud(svg, points, 210, "#1f77b4");
        cloud(svg, drawn, 630, "#d62728");
        return svg.append("</svg>\n").toString();
    }

    private static void cloud(StringBuilder svg, float[][] points, int middle, String colour) {
        for (int t = 0; t < points[0].length; t++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\" fill=\"%s\"/>%n",
                    middle + 12 * points[0][t],
                    235 - 12 * points[1][t],
                    colour));
        }
    }
}
