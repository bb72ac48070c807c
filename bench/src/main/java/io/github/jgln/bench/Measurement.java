package io.github.jgln.bench;

import io.github.jgln.bench.BenchReport.NeuronStep;
import io.github.jgln.bench.CompareReport.Energy;
import io.github.jgln.bench.CompareReport.Measured;
import io.github.jgln.bench.CompareReport.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures one contender: warms up on a throw-away model, then learns all rows with a new model as often as wanted, beside
 * the machine's own peak each time.
 */
final class Measurement {
    private static final double NANOS = 1e9;
    private static final int WARM_UP_ROWS = 1000;

    /** The ceiling's loop is small. */
    private static final double CEILING_WARM_UP = 0.25;

    private static final int CEILING_MILLIS = 60;

    /** No further run begins after so long: a slow contender has fewer. */
    private static final double PATIENCE_SECONDS = 150;

    private static final String CUDA = "cuda";

    private final ContenderTask task;
    private final Contender contender;
    private final Progress progress;

    Measurement(ContenderTask task, Contender contender, Progress progress) {
        this.task = task;
        this.contender = contender;
        this.progress = progress;
    }

    /** Is told how far it is. */
    @FunctionalInterface
    interface Progress {
        void at(String what, int done, int total);
    }

    Result run() throws IOException {
        progress.at("reading the data", 0, 1);
        CompareData data = DataFile.read(Path.of(task.data()));
        progress.at("warming up", 0, 1);
        Ceilings ceilings = contender.onProcessor() ? ceilings() : null;
        warmUp(data.first(WARM_UP_ROWS));
        Optional<EnergyMeter> meter = EnergyMeter.find(CUDA.equals(task.backend()));

        List<Run> runs = new ArrayList<>();
        long start = System.nanoTime();
        do {
            runs.add(run(data, runs.size() + 1, ceilings, meter));
        } while (runs.size() < task.runs() && (System.nanoTime() - start) / NANOS < PATIENCE_SECONDS);
        // Before what comes below takes memory of its own.
        Long peakBytes = Host.peakBytes();
        List<NeuronStep> neurons = contender instanceof BackendContender backend ? neurons(backend) : List.of();
        return new Result(
                contender.name(),
                contender.device(),
                contender.method(),
                null,
                measured(data, runs, peakBytes, meter, neurons),
                null);
    }

    private Ceilings ceilings() {
        CeilingKernels kernels = CeilingKernels.best();
        new WarmUp(CEILING_WARM_UP * task.warmUpSeconds()).ceilings(kernels);
        return new Ceilings(kernels, TimeUnit.MILLISECONDS.toNanos(CEILING_MILLIS));
    }

    private void warmUp(CompareData some) throws IOException {
        long start = System.nanoTime();
        do {
            try (Learner learner = contender.prepare(some, task.seed())) {
                learner.learn(Course.over(some.rowCount()));
                learner.correctTestRows();
            }
        } while ((System.nanoTime() - start) / NANOS < task.warmUpSeconds());
    }

    /**
     * @param peak of the machine beside it, in GMAC/s; NaN where it was not measured
     * @param joules NaN where nothing tells
     */
    private record Run(Course course, double testAccuracy, double peak, double joules, long modelBytes) {}

    private Run run(CompareData data, int number, Ceilings ceilings, Optional<EnergyMeter> meter) throws IOException {
        String what = "run " + number + " of " + task.runs();
        progress.at(what, 0, data.rowCount());
        try (Learner learner = contender.prepare(data, task.seed())) {
            Course course = new Course(data.rowCount(), done -> progress.at(what, done, data.rowCount()));
            // What preparing left behind is not the pass's to collect.
            System.gc();
            double before = peak(ceilings);
            double joules = meter.isPresent() ? joules(meter.get(), learner, course) : learn(learner, course);
            double after = peak(ceilings);
            double testAccuracy = (double) learner.correctTestRows() / data.testCount();
            return new Run(course, testAccuracy, (before + after) / 2, joules, learner.memoryBytes());
        }
    }

    private static double learn(Learner learner, Course course) throws IOException {
        course.begin();
        learner.learn(course);
        course.end();
        return Double.NaN;
    }

    private static double joules(EnergyMeter meter, Learner learner, Course course) throws IOException {
        try (EnergyMeter.Reading reading = meter.start()) {
            learn(learner, course);
            return reading.getAsDouble();
        }
    }

    private static double peak(Ceilings ceilings) {
        return ceilings == null
                ? Double.NaN
                : ceilings.multiplyAdds(Runtime.getRuntime().availableProcessors());
    }

    private List<NeuronStep> neurons(BackendContender backend) {
        progress.at("more neurons", 0, 1);
        SyntheticRows rows = new SyntheticRows(Effort.NEURON_ROWS, Shapes.FEATURES, Shapes.CLASSES);
        Effort effort = Effort.neurons(task.neurons());
        return new Growth(backend.subject(), effort, new WarmUp(0), rows).neurons(note -> progress.at(note, 0, 1));
    }

    private Measured measured(
            CompareData data, List<Run> runs, Long peakBytes, Optional<EnergyMeter> meter, List<NeuronStep> neurons) {
        double[] seconds =
                runs.stream().mapToDouble(run -> run.course().seconds()).toArray();
        double[] peaks = runs.stream().mapToDouble(Run::peak).toArray();
        double[] joules =
                runs.stream().mapToDouble(Run::joules).filter(Double::isFinite).toArray();
        double multiplyAdds = contender.multiplyAddsPerRow(data);
        double[] rates = IntStream.range(0, seconds.length)
                .mapToDouble(i -> multiplyAdds * data.rowCount() / seconds[i] / NANOS)
                .toArray();
        boolean bounded = contender.onProcessor();
        Spread trainSeconds = Spread.of(seconds);
        Run middle = runs.stream()
                .sorted(Comparator.comparingDouble(run -> run.course().seconds()))
                .toList()
                .get((runs.size() - 1) / 2);
        return new Measured(
                middle.testAccuracy(),
                middle.course().accuracy(),
                trainSeconds,
                runs.stream().map(run -> run.course().seconds()).toList(),
                data.rowCount() / trainSeconds.median(),
                multiplyAdds,
                bounded ? Spread.of(peaks) : null,
                bounded ? Spread.ofRatios(rates, peaks) : null,
                peakBytes,
                (long) Float.BYTES * (data.rows().length + data.testRows().length)
                        + (long) Integer.BYTES * (data.rowCount() + data.testCount()),
                middle.modelBytes() < 0 ? null : middle.modelBytes(),
                joules.length == 0
                        ? null
                        : new Energy(Spread.of(joules), meter.orElseThrow().source()),
                middle.course().window(),
                middle.course().windows(),
                middle.course().marks(),
                neurons);
    }
}
