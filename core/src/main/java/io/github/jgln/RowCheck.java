package io.github.jgln;

import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import java.util.List;
import java.util.Optional;

/** Refuses bad rows and labels before anything changes. */
final class RowCheck {
    private RowCheck() {}

    /** Refuses an array that is not rows of the network's width, or holds numbers that are not finite. */
    static Rows rows(float[] rows, int rowCount, int inputs) {
        if (rowCount < 0) {
            throw new IllegalArgumentException("row count: expected at least 0, got " + rowCount);
        }
        if (rows.length != (long) rowCount * inputs) {
            throw new IllegalArgumentException("rows: expected " + rowCount + " × " + inputs + " = "
                    + (long) rowCount * inputs + " numbers, row-major, got " + rows.length);
        }
        Rows view = new Rows(rows, inputs, 0, rowCount);
        finite(rows, 0, rows.length, inputs);
        return view;
    }

    static void rows(Rows rows, int inputs) {
        if (rows.count() > 0 && rows.features() != inputs) {
            throw new IllegalArgumentException("rows: expected " + inputs + " features, got " + rows.features());
        }
        finite(rows.values(), rows.offset(), rows.count() * rows.features(), inputs);
    }

    /** Refuses one row, without making a view of it. */
    static void row(float[] row, int inputs) {
        if (row.length != inputs) {
            throw new IllegalArgumentException(
                    "rows: expected 1 × " + inputs + " = " + inputs + " numbers, row-major, got " + row.length);
        }
        finite(row, 0, inputs, inputs);
    }

    private static void finite(float[] rows, int from, int length, int inputs) {
        // Whatever is not finite turns a sum of zeros into NaN; four sums, so that additions overlap.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int end = from + length;
        int i = from;
        for (; i <= end - 4; i += 4) {
            a += rows[i] * 0f;
            b += rows[i + 1] * 0f;
            c += rows[i + 2] * 0f;
            d += rows[i + 3] * 0f;
        }
        for (; i < end; i++) {
            a += rows[i] * 0f;
        }
        if (a + b + c + d != 0f) {
            throw notFinite(rows, from, inputs);
        }
    }

    private static IllegalArgumentException notFinite(float[] rows, int from, int inputs) {
        int i = 0;
        while (Float.isFinite(rows[from + i])) {
            i++;
        }
        return new IllegalArgumentException("rows: expected finite numbers, got " + rows[from + i] + " in row "
                + i / inputs + ", feature " + i % inputs);
    }

    private static void finiteState(NetworkState state) {
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
        for (int j = 0; j < state.spec().inputs(); j++) {
            double mean = state.statistics().mean()[j];
            double squares = state.statistics().squares()[j];
            if (!Double.isFinite(mean) || !(squares >= 0 && squares <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("state: expected finite statistics, got mean " + mean
                        + " and squares " + squares + " of feature " + j);
            }
        }
    }

    /** Refuses a state that is not of a network as configured, or holds numbers that are not finite. */
    static void state(NetworkState state, GLNConfig config) {
        NetworkSpec spec = InitialState.spec(config);
        if (!state.spec().equals(spec)) {
            throw new IllegalArgumentException(
                    "expected the state of a network as configured, " + spec + ", got one of " + state.spec());
        }
        finiteState(state);
        Optional<Projection> projection = state.input().projection();
        if (config.basePredictor() instanceof BasePredictor.Whitened whitened) {
            requireProjection(
                    projection.orElseThrow(() -> new IllegalArgumentException(
                            "state: expected the projection of the whitened base predictor, got none")),
                    whitened,
                    spec);
        } else if (projection.isPresent()) {
            throw new IllegalArgumentException(
                    "state: expected no projection without a whitened base predictor, got one");
        }
    }

    static void preparation(Preparation preparation, GLNConfig config) {
        if (preparation.classes().size() != config.classes()) {
            throw new IllegalArgumentException("preparation: expected the names of " + config.classes()
                    + " classes, got " + preparation.classes());
        }
    }

    static void rowsLearned(long rowsLearned) {
        if (rowsLearned < 0) {
            throw new IllegalArgumentException("rows learned: expected at least 0, got " + rowsLearned);
        }
    }

    private static void requireProjection(Projection projection, BasePredictor.Whitened whitened, NetworkSpec spec) {
        int axes = whitened.axes(spec.inputs());
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

    static Targets.Classes classes(int[] labels, int rowCount, int classes) {
        if (labels.length != rowCount) {
            throw new IllegalArgumentException(
                    "labels: expected one for each of the " + rowCount + " rows, got " + labels.length);
        }
        return classes(new Targets.Classes(labels), rowCount, classes);
    }

    /** Refuses targets that are no classes, too few, or out of range. */
    static Targets.Classes classes(Targets targets, int rowCount, int classes) {
        if (!(targets instanceof Targets.Classes labels)) {
            throw new IllegalArgumentException("targets: expected classes, as the model is a classifier, got numbers");
        }
        if (labels.available() < rowCount) {
            throw new IllegalArgumentException(
                    "labels: expected one for each of the " + rowCount + " rows, got " + labels.available());
        }
        for (int t = 0; t < rowCount; t++) {
            int label = labels.get(t);
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to " + (classes - 1) + ", got " + label + " in row " + t);
            }
        }
        return labels;
    }

    static void label(int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("labels: expected 0 to " + (classes - 1) + ", got " + label);
        }
    }

    static void predictions(float[] out, int rowCount, int outputs) {
        if (out.length != (long) rowCount * outputs) {
            throw new IllegalArgumentException("predictions: expected room for " + rowCount + " × " + outputs + " = "
                    + (long) rowCount * outputs + " numbers, got " + out.length);
        }
    }

    static void probabilities(float[] probabilities, int outputs) {
        if (probabilities.length != outputs) {
            throw new IllegalArgumentException(
                    "probabilities: expected room for " + outputs + ", got " + probabilities.length);
        }
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
