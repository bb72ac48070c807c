package io.github.jgln.bench.rows;

import io.github.jgln.LabelledRows;
import io.github.jgln.RowSource;
import io.github.jgln.Rows;

/**
 * The features of rows in another order, which makes another task of the same data: feature j of a row is feature
 * {@code order[j]} of the data's.
 */
public final class FeatureOrder {
    /** Rows as the data has them. */
    public static final FeatureOrder AS_THEY_ARE = new FeatureOrder(null);

    /** Null for rows as they are. */
    private final int[] order;

    private FeatureOrder(int[] order) {
        this.order = order;
    }

    /** @param order {@code [N]}: of each feature which one of the data's it is */
    public static FeatureOrder of(int... order) {
        return new FeatureOrder(order.clone());
    }

    /**
     * The rows in this order: a copy, or the very rows where they stay as they are.
     *
     * @throws IllegalArgumentException when they have another number of features
     */
    public LabelledRows apply(LabelledRows rows) {
        return order == null ? rows : new LabelledRows(ordered(rows.rows()), rows.targets());
    }

    private Rows ordered(Rows rows) {
        int n = rows.features();
        if (n != order.length) {
            throw new IllegalArgumentException("features: expected " + order.length + ", got " + n);
        }
        float[] ordered = new float[rows.count() * n];
        for (int t = 0; t < rows.count(); t++) {
            int row = rows.offset(t);
            for (int j = 0; j < n; j++) {
                ordered[t * n + j] = rows.values()[row + order[j]];
            }
        }
        return Rows.of(ordered, n);
    }

    /** The rows in this order, block by block, so that never all of them are there twice. */
    public RowSource source(LabelledRows rows) {
        RowSource source = rows.source();
        return atMost -> apply(source.next(atMost));
    }
}
