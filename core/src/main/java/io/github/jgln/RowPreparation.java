package io.github.jgln;

import io.github.jgln.spi.ColumnState;
import io.github.jgln.spi.InputState;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.RegressionState;
import java.util.Optional;

/**
 * What happens to a row before a backend gets it: it is divided by its length where that is wanted, a table's columns become
 * numbers, and given base logits are made. One thread uses it at a time; what it hands out is written over at the next call.
 */
final class RowPreparation {
    private final NetworkSpec spec;
    private final boolean unitRows;
    /** Null without a user's function. */
    private final BasePredictor.Custom custom;
    /** Null without whitening. */
    private final Whitener whitener;

    private final Whitener.Scratch scratch;
    /** Null without a table's columns. */
    private final ColumnEncoder columns;

    /** Null where classes are learnt. */
    private final Regression regression;

    /** Whether the columns make the base logits too. */
    private final boolean columnLogits;

    private final int baseWidth;
    private float[] changed = {};
    private float[] logits = {};
    /** Of a regression: the targets as the network learns them, and the units of each row. */
    private float[] scaled = {};

    private double[] units = {};
    /** Views of the arrays above for one row, so that a single row allocates nothing. */
    private Rows oneChanged = Rows.NONE;

    private Rows oneBase = Rows.NONE;

    RowPreparation(NetworkSpec spec, GLNConfig config, InputState state) {
        this(
                spec,
                config.unitRows(),
                config.basePredictor() instanceof BasePredictor.Custom given ? given : null,
                state.projection().map(Whitener::new).orElse(null),
                state.columns()
                        .map(seen -> new ColumnEncoder(
                                new ColumnLayout(config.columns()),
                                config.basePredictor(),
                                config.countedClasses(),
                                spec.gaussian().isPresent() ? 0 : spec.logitBound(),
                                seen.copy()))
                        .orElse(null),
                state.regression()
                        .map(known -> new Regression(config, known.copy()))
                        .orElse(null),
                config.basePredictor() instanceof BasePredictor.Columns);
    }

    private RowPreparation(
            NetworkSpec spec,
            boolean unitRows,
            BasePredictor.Custom custom,
            Whitener whitener,
            ColumnEncoder columns,
            Regression regression,
            boolean columnLogits) {
        this.spec = spec;
        this.unitRows = unitRows;
        this.custom = custom;
        this.whitener = whitener;
        this.scratch = whitener == null ? null : whitener.scratch();
        this.columns = columns;
        this.regression = regression;
        this.columnLogits = columnLogits;
        this.baseWidth =
                spec.basePredictions() * spec.baseCopies() * spec.mixing().width();
    }

    /** The same for another thread, of what never learns. */
    RowPreparation forThread() {
        return new RowPreparation(
                spec,
                unitRows,
                custom,
                whitener,
                columns == null ? null : columns.forThread(),
                regression == null ? null : regression.forThread(),
                columnLogits);
    }

    /** What a table's columns have shown so far. */
    Optional<ColumnState> columns() {
        return Optional.ofNullable(columns).map(ColumnEncoder::state);
    }

    /** What a regression keeps beside its network. */
    Optional<RegressionState> regression() {
        return Optional.ofNullable(regression).map(Regression::state);
    }

    /** Says whether the rows from here on have all been learnt before. */
    void beginPass(boolean known) {
        if (regression != null) {
            regression.beginPass(known);
        }
    }

    /** Whether rows need work here, and so room for it. */
    boolean changesRows() {
        return unitRows || columns != null || spec.input().baseLogits().given();
    }

    /** How many floats a row takes here at most. */
    int floats() {
        return Math.max(spec.inputs(), spec.input().baseLogits().given() ? baseWidth : 0);
    }

    /** The rows as the network is to see them. */
    Rows seen(Rows rows) {
        return seen(rows, null, null);
    }

    /**
     * The same of rows that are about to be learnt, each as the ones before it leave things.
     *
     * @param targets null where nothing is learnt
     * @param again which rows are known already and taken in no more; null for none
     */
    Rows seen(Rows rows, Targets targets, boolean[] again) {
        reserveUnits(rows.count());
        if (!unitRows && columns == null) {
            for (int t = 0; regression != null && t < rows.count(); t++) {
                regress(rows, t, targets);
            }
            return rows;
        }
        int n = spec.inputs();
        if (changed.length < rows.count() * n) {
            changed = new float[rows.count() * n];
            oneChanged = new Rows(changed, n, 0, 1);
        }
        Rows seen = rows.count() == 1 ? oneChanged : new Rows(changed, n, 0, rows.count());
        if (columns == null) {
            UnitRows.divide(rows.values(), rows.offset(), rows.count(), n, changed);
        } else {
            reserveLogits(columnLogits ? rows.count() : 0);
        }
        for (int t = 0; (columns != null || regression != null) && t < rows.count(); t++) {
            if (columns != null) {
                columns.encode(rows.values(), rows.offset(t), changed, t * n, logits, t * baseWidth);
            }
            if (regression != null) {
                regress(seen, t, targets);
            }
            if (columns != null && targets != null && (again == null || !again[t])) {
                columns.learn(targets instanceof Targets.Classes classes ? classes.get(t) : 0);
            }
        }
        return seen;
    }

    private void reserveUnits(int rows) {
        if (regression == null) {
            return;
        }
        reserveLogits(rows);
        if (scaled.length < rows * spec.outputs()) {
            units = new double[rows * 2 * spec.outputs()];
            scaled = new float[rows * spec.outputs()];
        }
    }

    /** A row's base predictions of a regression, and what it is to learn. */
    private void regress(Rows seen, int t, Targets targets) {
        int[] bins = columns == null ? null : columns.bins();
        regression.units(units, t * 2 * spec.outputs());
        if (!(targets instanceof Targets.Reals reals)) {
            regression.predict(seen.values(), seen.offset(t), bins, logits, t * baseWidth);
        } else {
            int from = (reals.from() + t) * spec.outputs();
            regression.predict(seen.values(), seen.offset(t), bins, reals.of(), from, logits, t * baseWidth);
            regression.learn(reals.of(), from, scaled, t * spec.outputs());
        }
    }

    /** What the network is to learn of the rows that were seen last: the targets, or numbers in units of their spread. */
    Targets learnt(Targets targets) {
        return regression == null ? targets : new Targets.Reals(scaled, spec.outputs(), 0);
    }

    /**
     * Turns what the network said of the rows that were seen last into what it means.
     *
     * @param out written over from {@code from} on
     * @param targets null where nothing is learnt
     */
    void finish(float[] out, int from, int count, Targets targets) {
        if (regression == null) {
            return;
        }
        int width = 2 * spec.outputs();
        for (int t = 0; t < count; t++) {
            if (targets instanceof Targets.Reals reals) {
                int at = (reals.from() + t) * spec.outputs();
                regression.finish(units, t * width, out, from + t * width, reals.of(), at);
            } else {
                regression.finish(units, t * width, out, from + t * width);
            }
        }
    }

    /** What base predictions added to a number's mean, in the unit of the targets, of the row that was seen last. */
    Contributions.Output inUnits(int number, Contributions.Output standardised) {
        double mean = units[2 * number];
        double deviation = Regression.deviation(units, 0, number);
        double[] weights = standardised.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= deviation;
        }
        float said = (float) (mean + deviation * standardised.logit());
        return new Contributions.Output(weights, mean + deviation * standardised.offset(), said, said, 0);
    }

    private void reserveLogits(int rows) {
        if (logits.length < rows * baseWidth) {
            logits = new float[rows * baseWidth];
            oneBase = new Rows(logits, baseWidth, 0, 1);
        }
    }

    /**
     * Base logits of rows as {@link #seen} gives them; those that {@link #ahead} has made are taken.
     *
     * @param ahead of these rows, or {@link Rows#NONE}
     */
    Rows base(Rows seen, Rows ahead) {
        if (!spec.input().baseLogits().given() || ahead.count() > 0) {
            return ahead;
        }
        reserveLogits(seen.count());
        if (regression != null) {
            return seen.count() == 1 ? oneBase : new Rows(logits, baseWidth, 0, seen.count());
        }
        if (custom != null) {
            write(seen, logits, 0);
        } else if (!columnLogits) {
            whitener.map(seen.values(), seen.offset(), seen.count(), spec.logitBound(), logits, scratch);
        }
        return seen.count() == 1 ? oneBase : new Rows(logits, baseWidth, 0, seen.count());
    }

    /**
     * The base logits of a user's function for all rows of a call, so that a bad one is refused before anything is learnt;
     * {@link Rows#NONE} where there is no such function. Not written over later.
     */
    Rows ahead(Rows rows, int blockRows) {
        if (custom == null || rows.count() <= blockRows) {
            return Rows.NONE;
        }
        float[] all = new float[RowCheck.product(rows.count(), baseWidth, "base predictions")];
        for (int from = 0; from < rows.count(); from += blockRows) {
            int count = Math.min(blockRows, rows.count() - from);
            write(seen(rows.part(from, count)), all, from * baseWidth);
        }
        return new Rows(all, baseWidth, 0, rows.count());
    }

    /** Base logits of a user's function, each checked and bounded to ±L. */
    private void write(Rows seen, float[] into, int to) {
        for (int t = 0; t < seen.count(); t++) {
            custom.function().apply(seen.values(), seen.offset(t), into, to + t * baseWidth);
        }
        float bound = spec.logitBound();
        for (int i = 0; i < seen.count() * baseWidth; i++) {
            float p = into[to + i];
            if (!Float.isFinite(p)) {
                throw new IllegalArgumentException("base predictor: expected finite probabilities, got " + p
                        + " for row " + i / baseWidth + ", output " + i % baseWidth);
            }
            float logit = (float) Math.log(p / (1.0 - p));
            into[to + i] = p <= 0 ? -bound : p >= 1 ? bound : Math.max(-bound, Math.min(bound, logit));
        }
    }
}
