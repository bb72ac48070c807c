package io.github.jgln;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Predicts rows whose labels come later, or never, and learns each when its label is there: whether a loan was paid back, or a
 * click followed. A row is held, as it was when it was predicted, until then. Labels may come in any order; rows are learnt in
 * the order of their labels.
 *
 * <p>What waits is not part of the model or its file. One thread uses it at a time, and the learner through it.
 *
 * @param <K> what rows are known by, such as the number of a request; with {@code equals} and {@code hashCode}
 */
public final class LateLabels<K> {
    private final OnlineLearner learner;
    private final int capacity;
    private final float[] logits;
    private final int[] label = new int[1];
    private final Targets target = new Targets.Classes(label);
    private final Map<K, Rows> waiting = new LinkedHashMap<>();
    private long forgotten;

    /**
     * Nothing waits yet.
     *
     * @param learner of classes
     * @param capacity rows that wait at most; when one more comes the oldest is forgotten
     * @throws IllegalArgumentException for a learner of numbers, or a capacity below 1
     */
    public LateLabels(OnlineLearner learner, int capacity) {
        if (!(learner.task() instanceof Task.Classification)) {
            throw new IllegalArgumentException("expected a learner of classes, got one of " + learner.task());
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: expected at least 1 row, got " + capacity);
        }
        this.learner = learner;
        this.capacity = capacity;
        this.logits = new float[learner.outputs()];
    }

    /**
     * Predicts a row and holds it until its label comes. A row that waits under the same key is forgotten.
     *
     * @param row {@code [N]}; copied
     * @throws IllegalArgumentException for a wrong length or a number that cannot be; nothing is held then
     */
    public Predictions predict(K key, float[] row) {
        Objects.requireNonNull(key, "key");
        Rows held = Rows.of(row.clone(), learner.features());
        if (held.count() != 1) {
            throw new IllegalArgumentException("row: expected " + learner.features() + " numbers, got " + row.length);
        }
        float[] out = new float[logits.length];
        learner.predict(held, out);
        if (waiting.remove(key) != null) {
            forgotten++;
        } else if (waiting.size() == capacity) {
            Iterator<K> oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
        waiting.put(key, held);
        return new Predictions(1, logits.length, learner.coupling(), out);
    }

    /**
     * Learns the row that waits under a key, which is then forgotten.
     *
     * @return whether one did
     * @throws IllegalArgumentException for a label that cannot be; the row waits on
     */
    public boolean learn(K key, int rowLabel) {
        Rows held = waiting.get(key);
        if (held == null) {
            return false;
        }
        label[0] = rowLabel;
        learner.learn(held, target, logits);
        waiting.remove(key);
        return true;
    }

    /** Rows whose labels have not come yet. */
    public int waiting() {
        return waiting.size();
    }

    /** Rows that were forgotten before their labels came, as others took their place or their key. */
    public long forgotten() {
        return forgotten;
    }
}
