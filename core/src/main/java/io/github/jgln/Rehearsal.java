package io.github.jgln;

import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkSpec;
import io.github.jgln.spi.Rates;
import io.github.jgln.spi.ReplayMemory;
import java.util.Arrays;

/**
 * Learns rows, each followed by some of those before it, as {@link Replay} says: a backend is given both in one order, and never
 * knows which is which. One thread uses it at a time.
 */
final class Rehearsal {
    /** What the draws are for; part of their stream's seed. */
    private static final int PURPOSE = 3;

    private final Replay replay;
    private final long seed;
    private final Network network;
    private final RowPreparation preparation;
    private final RateSchedule schedule;
    private final int features;
    private final int outputs;
    /** New rows of a block, at most. */
    private final int capacity;

    private final float[] memory;
    private final int[] labels;

    private final float[] mixed;
    private final int[] mixedLabels;
    private final boolean[] again;
    private final float[][] mixedRates;
    private final float[] logits;
    private int count;

    /** @param blockRows that a backend is given at once, at most */
    Rehearsal(
            GLNConfig config,
            NetworkSpec spec,
            Network network,
            RowPreparation preparation,
            RateSchedule schedule,
            ReplayMemory known,
            int blockRows) {
        replay = config.replay();
        seed = config.seed();
        this.network = network;
        this.preparation = preparation;
        this.schedule = schedule;
        features = config.features();
        outputs = spec.outputs();
        memory = Arrays.copyOf(known.rows(), replay.memory() * features);
        labels = Arrays.copyOf(known.labels(), replay.memory());
        int together = 1 + replay.rows();
        capacity = Math.max(1, blockRows / together);
        mixed = new float[capacity * together * features];
        mixedLabels = new int[capacity * together];
        again = new boolean[capacity * together];
        mixedRates = new float[spec.layers().size()][capacity * together];
        logits = new float[capacity * together * outputs];
    }

    /** How many rows are remembered after so many. */
    static int held(Replay replay, long rowsLearned) {
        return replay.rows() == 0 ? 0 : (int) Math.min(replay.memory(), rowsLearned);
    }

    /** A copy of what is remembered after so many rows. */
    ReplayMemory memory(long rowsLearned) {
        int held = held(replay, rowsLearned);
        return new ReplayMemory(Arrays.copyOf(memory, held * features), Arrays.copyOf(labels, held));
    }

    /**
     * Learns rows in order, and after each what it brings back.
     *
     * @param rowsLearned before the first of them
     * @param before written from {@code to} on: the logits of the new rows from before their update
     */
    void learn(Rows rows, Targets.Classes classes, Rates rates, long rowsLearned, float[] before, int to) {
        for (int from = 0; from < rows.count(); from += capacity) {
            int block = Math.min(capacity, rows.count() - from);
            count = 0;
            for (int t = from; t < from + block; t++) {
                take(rows.values(), rows.offset(t), classes.get(t), rates, t, false);
                recall(rowsLearned + t, rates, t);
                remember(rowsLearned + t, rows, t, classes.get(t));
            }
            Targets.Classes targets = new Targets.Classes(mixedLabels);
            schedule.weigh(mixedRates, count, targets);
            Rows seen = preparation.seen(new Rows(mixed, features, 0, count), targets, again);
            network.learn(seen, preparation.base(seen, Rows.NONE), targets, new Rates(mixedRates, 0), logits, 0);
            for (int i = 0, at = to + from * outputs; i < count; i++) {
                if (!again[i]) {
                    System.arraycopy(logits, i * outputs, before, at, outputs);
                    at += outputs;
                }
            }
        }
    }

    private void recall(long index, Rates rates, int t) {
        int held = held(replay, index);
        if (held == 0) {
            return;
        }
        StateRandom random = new StateRandom(seed, PURPOSE, index);
        for (int i = 0; i < replay.rows(); i++) {
            int at = random.nextInt(held);
            take(memory, at * features, labels[at], rates, t, true);
        }
    }

    private void take(float[] values, int offset, int label, Rates rates, int t, boolean known) {
        System.arraycopy(values, offset, mixed, count * features, features);
        mixedLabels[count] = label;
        again[count] = known;
        for (int i = 0; i < mixedRates.length; i++) {
            float rate = rates.ofLayer()[i][rates.from() + t];
            boolean output = i == mixedRates.length - 1;
            // As in RateSchedule, a product beyond floats is their largest: a step is finite then, and clipped.
            float repeated = output ? 0 : (float) Math.min(Float.MAX_VALUE, replay.rate() * rate);
            mixedRates[i][count] = known ? repeated : rate;
        }
        count++;
    }

    private void remember(long index, Rows rows, int t, int label) {
        int at = (int) (index % replay.memory());
        System.arraycopy(rows.values(), rows.offset(t), memory, at * features, features);
        labels[at] = label;
    }
}
