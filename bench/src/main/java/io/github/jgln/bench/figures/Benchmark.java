package io.github.jgln.bench.figures;

import io.github.jgln.GLN;
import io.github.jgln.bench.ceilings.CeilingKernels;
import io.github.jgln.bench.ceilings.Ceilings;
import io.github.jgln.bench.rows.SyntheticRows;
import io.github.jgln.bench.sampling.Sampler;
import io.github.jgln.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures a backend's essentials beside the machine's own ceilings, all in one run: machines differ and drift, so only
 * shares of what the same cores did in the same minute say how good an engine is.
 */
public final class Benchmark {
    private static final double NANOS = 1e9;

    private final BackendUnderMeasurement backend;
    private final Effort effort;
    private final boolean quick;

    private Benchmark(BackendUnderMeasurement backend, Effort effort, boolean quick) {
        this.backend = backend;
        this.effort = effort;
        this.quick = quick;
    }

    /**
     * Of a backend.
     *
     * @param backend its name or {@code auto}
     * @param options of the backend
     * @param quick fewer repetitions and sizes
     * @throws IllegalArgumentException for an option or value the backend does not know
     * @throws io.github.jgln.BackendUnavailableException when it is not to be had
     */
    public static Benchmark of(String backend, Map<String, String> options, boolean quick) {
        return of(backend, options, quick ? Effort.quick() : Effort.full(), quick);
    }

    static Benchmark of(String backend, Map<String, String> options, Effort effort, boolean quick) {
        return new Benchmark(BackendUnderMeasurement.of(backend, options), effort, quick);
    }

    /**
     * Measures; a minute or two on two cores.
     *
     * @param progress told of each step when it begins
     */
    public BenchReport run(Consumer<String> progress) {
        long start = System.nanoTime();
        progress.accept("backend: " + backend.name() + " on " + backend.device());
        progress.accept("measuring this machine");
        CeilingKernels kernels = CeilingKernels.best();
        Ceilings ceilings = new Ceilings(kernels, TimeUnit.MILLISECONDS.toNanos(effort.ceilingMillis()));
        ceilings.warmUp(effort.warmUpSeconds());
        List<Figure> limits = limits(ceilings);

        progress.accept("making rows");
        Dataset data = SyntheticRows.of(rowsAtHand(), Shapes.FEATURES, Shapes.CLASSES);
        progress.accept("warming up");
        NetworkWarmUp warmUp = new NetworkWarmUp(effort.warmUpSeconds());
        try (GLN gln = backend.network(Shapes.standard())) {
            warmUp.run(gln, data);
        }
        EngineFigures engine = new EngineFigures(backend, effort, ceilings, data);
        List<Figure> figures = new ArrayList<>();
        progress.accept("gating");
        engine.gating().ifPresent(figures::add);
        progress.accept("online steps");
        engine.wideStep().ifPresent(figures::add);
        engine.narrowStep().ifPresent(figures::add);
        progress.accept("a whole epoch");
        figures.add(engine.epoch());
        progress.accept("predictions");
        figures.addAll(engine.predictions());

        Growth growth = new Growth(backend, effort, warmUp, data);
        progress.accept("more threads");
        List<BenchReport.ThreadStep> threads = growth.threads();
        progress.accept("more neurons");
        List<BenchReport.NeuronStep> neurons = growth.neurons(progress);
        progress.accept("more rows");
        List<BenchReport.RowStep> rows = growth.rows(progress);
        progress.accept("Gaussian neurons");
        figures.addAll(new GaussianFigures(backend, effort).all());
        // This comes last, because calls that have seen both twins are compiled to slower code.
        progress.accept("without vectors");
        List<BenchReport.Twin> twins = growth.twins();

        return new BenchReport(
                backend.name(),
                backend.device(),
                backend.threads(),
                System.getProperty("java.version"),
                quick,
                (System.nanoTime() - start) / NANOS,
                limits,
                figures,
                threads,
                twins,
                neurons,
                rows);
    }

    private List<Figure> limits(Ceilings ceilings) {
        Sampler sampler = new Sampler(effort.samples(), effort.seconds());
        int all = backend.threads();
        String threads = all == 1 ? "1 thread" : all + " threads";
        List<Figure> limits = new ArrayList<>();
        limits.add(new Figure(
                Ceilings.FMA_CORE, "FMA peak, 1 core", "GMAC/s", sampler.spread(() -> ceilings.multiplyAdds(1)), null));
        limits.add(new Figure(
                Ceilings.FMA_ALL,
                "FMA peak, " + threads,
                "GMAC/s",
                sampler.spread(() -> ceilings.multiplyAdds(all)),
                null));
        limits.add(new Figure(Ceilings.L2_CORE, "L2 read, 1 core", "GB/s", sampler.spread(() -> ceilings.l2(1)), null));
        limits.add(new Figure(
                Ceilings.L2_ALL, "L2 read, " + threads, "GB/s", sampler.spread(() -> ceilings.l2(all)), null));
        float[] values = Ceilings.memoryArray(all);
        limits.add(new Figure(
                Ceilings.MEMORY_CORE,
                "memory read, 1 core",
                "GB/s",
                sampler.spread(() -> ceilings.memory(1, values)),
                null));
        limits.add(new Figure(
                Ceilings.MEMORY_ALL,
                "memory read, " + threads,
                "GB/s",
                sampler.spread(() -> ceilings.memory(all, values)),
                null));
        return limits;
    }

    /** How many rows to make: as many as are wanted, if the heap has room for them beside networks and copies. */
    private int rowsAtHand() {
        long room = Runtime.getRuntime().maxMemory() / 4 / ((long) Float.BYTES * Shapes.FEATURES);
        int least =
                effort.predictions().stream().mapToInt(Integer::intValue).max().orElse(1);
        return (int) Math.min(effort.rowsNeeded(), Math.max(room, least));
    }
}
