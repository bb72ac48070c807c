package io.github.jgln;

import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.Projection;
import java.util.Optional;

/**
 * What happens to a row before a backend gets it: it is divided by its length where that is wanted, and given base logits are
 * made. One thread uses it at a time; what it hands out is written over at the next call.
 */
final class RowPreparation {
    private final NetworkSpec spec;
    private final boolean unitRows;
    /** Null without a user's function. */
    private final BasePredictor.Custom custom;
    /** Null without whitening. */
    private final Whitener whitener;

    private final Whitener.Scratch scratch;
    private final int baseWidth;
    private float[] unit = {};
    private float[] logits = {};
    /** Views of the arrays above for one row, so that a single row allocates nothing. */
    private Rows oneUnit = Rows.NONE;

    private Rows oneBase = Rows.NONE;

    RowPreparation(NetworkSpec spec, GLNConfig config, Optional<Projection> projection) {
        this(
                spec,
                config.unitRows(),
                config.basePredictor() instanceof BasePredictor.Custom given ? given : null,
                projection.map(Whitener::new).orElse(null));
    }

    private RowPreparation(NetworkSpec spec, boolean unitRows, BasePredictor.Custom custom, Whitener whitener) {
        this.spec = spec;
        this.unitRows = unitRows;
        this.custom = custom;
        this.whitener = whitener;
        this.scratch = whitener == null ? null : whitener.scratch();
        this.baseWidth = spec.basePredictions() * spec.baseCopies();
    }

    /** The same for another thread. */
    RowPreparation forThread() {
        return new RowPreparation(spec, unitRows, custom, whitener);
    }

    /** Whether rows need work here, and so room for it. */
    boolean changesRows() {
        return unitRows || spec.input().baseLogits().given();
    }

    /** The rows as the network is to see them. */
    Rows seen(Rows rows) {
        if (!unitRows) {
            return rows;
        }
        int n = spec.inputs();
        if (unit.length < rows.count() * n) {
            unit = new float[rows.count() * n];
            oneUnit = new Rows(unit, n, 0, 1);
        }
        UnitRows.divide(rows.values(), rows.offset(), rows.count(), n, unit);
        return rows.count() == 1 ? oneUnit : new Rows(unit, n, 0, rows.count());
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
        if (logits.length < seen.count() * baseWidth) {
            logits = new float[seen.count() * baseWidth];
            oneBase = new Rows(logits, baseWidth, 0, 1);
        }
        if (custom != null) {
            write(seen, logits, 0);
        } else {
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
