package io.github.jgln;

import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.Rates;

/** Calls with one row: what they work in is kept, so that they allocate nothing. One thread uses it at a time. */
final class SingleRow {
    private final Network network;
    private final RowPreparation preparation;
    private final RateSchedule schedule;
    /** Null where nothing is learnt again. */
    private final Rehearsal rehearsal;

    private final float[] values;
    private final Rows view;
    private final int[] label = new int[1];
    private final Targets.Classes target = new Targets.Classes(label);
    private final float[][] rates;
    private final Rates rateView;
    private final float[] logits;
    private final Coupling coupling;

    SingleRow(
            NetworkSpec spec,
            int features,
            Network network,
            RowPreparation preparation,
            RateSchedule schedule,
            Rehearsal rehearsal) {
        this.network = network;
        this.preparation = preparation;
        this.schedule = schedule;
        this.rehearsal = rehearsal;
        values = new float[features];
        view = Rows.of(values, features);
        rates = new float[spec.layers().size()][1];
        rateView = new Rates(rates, 0);
        logits = new float[spec.outputs()];
        coupling = spec.coupling();
    }

    /**
     * The class of a row.
     *
     * @param probabilities written; null where they are not wanted
     */
    int infer(float[] row, float[] probabilities) {
        System.arraycopy(row, 0, values, 0, values.length);
        Rows seen = preparation.seen(view);
        network.infer(seen, preparation.base(seen, Rows.NONE), logits, 0);
        return result(probabilities);
    }

    /** Learns a row; returns the class predicted before. */
    int learn(float[] row, int rowLabel, long rowsLearned, float[] probabilities) {
        schedule.write(rates, 1, rowsLearned);
        label[0] = rowLabel;
        System.arraycopy(row, 0, values, 0, values.length);
        if (rehearsal != null) {
            rehearsal.learn(view, target, rateView, rowsLearned, logits, 0);
            return result(probabilities);
        }
        schedule.weigh(rates, 1, target);
        Rows seen = preparation.seen(view, target, null);
        Rows base = preparation.base(seen, Rows.NONE);
        network.learn(seen, base, target, rateView, logits, 0);
        return result(probabilities);
    }

    private int result(float[] probabilities) {
        if (probabilities != null) {
            Predictions.probabilities(coupling, logits, 0, probabilities, 0, logits.length);
        }
        return Predictions.classOf(logits, 0, logits.length);
    }
}
