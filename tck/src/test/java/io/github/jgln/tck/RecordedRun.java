package io.github.jgln.tck;

import io.github.jgln.data.NpyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * A golden case made here: a run in double precision in the published implementation's own terms (constant slots first),
 * written apart from the reference, and with sums in halves of halves where the reference adds one by one. Rows are like
 * images: mostly one value, so that inputs are long and learning is as sharp as it gets.
 */
final class RecordedRun {
    private static final int MAPS = 4;

    private final Random random = new Random(11);
    private final int inputs;
    private final int rows;
    private final int heldOut = 20;
    private final int classes = 3;
    private final int[] sizes = {8, 4, 1};
    private final double rate;
    private final double epsilon = 1e-3;
    private final double logitBound = Math.log((1 - epsilon) / epsilon);
    private final double weightBound = 5;
    private final int skippedRow;

    private final double[][][][] maps = new double[sizes.length][][][];
    private final double[][][][] weights = new double[sizes.length][][][];
    private final double[][] bias = new double[sizes.length][classes];
    private final double baseBias = 0.7;

    /** @param skippedRow is not learnt by one layer; -1 for a run without that fault */
    RecordedRun(int inputs, int rows, double rate, int skippedRow) {
        this.inputs = inputs;
        this.rows = rows;
        this.rate = rate;
        this.skippedRow = skippedRow;
        for (int i = 0; i < sizes.length; i++) {
            int neurons = neurons(i);
            int width = width(i);
            maps[i] = new double[classes][neurons][MAPS * inputs];
            weights[i] = new double[classes][neurons][(1 << MAPS) * width];
            for (int c = 0; c < classes; c++) {
                bias[i][c] = logitBound * (2 * random.nextDouble() - 1);
                for (int k = 0; k < neurons; k++) {
                    Arrays.setAll(maps[i][c][k], j -> random.nextGaussian());
                    Arrays.fill(weights[i][c][k], 1.0 / width);
                }
            }
        }
    }

    private int neurons(int layer) {
        return sizes[layer] > 1 ? sizes[layer] - 1 : 1;
    }

    private int width(int layer) {
        return layer == 0 ? inputs : sizes[layer - 1];
    }

    /** Learns the stream, predicts what is held out, and writes all of it into a folder. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, "base_bias", new int[] {1}, new double[] {baseBias});
        for (int i = 0; i < sizes.length; i++) {
            int[] shape = {classes, neurons(i), MAPS, inputs};
            write(folder, "layer" + i + "_context_maps", shape, flat(maps[i]));
            write(folder, "layer" + i + "_weights_init", weightShape(i), flat(weights[i]));
            if (sizes[i] > 1) {
                write(folder, "layer" + i + "_bias", new int[] {classes}, bias[i]);
            }
        }
        double[] x = new double[rows * inputs];
        double[] y = new double[rows];
        double[] probabilities = new double[rows * classes];
        double[][] traced = new double[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            traced[i] = new double[rows * sizes[i] * classes];
        }
        for (int t = 0; t < rows; t++) {
            int label = random.nextInt(classes);
            double[] row = image(label);
            System.arraycopy(row, 0, x, t * inputs, inputs);
            y[t] = label;
            double[][] outputs = run(row, label, t);
            for (int i = 0; i < sizes.length; i++) {
                System.arraycopy(outputs[i], 0, traced[i], t * outputs[i].length, outputs[i].length);
            }
            for (int c = 0; c < classes; c++) {
                probabilities[t * classes + c] = sigmoid(outputs[sizes.length - 1][c]);
            }
        }
        write(folder, "X", new int[] {rows, inputs}, x);
        write(folder, "y", new int[] {rows}, y);
        write(folder, "probs_online", new int[] {rows, classes}, probabilities);
        for (int i = 0; i < sizes.length; i++) {
            write(folder, "layer" + i + "_out_logits", new int[] {rows, sizes[i], classes}, traced[i]);
            write(folder, "layer" + i + "_weights_final", weightShape(i), flat(weights[i]));
        }
        predict(folder);
        String config = "{\"layer_sizes\": [%d, %d], \"input_size\": %d, \"num_classes\": %d, \"bias\": true, "
                + "\"context_bias\": false, \"learning_rate\": %s, \"pred_clipping\": %s, \"weight_clipping\": %s, "
                + "\"batch_size\": 1}";
        Files.writeString(
                folder.resolve(GoldenFiles.CONFIG),
                String.format(Locale.ROOT, config, sizes[0], sizes[1], inputs, classes, rate, epsilon, weightBound));
    }

    private void predict(Path folder) throws IOException {
        double[] x = new double[heldOut * inputs];
        double[] probabilities = new double[heldOut * classes];
        for (int t = 0; t < heldOut; t++) {
            double[] row = image(t % classes);
            System.arraycopy(row, 0, x, t * inputs, inputs);
            double[] last = run(row, -1, -1)[sizes.length - 1];
            for (int c = 0; c < classes; c++) {
                probabilities[t * classes + c] = sigmoid(last[c]);
            }
        }
        write(folder, "X_heldout", new int[] {heldOut, inputs}, x);
        write(folder, "probs_heldout", new int[] {heldOut, classes}, probabilities);
    }

    /** A dark picture with a bright stroke, whose place depends on the class. */
    private double[] image(int label) {
        double[] row = new double[inputs];
        int from = (label * inputs / classes + random.nextInt(inputs / 4)) % inputs;
        for (int j = 0; j < inputs / 5; j++) {
            row[(from + j) % inputs] = random.nextDouble();
        }
        row[from] = 1;
        return row;
    }

    /** The outputs of every layer, {@code [layer][slot][class]} in one piece; learns unless there is no label. */
    private double[][] run(double[] row, int label, int t) {
        double[] base = new double[inputs];
        for (int j = 1; j < inputs; j++) {
            // The rows' smallest and largest values are 0 and 1.
            double p = Math.min(1 - epsilon, Math.max(epsilon, row[j]));
            base[j] = Math.log(p / (1 - p));
        }
        base[0] = baseBias;
        double[][] outputs = new double[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            outputs[i] = new double[sizes[i] * classes];
            int first = sizes[i] > 1 ? 1 : 0;
            for (int c = 0; c < classes; c++) {
                double[] read = base;
                if (i > 0) {
                    read = new double[sizes[i - 1]];
                    for (int slot = 0; slot < read.length; slot++) {
                        read[slot] = outputs[i - 1][slot * classes + c];
                    }
                }
                if (first == 1) {
                    outputs[i][c] = bias[i][c];
                }
                for (int k = 0; k < neurons(i); k++) {
                    double[] w = weights[i][c][k];
                    int at = context(maps[i][c][k], row) * read.length;
                    double o = clip(product(w, at, read, 0, read.length), logitBound);
                    outputs[i][(first + k) * classes + c] = o;
                    if (label >= 0 && !(t == skippedRow && i == 1)) {
                        double step = rate * (sigmoid(o) - (label == c ? 1 : 0));
                        for (int j = 0; j < read.length; j++) {
                            w[at + j] = clip(w[at + j] - step * read[j], weightBound);
                        }
                    }
                }
            }
        }
        return outputs;
    }

    private int context(double[] halfspaces, double[] row) {
        int context = 0;
        for (int m = 0; m < MAPS; m++) {
            if (product(halfspaces, m * inputs, row, 0, inputs) > 0) {
                context |= 1 << m;
            }
        }
        return context;
    }

    /** The sum of both halves' sums. */
    private static double product(double[] a, int at, double[] b, int from, int to) {
        if (to - from == 1) {
            return a[at + from] * b[from];
        }
        int middle = (from + to) / 2;
        return product(a, at, b, from, middle) + product(a, at, b, middle, to);
    }

    private static double clip(double value, double bound) {
        return Math.min(bound, Math.max(-bound, value));
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private int[] weightShape(int layer) {
        return new int[] {classes, neurons(layer), 1 << MAPS, width(layer)};
    }

    private static double[] flat(double[][][] values) {
        return Arrays.stream(values)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void write(Path folder, String name, int[] shape, double[] values) throws IOException {
        Files.write(folder.resolve(name + ".npy"), NpyBytes.of(shape, values));
    }
}
