package io.github.jgln;

import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.LayerState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Projection;
import io.github.jgln.spi.RegressionState;
import io.github.jgln.spi.ReplayMemory;
import java.util.List;
import java.util.Optional;

/** Refuses bad rows and labels before anything changes. */
final class RowCheck {
    private final int features;
    /** Null where every number has to be finite. */
    private final ColumnLayout columns;

    /** Of rows that a network as configured is given. */
    RowCheck(GLNConfig config) {
        this.features = config.features();
        this.columns = config.columns().isEmpty() ? null : new ColumnLayout(config.columns());
    }

    /** Refuses an array that is not rows of the right width, or holds numbers that cannot be. */
    Rows rows(float[] rows, int rowCount) {
        if (rowCount < 0) {
            throw new IllegalArgumentException("row count: expected at least 0, got " + rowCount);
        }
        if (rows.length != (long) rowCount * features) {
            throw new IllegalArgumentException("rows: expected " + rowCount + " × " + features + " = "
                    + (long) rowCount * features + " numbers, row-major, got " + rows.length);
        }
        Rows view = new Rows(rows, features, 0, rowCount);
        numbers(rows, 0, rowCount);
        return view;
    }

    void rows(Rows rows) {
        if (rows.count() > 0 && rows.features() != features) {
            throw new IllegalArgumentException("rows: expected " + features + " features, got " + rows.features());
        }
        numbers(rows.values(), rows.offset(), rows.count());
    }

    /** Refuses one row, without making a view of it. */
    void row(float[] row) {
        if (row.length != features) {
            throw new IllegalArgumentException(
                    "rows: expected 1 × " + features + " = " + features + " numbers, row-major, got " + row.length);
        }
        numbers(row, 0, 1);
    }

    private void numbers(float[] rows, int from, int rowCount) {
        if (columns == null) {
            finite(rows, from, rowCount * features, features);
        } else {
            columns.check(rows, from, rowCount);
        }
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
        requireColumns(state.input().columns(), config);
        requireRegression(state.input().regression(), config);
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

    /** Refuses rows to be learnt again that such a network cannot have after so many rows. */
    static void replay(Optional<ReplayMemory> state, GLNConfig config, long rowsLearned) {
        if (state.isPresent() != config.replay().rows() > 0) {
            throw new IllegalArgumentException("state: expected "
                    + (state.isPresent() ? "no rows to learn again, as nothing is" : "the rows that are learnt again")
                    + ", got " + (state.isPresent() ? "some" : "none"));
        }
        if (state.isEmpty()) {
            return;
        }
        ReplayMemory memory = state.get();
        int held = Rehearsal.held(config.replay(), rowsLearned);
        if (memory.labels().length != held || memory.rows().length != held * config.features()) {
            throw new IllegalArgumentException("state: expected " + held + " rows of " + config.features()
                    + " features to learn again after " + rowsLearned + " rows, got " + memory.labels().length
                    + " labels and " + memory.rows().length + " numbers");
        }
        RowCheck check = new RowCheck(config);
        check.rows(memory.rows(), held);
        classes(memory.labels(), held, config.classes());
    }

    private static void requireRegression(Optional<RegressionState> state, GLNConfig config) {
        if (state.isPresent() != config.numbers() > 0) {
            throw new IllegalArgumentException("state: expected "
                    + (state.isPresent() ? "nothing of a regression, as classes are learnt" : "that of a regression")
                    + ", got " + (state.isPresent() ? "some" : "none"));
        }
        if (state.isEmpty()) {
            return;
        }
        RegressionState regression = state.get();
        RegressionState shaped = Regression.none(config);
        List<double[]> expected = numbers(shaped);
        List<double[]> got = numbers(regression);
        for (int i = 0; i < got.size(); i++) {
            if (got.get(i).length != expected.get(i).length) {
                throw new IllegalArgumentException("state: expected " + expected.get(i).length
                        + " numbers of a regression, got " + got.get(i).length);
            }
            for (double number : got.get(i)) {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException("state: expected finite numbers of a regression, got " + number);
                }
            }
        }
    }

    private static List<double[]> numbers(RegressionState state) {
        return List.of(state.targets().mean(), state.targets().squares(), state.corrections(), state.experts());
    }

    private static void requireColumns(Optional<ColumnState> state, GLNConfig config) {
        if (state.isPresent() == config.columns().isEmpty()) {
            throw new IllegalArgumentException("state: expected "
                    + (state.isPresent()
                            ? "nothing of columns, as the network has none"
                            : "what the columns have shown")
                    + ", got " + (state.isPresent() ? "some" : "none"));
        }
        if (state.isEmpty()) {
            return;
        }
        ColumnLayout layout = new ColumnLayout(config.columns());
        ColumnState columns = state.get();
        int outputs = config.countedClasses();
        if (columns.numbers().mean().length != layout.numbers
                || columns.numbers().squares().length != layout.numbers
                || columns.seen().length != layout.bins
                || columns.hits().length != layout.bins * outputs
                || columns.classes().length != outputs) {
            throw new IllegalArgumentException("state: expected " + layout.numbers + " numbers and " + layout.bins
                    + " bins of the columns, got " + columns.numbers().mean().length + " and " + columns.seen().length);
        }
        for (double[] counts :
                List.of(columns.numbers().squares(), columns.seen(), columns.hits(), columns.classes(), new double[] {
                    columns.rows()
                })) {
            for (double count : counts) {
                if (!(count >= 0 && count <= Double.MAX_VALUE)) {
                    throw new IllegalArgumentException("state: expected counts of at least 0, got " + count);
                }
            }
        }
        for (double mean : columns.numbers().mean()) {
            if (!Double.isFinite(mean)) {
                throw new IllegalArgumentException("state: expected finite means, got " + mean);
            }
        }
    }

    static void preparation(Preparation preparation, GLNConfig config) {
        if (preparation.classes().size() != config.classes()) {
            throw new IllegalArgumentException("preparation: expected the names of " + config.classes()
                    + " classes, got " + preparation.classes());
        }
        int targets = preparation.targets().size();
        if (targets > 0 && targets != config.numbers()) {
            throw new IllegalArgumentException("preparation: expected the names of " + config.numbers()
                    + " numbers that are learnt, or of none, got " + preparation.targets());
        }
        int columns = preparation.columns().size();
        if (columns > 0 && columns != config.features()) {
            throw new IllegalArgumentException(
                    "preparation: expected the names of " + config.features() + " columns, or of none, got " + columns);
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

    /** Refuses targets that are no numbers, of another width, too few, or not finite. */
    static Targets.Reals reals(Targets targets, int rowCount, int width) {
        if (!(targets instanceof Targets.Reals reals)) {
            throw new IllegalArgumentException("targets: expected numbers, as the model is a regression, got classes");
        }
        if (reals.width() != width) {
            throw new IllegalArgumentException(
                    "targets: expected " + width + " numbers for each row, got " + reals.width());
        }
        if (reals.available() < rowCount) {
            throw new IllegalArgumentException(
                    "targets: expected those of each of the " + rowCount + " rows, got " + reals.available());
        }
        for (int i = 0; i < rowCount * width; i++) {
            float value = reals.of()[reals.from() * width + i];
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("targets: expected finite numbers, got " + value + " in row "
                        + i / width + ", number " + i % width);
            }
        }
        return reals;
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
