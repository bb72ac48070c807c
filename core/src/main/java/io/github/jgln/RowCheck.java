package io.github.jgln;

import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.util.List;

/** Refuses bad rows and labels before anything changes. */
final class RowCheck {
    private RowCheck() {}

    static void rows(float[] rows, int rowCount, int inputs) {
        if (rowCount < 0) {
            throw new IllegalArgumentException("row count: expected at least 0, got " + rowCount);
        }
        if (rows.length != (long) rowCount * inputs) {
            throw new IllegalArgumentException("rows: expected " + rowCount + " × " + inputs + " = "
                    + (long) rowCount * inputs + " numbers, row-major, got " + rows.length);
        }
        finite(rows, rowCount, inputs);
    }

    static void finite(float[] rows, int rowCount, int inputs) {
        int length = rowCount * inputs;
        // Whatever is not finite turns a sum of zeros into NaN; four sums, so that additions overlap.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i <= length - 4; i += 4) {
            a += rows[i] * 0f;
            b += rows[i + 1] * 0f;
            c += rows[i + 2] * 0f;
            d += rows[i + 3] * 0f;
        }
        for (; i < length; i++) {
            a += rows[i] * 0f;
        }
        if (a + b + c + d != 0f) {
            throw notFinite(rows, length, inputs);
        }
    }

    private static IllegalArgumentException notFinite(float[] rows, int length, int inputs) {
        int i = 0;
        while (i < length && Float.isFinite(rows[i])) {
            i++;
        }
        return new IllegalArgumentException(
                "rows: expected finite numbers, got " + rows[i] + " in row " + i / inputs + ", feature " + i % inputs);
    }

    static void finiteState(NetworkState state) {
        for (int i = 0; i < state.layers().size(); i++) {
            LayerState layer = state.layers().get(i);
            boolean finite = finite(layer.biasLogits());
            for (float[][][] numbers : List.of(layer.hyperplanes(), layer.thresholds(), layer.weights())) {
                for (float[][] output : numbers) {
                    for (float[] neuron : output) {
                        finite &= finite(neuron);
                    }
                }
            }
            if (!finite) {
                throw new IllegalArgumentException("state: expected finite numbers, got others in layer " + i);
            }
        }
        Projection projection = state.projection();
        boolean whitened = state.spec().basePredictor() instanceof BasePredictor.Whitened;
        if (whitened != (projection != null)) {
            throw new IllegalArgumentException("state: expected "
                    + (whitened
                            ? "the projection of the whitened base predictor, got none"
                            : "no projection without a whitened base predictor, got one"));
        }
        if (projection != null) {
            requireProjection(projection, state.spec());
        }
        for (int j = 0; j < state.spec().inputs(); j++) {
            double mean = state.statistics().mean()[j];
            double squares = state.statistics().squares()[j];
            if (!Double.isFinite(mean) || !(squares >= 0 && squares <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("state: expected finite statistics, got mean " + mean
                        + " and squares " + squares + " of feature " + j);
            }
        }
    }

    private static void requireProjection(Projection projection, NetworkSpec spec) {
        int axes = ((BasePredictor.Whitened) spec.basePredictor()).axes(spec.inputs());
        if (projection.mean().length != spec.inputs() || projection.gains().length != axes) {
            throw new IllegalArgumentException("state: expected a projection of " + spec.inputs() + " features on "
                    + axes + " axes, got " + projection.mean().length + " on " + projection.gains().length);
        }
        if (!finite(projection.mean())
                || !finite(projection.axes())
                || !finite(projection.gains())
                || !Float.isFinite(projection.scale())) {
            throw new IllegalArgumentException("state: expected finite numbers, got others in the projection");
        }
    }

    private static boolean finite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    static void labels(int[] labels, int rowCount, int classes) {
        if (labels.length != rowCount) {
            throw new IllegalArgumentException(
                    "labels: expected one for each of the " + rowCount + " rows, got " + labels.length);
        }
        labelRange(labels, rowCount, classes);
    }

    static void labelRange(int[] labels, int rowCount, int classes) {
        for (int t = 0; t < rowCount; t++) {
            if (labels[t] < 0 || labels[t] >= classes) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to " + (classes - 1) + ", got " + labels[t] + " in row " + t);
            }
        }
    }

    static void label(int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("labels: expected 0 to " + (classes - 1) + ", got " + label);
        }
    }

    /** Base logits of a user's function for some rows, each checked and bounded to ±L. */
    static void customLogits(
            BasePredictor.Custom custom,
            float[] rows,
            int offset,
            int inputs,
            int rowCount,
            float bound,
            float[] logits) {
        int width = custom.outputs();
        for (int t = 0; t < rowCount; t++) {
            custom.function().apply(rows, offset + t * inputs, logits, t * width);
        }
        for (int i = 0; i < rowCount * width; i++) {
            float p = logits[i];
            if (!Float.isFinite(p)) {
                throw new IllegalArgumentException("base predictor: expected finite probabilities, got " + p
                        + " for row " + i / width + ", output " + i % width);
            }
            float logit = (float) Math.log(p / (1.0 - p));
            logits[i] = p <= 0 ? -bound : p >= 1 ? bound : Math.max(-bound, Math.min(bound, logit));
        }
    }

    static void probabilities(float[] probabilities, int outputs) {
        if (probabilities.length != outputs) {
            throw new IllegalArgumentException(
                    "probabilities: expected room for " + outputs + ", got " + probabilities.length);
        }
    }

    static float[] flatten(float[][] rows, int inputs) {
        float[] flat = new float[product(rows.length, inputs, "features")];
        for (int t = 0; t < rows.length; t++) {
            if (rows[t] == null || rows[t].length != inputs) {
                throw new IllegalArgumentException("rows: expected " + inputs + " features in row " + t + ", got "
                        + (rows[t] == null ? "null" : rows[t].length));
            }
            System.arraycopy(rows[t], 0, flat, t * inputs, inputs);
        }
        return flat;
    }

    static int product(int rowCount, int width, String what) {
        long product = (long) rowCount * width;
        if (product > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("rows: " + rowCount + " × " + width + " " + what
                    + " are more than an array holds; learn in smaller parts, which gives the same result");
        }
        return (int) product;
    }
}
