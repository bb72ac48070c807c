package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.LabelledRows;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.figures.BenchReport.RowStep;
import io.github.jgln.bench.figures.BenchReport.ThreadStep;
import io.github.jgln.bench.figures.BenchReport.Twin;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.bench.sampling.Sampler;
import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.data.Dataset;
import io.github.jgln.evaluation.Prequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** How the cost of learning grows: with threads, without vectors, with neurons, with rows. */
public final class Growth {
    private static final double NANOS_A_MICRO = 1e3;
    private static final double MICROS_A_MILLI = 1e3;
    private static final double MILLIS_A_SECOND = 1e3;

    /** A large network is drawn once and uploaded once. */
    private static final int COPIES = 2;

    /** The next size may take twice the time; a warming round and some more should fit. */
    private static final int ROUNDS = 8;

    private static final int FEW_ROWS = 256;

    /** More rows than one call gets through in so many times the time for a figure are left out. */
    private static final int PATIENCE = 3;

    /** The serial collector leaves some garbage where it lies, but not when it collects for the fourth time. */
    private static final int COLLECTIONS = 4;

    private final BackendUnderMeasurement backend;
    private final Effort effort;
    private final NetworkWarmUp warmUp;
    private final Dataset data;
    private final Sampler sampler;

    Growth(BackendUnderMeasurement backend, Effort effort, NetworkWarmUp warmUp, Dataset data) {
        this.backend = backend;
        this.effort = effort;
        this.warmUp = warmUp;
        this.data = data;
        this.sampler = new Sampler(effort.samples(), effort.seconds());
    }

    /** What learning a row costs with 1, 2, 4, … and all threads; empty where there is but one. */
    List<ThreadStep> threads() {
        if (!backend.onProcessor() || backend.threads() == 1) {
            return List.of();
        }
        int[] threads = IntStream.concat(
                        IntStream.iterate(1, n -> n < backend.threads(), n -> 2 * n), IntStream.of(backend.threads()))
                .toArray();
        double[][] micros = inTurns(
                BackendUnderMeasurement.THREADS,
                Arrays.stream(threads).mapToObj(String::valueOf).toList(),
                Math.min(data.rowCount(), effort.blockRows()));
        List<ThreadStep> steps = new ArrayList<>();
        for (int i = 0; i < threads.length; i++) {
            steps.add(new ThreadStep(threads[i], Spread.of(micros[i]), Spread.ofRatios(micros[0], micros[i])));
        }
        return steps;
    }

    /** What learning a row costs with vectors and without; empty where there is no choice. */
    List<Twin> twins() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!backend.hasTwins() || !vectors) {
            return List.of();
        }
        List<String> simd = List.of("vector", "plain");
        try (GLN plain = backend.network(Shapes.standard(), Map.of(BackendUnderMeasurement.SIMD, "plain"))) {
            warmUp.run(plain, data);
        }
        // The rows are few, since the plain twin takes several times as long.
        double[][] micros =
                inTurns(BackendUnderMeasurement.SIMD, simd, Math.min(data.rowCount(), effort.blockRows() / 4));
        List<Twin> twins = new ArrayList<>();
        for (int i = 0; i < simd.size(); i++) {
            twins.add(new Twin(simd.get(i), Spread.of(micros[i]), Spread.ofRatios(micros[i], micros[0])));
        }
        return twins;
    }

    /** Learns the same rows with each value of an option, in turns, and returns {@code [value][round]} µs per row. */
    private double[][] inTurns(String option, List<String> values, int rowCount) {
        List<GLN> networks = new ArrayList<>();
        try {
            for (String value : values) {
                networks.add(backend.network(Shapes.standard(), Map.of(option, value)));
            }
            return sampler.rounds(
                    networks.stream().map(gln -> microsPerRow(gln, rowCount)).toArray(DoubleSupplier[]::new));
        } finally {
            networks.forEach(GLN::close);
        }
    }

    /**
     * What learning a row costs a backend with one hidden layer of more and more neurons, as far as memory goes.
     *
     * @param sizes of that layer, in rising order
     * @param notes told of what is left out
     */
    public static List<NeuronStep> ofNeurons(
            BackendUnderMeasurement backend, List<Integer> sizes, Consumer<String> notes) {
        Dataset rows = SyntheticRows.of(Effort.NEURON_ROWS, Shapes.FEATURES, Shapes.CLASSES);
        return new Growth(backend, Effort.neurons(sizes), new NetworkWarmUp(0), rows).neurons(notes);
    }

    /** What one hidden layer of more and more neurons costs, as far as memory goes; with fewer rows where they are slow. */
    List<NeuronStep> neurons(Consumer<String> progress) {
        List<NeuronStep> steps = new ArrayList<>();
        int rowCount = Math.min(data.rowCount(), effort.blockRows() / 4);
        for (int neurons : effort.neurons()) {
            GLNConfig config = Shapes.oneHidden(neurons);
            if (COPIES * Shapes.bytes(config) > Runtime.getRuntime().maxMemory() / 2) {
                progress.accept(
                        "left out " + neurons + " neurons and more: the Java heap is too small; -Xmx sets its size");
                break;
            }
            try (GLN gln = backend.network(config)) {
                Spread micros = sampler.spread(microsPerRow(gln, rowCount));
                steps.add(new NeuronStep(neurons, micros));
                double affordable = effort.seconds() * MILLIS_A_SECOND * MICROS_A_MILLI / micros.median() / ROUNDS;
                rowCount = (int) Math.max(Math.min(FEW_ROWS, rowCount), Math.min(rowCount, affordable));
            }
        }
        return steps;
    }

    private DoubleSupplier microsPerRow(GLN gln, int rowCount) {
        LabelledRows rows = data.limit(rowCount).labelled();
        return () -> {
            long start = System.nanoTime();
            gln.learn(rows.rows(), rows.targets());
            return (System.nanoTime() - start) / NANOS_A_MICRO / rowCount;
        };
    }

    /** What more and more rows take, as far as time goes: the time of one call, and the heap of a stream. */
    List<RowStep> rows(Consumer<String> progress) {
        List<RowStep> steps = new ArrayList<>();
        double millisPerRow = 0;
        for (int rowCount : effort.rowCounts()) {
            int count = Math.min(rowCount, data.rowCount());
            if (millisPerRow * count > PATIENCE * effort.seconds() * MILLIS_A_SECOND) {
                progress.accept("left out " + count + " rows and more: they would take too long");
                break;
            }
            RowStep step = new RowStep(count, millis(count), streamHeap(count));
            steps.add(step);
            millisPerRow = step.millis().median() / count;
        }
        return steps;
    }

    private Spread millis(int rowCount) {
        try (GLN gln = backend.network(Shapes.standard())) {
            return sampler.spread(microsPerRow(gln, rowCount)).times(rowCount / MICROS_A_MILLI);
        }
    }

    /** The heap is read when the last block has been learnt and its predictions are still in use. */
    private long streamHeap(int rowCount) {
        long before = heapAfterCollection();
        try (GLN gln = backend.network(Shapes.standard())) {
            long[] heap = new long[1];
            new Prequential(gln)
                    .listener(block -> {
                        if (block.score().rows() == rowCount) {
                            heap[0] = heapAfterCollection();
                        }
                    })
                    .learn(data.limit(rowCount).labelled());
            return heap[0] - before - Float.BYTES * gln.parameters();
        }
    }

    private static long heapAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
