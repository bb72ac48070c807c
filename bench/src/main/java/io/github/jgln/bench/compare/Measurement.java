package io.github.jgln.bench.compare;

import io.github.jgln.GLN;
import io.github.jgln.OnlineLearner;
import io.github.jgln.bench.ceilings.CeilingKernels;
import io.github.jgln.bench.ceilings.Ceilings;
import io.github.jgln.bench.compare.CompareReport.Energy;
import io.github.jgln.bench.compare.CompareReport.Measured;
import io.github.jgln.bench.compare.CompareReport.Result;
import io.github.jgln.bench.figures.BenchReport.NeuronStep;
import io.github.jgln.bench.figures.Growth;
import io.github.jgln.bench.files.DataFile;
import io.github.jgln.bench.host.EnergyMeter;
import io.github.jgln.bench.host.Host;
import io.github.jgln.bench.process.WorkerProgress;
import io.github.jgln.bench.sampling.Spread;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Curve;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
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

    /** The part of the time for warming up that the ceiling gets, whose loop is small. */
    private static final double CEILING_WARM_UP = 0.25;

    private static final int CEILING_MILLIS = 60;
    private static final int FEWEST_CEILING_SAMPLES = 3;
    private static final int MOST_CEILING_SAMPLES = 30;

    /** No further run begins after so long: a slow contender has fewer. */
    private static final double PATIENCE_SECONDS = 150;

    private static final String CUDA = "cuda";

    private final ContenderTask task;
    private final Contender contender;
    private final WorkerProgress progress;

    Measurement(ContenderTask task, Contender contender, WorkerProgress progress) {
        this.task = task;
        this.contender = contender;
        this.progress = progress;
    }

    Result run() throws IOException {
        progress.at("reading the data", 0, 1);
        Split data = DataFile.read(Path.of(task.data()));
        progress.at("warming up", 0, 1);
        Ceilings ceilings = contender.onProcessor() ? ceilings() : null;
        warmUp(new Split(data.train().limit(WARM_UP_ROWS), data.test()));
        Optional<EnergyMeter> meter = EnergyMeter.find(CUDA.equals(task.backend()));

        List<Run> runs = new ArrayList<>();
        long start = System.nanoTime();
        do {
            runs.add(run(data, runs.size() + 1, ceilings, meter));
        } while (runs.size() < task.runs() && (System.nanoTime() - start) / NANOS < PATIENCE_SECONDS);
        // It is read before what comes below takes memory of its own.
        Long peakBytes = Host.peakBytes();
        List<NeuronStep> neurons = List.of();
        if (contender instanceof BackendContender own) {
            progress.at("more neurons", 0, 1);
            neurons = Growth.ofNeurons(own.backend(), task.neurons(), note -> progress.at(note, 0, 1));
        }
        return new Result(
                contender.name(),
                contender.device(),
                contender.method(),
                null,
                measured(data, runs, peakBytes, meter, neurons),
                null);
    }

    private Ceilings ceilings() {
        Ceilings ceilings = new Ceilings(CeilingKernels.best(), TimeUnit.MILLISECONDS.toNanos(CEILING_MILLIS));
        ceilings.warmUp(CEILING_WARM_UP * task.warmUpSeconds());
        // On a busy machine the compiler may not have come to it yet; then one sample is many times the one before.
        double before;
        double last = peak(ceilings);
        int samples = 0;
        do {
            before = last;
            last = peak(ceilings);
        } while (++samples < MOST_CEILING_SAMPLES && (samples < FEWEST_CEILING_SAMPLES || last > 2 * before));
        return ceilings;
    }

    private void warmUp(Split some) {
        long start = System.nanoTime();
        do {
            try (OnlineLearner learner = contender.prepare(some.train(), task.seed())) {
                pass(learner).learn(some.train().labelled());
                Score.of(learner, some.test().labelled());
            }
        } while ((System.nanoTime() - start) / NANOS < task.warmUpSeconds());
    }

    private Prequential pass(OnlineLearner learner) {
        return new Prequential(learner).every(contender.markRows());
    }

    /**
     * @param seconds of learning, with its own predictions
     * @param peak of the machine beside it, in GMAC/s; NaN where it was not measured
     * @param joules NaN where nothing tells
     * @param modelBytes null where nobody tells
     */
    private record Run(double seconds, Curve curve, double testAccuracy, double peak, double joules, Long modelBytes) {}

    private Run run(Split data, int number, Ceilings ceilings, Optional<EnergyMeter> meter) throws IOException {
        String what = "run " + number + " of " + task.runs();
        Dataset train = data.train();
        progress.at(what, 0, train.rowCount());
        try (OnlineLearner learner = contender.prepare(train, task.seed())) {
            Curve curve = new Curve();
            Prequential pass = pass(learner)
                    .curve(curve)
                    .listener(block -> progress.at(what, (int) block.score().rows(), train.rowCount()));
            // What preparing left behind is not the pass's to collect.
            System.gc();
            double before = peak(ceilings);
            double joules = meter.isPresent() ? joules(meter.get(), pass, train) : learn(pass, train);
            double after = peak(ceilings);
            if (learner.rowsLearned() != train.rowCount()) {
                throw new IllegalStateException("expected a contender to learn each of " + train.rowCount()
                        + " rows once, got " + learner.rowsLearned());
            }
            return new Run(
                    pass.seconds(),
                    curve,
                    Score.of(learner, data.test().labelled()).accuracy(),
                    (before + after) / 2,
                    joules,
                    learner instanceof GLN gln ? gln.memoryBytes() : null);
        }
    }

    private static double learn(Prequential pass, Dataset train) {
        pass.learn(train.labelled());
        return Double.NaN;
    }

    private static double joules(EnergyMeter meter, Prequential pass, Dataset train) throws IOException {
        try (EnergyMeter.Reading reading = meter.start()) {
            learn(pass, train);
            return reading.getAsDouble();
        }
    }

    private static double peak(Ceilings ceilings) {
        return ceilings == null
                ? Double.NaN
                : ceilings.multiplyAdds(Runtime.getRuntime().availableProcessors());
    }

    private Measured measured(
            Split data, List<Run> runs, Long peakBytes, Optional<EnergyMeter> meter, List<NeuronStep> neurons) {
        int rowCount = data.train().rowCount();
        double[] seconds = runs.stream().mapToDouble(Run::seconds).toArray();
        double[] peaks = runs.stream().mapToDouble(Run::peak).toArray();
        double[] joules =
                runs.stream().mapToDouble(Run::joules).filter(Double::isFinite).toArray();
        double multiplyAdds = contender.multiplyAddsPerRow(data.train());
        double[] rates = IntStream.range(0, seconds.length)
                .mapToDouble(i -> multiplyAdds * rowCount / seconds[i] / NANOS)
                .toArray();
        boolean bounded = contender.onProcessor();
        Spread trainSeconds = Spread.of(seconds);
        Run middle = runs.stream()
                .sorted(Comparator.comparingDouble(Run::seconds))
                .toList()
                .get((runs.size() - 1) / 2);
        return new Measured(
                middle.testAccuracy(),
                middle.curve().score().accuracy(),
                trainSeconds,
                runs.stream().map(Run::seconds).toList(),
                rowCount / trainSeconds.median(),
                multiplyAdds,
                bounded ? Spread.of(peaks) : null,
                bounded ? Spread.ofRatios(rates, peaks) : null,
                peakBytes,
                ((long) Float.BYTES * data.train().features() + Integer.BYTES)
                        * (rowCount + data.test().rowCount()),
                middle.modelBytes(),
                joules.length == 0
                        ? null
                        : new Energy(Spread.of(joules), meter.orElseThrow().source()),
                middle.curve().window(),
                middle.curve().windows(),
                middle.curve().marks(),
                neurons);
    }
}
