package io.github.jgln.bench.sampling;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Repeats measurements as often as wanted, or as long as the time for it lasts. */
public final class Sampler {
    private static final double NANOS = 1e9;

    /** Of the time for samples, this part at least is spent on warming up before. */
    private static final double WARM_UP = 0.2;

    /** A round that takes less than this part of the one before is a sign of code being compiled. */
    private static final double FASTER = 0.8;

    private final int samples;
    private final double seconds;

    /**
     * @param samples at most
     * @param seconds after which no further round begins
     */
    public Sampler(int samples, double seconds) {
        this.samples = samples;
        this.seconds = seconds;
    }

    /** Repeats one measurement. */
    public Spread spread(DoubleSupplier measurement) {
        return Spread.of(rounds(measurement)[0]);
    }

    /**
     * Measures in turns, so that what disturbs the machine for a while disturbs all alike. The first rounds only warm up: one
     * at least, and more while they still get faster, as long as that takes no more than twice the time for the samples.
     *
     * @return {@code [measurement][round]}
     */
    public double[][] rounds(DoubleSupplier... measurements) {
        double[][] results = new double[measurements.length][samples];
        warmUp(measurements, results);
        long start = System.nanoTime();
        int round = 0;
        do {
            measure(measurements, results, round++);
        } while (round < samples && elapsed(start) < seconds);
        for (int i = 0; i < results.length; i++) {
            results[i] = Arrays.copyOf(results[i], round);
        }
        return results;
    }

    private void warmUp(DoubleSupplier[] measurements, double[][] results) {
        long start = System.nanoTime();
        double before;
        double last = Double.MAX_VALUE;
        do {
            before = last;
            long round = System.nanoTime();
            measure(measurements, results, 0);
            last = elapsed(round);
        } while (elapsed(start) < 2 * seconds && (elapsed(start) < WARM_UP * seconds || last < FASTER * before));
    }

    private static void measure(DoubleSupplier[] measurements, double[][] results, int round) {
        for (int i = 0; i < measurements.length; i++) {
            results[i][round] = measurements[i].getAsDouble();
        }
    }

    private static double elapsed(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
