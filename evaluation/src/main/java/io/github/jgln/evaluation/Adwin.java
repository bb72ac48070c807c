package io.github.jgln.evaluation;

import java.util.Optional;

/**
 * Tells when the mean of a stream of losses has changed: ADWIN2 of Bifet and Gavaldà, "Learning from time-changing data with
 * adaptive windowing", 2007. It keeps a window W of the last n losses and forgets the oldest as long as W falls into an older
 * part of {@code n_0} losses and a newer of {@code n_1} whose means differ by more than
 *
 * <pre>{@code
 * ε_cut = sqrt(2/m · σ²_W · ln(2/δ')) + 2/(3m) · ln(2/δ')      with 1/m = 1/n_0 + 1/n_1 and δ' = δ / ln n
 * }</pre>
 *
 * which is the bound by variance that the paper gives for use in practice, after its Hoeffding bound; δ' is for the about ln n
 * parts that are looked at. The window is an exponential histogram: buckets of 1, 2, 4 … losses, at most M = 5 of a size, of
 * which the two oldest become one of the next size when there is a sixth. So n losses take {@code O(log n)} memory, and parts
 * are of whole buckets. Parts are looked at every {@value #EVERY} losses, so a change is noticed up to that much later than it
 * could be, and a loss costs {@code O(1)}, and {@code O(log n)} when they are.
 */
public final class Adwin {
    /** δ as MOA and river have it by default. */
    public static final double DELTA = 0.002;

    /** M. */
    private static final int BUCKETS = 5;

    private static final int EVERY = 32;

    /** Buckets of up to 2^62 losses. */
    private static final int SIZES = 63;

    private final double delta;

    // By size and then by age, the oldest first: the sum of a bucket's losses and that of their squares.
    private final double[][] sums = new double[SIZES][BUCKETS + 1];
    private final double[][] squares = new double[SIZES][BUCKETS + 1];
    private final int[] buckets = new int[SIZES];
    private int sizes;
    private long rows;
    private long width;

    /**
     * Of no losses yet.
     *
     * @param delta δ, above 0 and below 1: about how probable it is that a change is told of where there is none, at each look
     * @throws IllegalArgumentException for another
     */
    public Adwin(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta: expected a number above 0 and below 1, got " + delta);
        }
        this.delta = delta;
    }

    /**
     * The next loss.
     *
     * @param loss from 0 to 1, as the bound is of such: 1 for a row that was classed wrong, else 0
     * @return that the mean has changed
     * @throws IllegalArgumentException for another; then it is not counted
     */
    public Optional<Drift> row(double loss) {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss: expected a number from 0 to 1, got " + loss);
        }
        rows++;
        width++;
        push(0, loss, loss * loss);
        for (int s = 0; buckets[s] > BUCKETS; s++) {
            push(s + 1, sums[s][0] + sums[s][1], squares[s][0] + squares[s][1]);
            remove(s, 2);
        }
        return rows % EVERY == 0 ? forget() : Optional.empty();
    }

    private void push(int size, double sum, double square) {
        sizes = Math.max(sizes, size + 1);
        sums[size][buckets[size]] = sum;
        squares[size][buckets[size]] = square;
        buckets[size]++;
    }

    private void remove(int size, int oldest) {
        buckets[size] -= oldest;
        System.arraycopy(sums[size], oldest, sums[size], 0, buckets[size]);
        System.arraycopy(squares[size], oldest, squares[size], 0, buckets[size]);
    }

    private Optional<Drift> forget() {
        Split first = split();
        for (Split split = first; split != null; split = split()) {
            int oldest = sizes - 1;
            width -= 1L << oldest;
            remove(oldest, 1);
            while (buckets[sizes - 1] == 0) {
                sizes--;
            }
        }
        return first == null ? Optional.empty() : Optional.of(new Drift(rows, first.older(), first.newer()));
    }

    /** Means of two parts of the window, and by how much more than {@code ε_cut} they differ. */
    private record Split(double older, double newer, double excess) {}

    /** The two parts of the window that differ by most; null where none differ by enough. */
    private Split split() {
        double sum = total(sums);
        double mean = sum / width;
        double variance = Math.max(0, total(squares) / width - mean * mean);
        double confidence = Math.log(2 * Math.log(width) / delta);
        Split most = null;
        double older = 0;
        long n0 = 0;
        for (int s = sizes - 1; s >= 0; s--) {
            for (int b = 0; b < buckets[s]; b++) {
                older += sums[s][b];
                n0 += 1L << s;
                long n1 = width - n0;
                if (n1 > 0) {
                    double perM = 1.0 / n0 + 1.0 / n1;
                    double cut = Math.sqrt(2 * perM * variance * confidence) + 2.0 / 3 * perM * confidence;
                    double newer = (sum - older) / n1;
                    double excess = Math.abs(older / n0 - newer) - cut;
                    if (excess > (most == null ? 0 : most.excess())) {
                        most = new Split(older / n0, newer, excess);
                    }
                }
            }
        }
        return most;
    }

    private double total(double[][] of) {
        // Anew each time, as what is added up and taken away for long is no longer exact.
        double total = 0;
        for (int s = 0; s < sizes; s++) {
            for (int b = 0; b < buckets[s]; b++) {
                total += of[s][b];
            }
        }
        return total;
    }

    /** n: how many losses there have been since the mean is as it is. */
    public long width() {
        return width;
    }

    /** Of the losses of the window; NaN without any. */
    public double mean() {
        return total(sums) / width;
    }
}
