package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Contributions;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Halfspaces;
import io.github.jgln.LearningInterruptedException;
import io.github.jgln.LearningRate;
import io.github.jgln.Predictions;
import io.github.jgln.SavedModel;
import io.github.jgln.SideInformation;
import io.github.jgln.Snapshot;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.tck.Models.Labelled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Models that outlive their process, or are shared by threads. */
public abstract class SavingContract extends Contract {
    @TempDir
    Path folder;

    private Path file;

    /** The contract for this backend; every test opens it anew. */
    protected SavingContract(BackendUnderTest backend) {
        super(backend);
    }

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model");
    }

    private GLN load() throws IOException {
        GLNBuilder builder = GLN.builder(SavedModel.read(file)).backend(backend.name());
        backend.options().forEach(builder::option);
        return builder.create();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CUSTOM_PREDICTOR")
    void learningGoesOnBitForBit(Models model) throws IOException {
        Labelled all = model.rows(400, 1);
        Labelled first = all.part(0, 230);
        Labelled rest = all.part(230, 400);
        try (GLN whole = backend.create(model.config());
                GLN begun = backend.create(model.config())) {
            float[] expected = whole.learn(all.features(), 400, all.labels()).logits();
            begun.learn(first.features(), 230, first.labels());
            begun.save(file);
            try (GLN resumed = load()) {
                assertEquals(230, resumed.rowsLearned());
                assertEquals(model.config(), resumed.config());
                float[] got = resumed.learn(rest.features(), 170, rest.labels()).logits();
                int outputs = whole.outputs();
                assertArrayEquals(Arrays.copyOfRange(expected, 230 * outputs, 400 * outputs), got);
                States.assertSame(whole.state(), resumed.state(), "after resuming");
                Path other = folder.resolve("other");
                whole.save(file);
                resumed.save(other);
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
            }
        }
    }

    @Test
    void loadedByNameAndFromSampledHalfspaces() throws IOException {
        GLNConfig config = GLNConfig.builder(6, 4)
                .halfspaces(Halfspaces.BISECTORS)
                .sideInformation(SideInformation.CENTRED)
                .build();
        float[] sample = new float[60];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = i * 31 % 17;
        }
        try (GLN gln = backend.builder(config).sample(sample, 10).create()) {
            gln.save(file);
            try (GLN loaded = GLN.load(backend.name(), file)) {
                States.assertSame(gln.state(), loaded.state(), "without a sample");
            }
        }
    }

    /** Between backends up to rounding, since both read the same numbers. */
    @Test
    void savedHereLoadedThere() throws IOException {
        Labelled rows = Models.RUNNING_STATISTICS.rows(200, 3);
        try (GLN gln = backend.create(Models.RUNNING_STATISTICS.config())) {
            gln.learn(rows.features(), 200, rows.labels());
            gln.save(file);
            float[] expected = gln.infer(rows.features(), 200).probabilities();
            BackendUnderTest.all().filter(BackendUnderTest::available).forEach(other -> {
                try (GLN there = GLN.load(other.name(), file)) {
                    States.assertSame(gln.state(), there.state(), "loaded by " + other);
                    assertArrayEquals(
                            expected, there.infer(rows.features(), 200).probabilities(), 1e-4f, "" + other);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void snapshotsAgreeAndStayAsTheyWere(Models model) {
        Labelled rows = model.rows(300, 5);
        try (GLN gln = backend.create(model.config())) {
            gln.learn(rows.features(), 300, rows.labels());
            Predictions expected = gln.infer(rows.features(), 300);
            Snapshot snapshot = gln.snapshot();
            gln.learn(rows.features(), 300, rows.labels());
            assertEquals(300, snapshot.rowsLearned());
            assertEquals(model.config().inputSize(), snapshot.inputSize());
            Predictions got = snapshot.infer(rows.features(), 300);
            assertArrayEquals(expected.probabilities(), got.probabilities(), 1e-4f);
            float[] probabilities = new float[gln.outputs()];
            for (int t = 0; t < 20; t++) {
                assertEquals(got.classOf(t), snapshot.predict(rows.row(t)));
                assertEquals(got.classOf(t), snapshot.predict(rows.row(t), probabilities));
                int from = t * gln.outputs();
                assertArrayEquals(Arrays.copyOfRange(got.probabilities(), from, from + gln.outputs()), probabilities);
            }
            assertThrows(IllegalArgumentException.class, () -> snapshot.predict(new float[rows.width() + 1]));
            float[] bad = rows.row(0);
            bad[0] = Float.NaN;
            assertThrows(IllegalArgumentException.class, () -> snapshot.infer(bad, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void contributionsAddUpToWhatTheBackendSays(Models model) {
        Labelled rows = model.rows(300, 5);
        try (GLN gln = backend.create(model.config())) {
            gln.learn(rows.features(), 300, rows.labels());
            for (int t = 0; t < 10; t++) {
                float[] expected = gln.infer(rows.row(t), 1).logits();
                Contributions got = gln.contributions(rows.row(t));
                for (int c = 0; c < gln.outputs(); c++) {
                    Contributions.Output output = got.outputs().get(c);
                    double sum = output.offset() + Arrays.stream(got.parts(c)).sum();
                    assertEquals(output.mixed(), sum, 1e-4 * (1 + Math.abs(sum)));
                    assertEquals(Oracle.sigmoid(expected[c]), Oracle.sigmoid(output.logit()), 1e-4);
                    if (model.config().outputNeurons() == 1) {
                        double bound = model.config().spec().logitBound();
                        assertEquals(Math.max(-bound, Math.min(bound, sum)), output.logit(), 1e-4);
                    }
                }
            }
            assertThrows(IllegalArgumentException.class, () -> gln.contributions(new float[rows.width() + 1]));
        }
    }

    @Test
    void manyThreadsShareASnapshotWhileLearningGoesOn() throws Exception {
        Labelled rows = Models.RUNNING_STATISTICS.rows(200, 6);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (GLN gln = backend.create(Models.RUNNING_STATISTICS.config())) {
            gln.learn(rows.features(), 200, rows.labels());
            Snapshot snapshot = gln.snapshot();
            float[] expected = snapshot.infer(rows.features(), 200).logits();
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(pool.submit(() -> {
                    for (int run = 0; run < 20; run++) {
                        assertArrayEquals(
                                expected, snapshot.infer(rows.features(), 200).logits());
                    }
                }));
            }
            for (int run = 0; run < 5; run++) {
                gln.learn(rows.features(), 200, rows.labels());
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    /** More rows than a block holds: the interrupt of the second block's first row stops before the third. */
    @Test
    void anInterruptedBatchHasLearntWholeBlocks() {
        int count = 10_000;
        Random random = new Random(4);
        float[] rows = new float[2 * count];
        int[] labels = new int[count];
        for (int t = 0; t < count; t++) {
            rows[2 * t] = random.nextFloat();
            rows[2 * t + 1] = random.nextFloat();
            labels[t] = rows[2 * t] > 0.5f ? 1 : 0;
        }
        GLNConfig.Builder config = GLNConfig.builder(2, 3);
        GLNConfig constant = config.learningRate(0.01).build();
        AtomicInteger asked = new AtomicInteger();
        // The rates of all rows are asked for before the first is learnt, so the interrupt is there at the first
        // boundary.
        GLNConfig interrupting = config.learningRate(new LearningRate.Custom(row -> {
                    if (asked.incrementAndGet() == 5000) {
                        Thread.currentThread().interrupt();
                    }
                    return 0.01;
                }))
                .build();
        try (GLN stopped = backend.create(interrupting);
                GLN whole = backend.create(constant);
                GLN first = backend.create(constant)) {
            LearningInterruptedException e =
                    assertThrows(LearningInterruptedException.class, () -> stopped.learn(rows, count, labels));
            assertTrue(Thread.interrupted(), "the interrupt status is kept");
            int learnt = (int) e.rowsLearned();
            assertTrue(learnt > 0 && learnt < count, "" + learnt);
            assertEquals(learnt, stopped.rowsLearned());
            first.learn(Arrays.copyOf(rows, 2 * learnt), learnt, Arrays.copyOf(labels, learnt));
            States.assertSame(first.state(), stopped.state(), "when interrupted");
            stopped.learn(
                    Arrays.copyOfRange(rows, 2 * learnt, 2 * count),
                    count - learnt,
                    Arrays.copyOfRange(labels, learnt, count));
            whole.learn(rows, count, labels);
            States.assertSame(whole.state(), stopped.state(), "in the end");
        }
    }

    /** An interrupt that is there already is for whoever waits next, not for short work. */
    @Test
    void shortWorkDoesNotLookAtInterrupts() {
        Labelled rows = Models.DEFAULTS.rows(50, 8);
        try (GLN gln = backend.create(Models.DEFAULTS.config())) {
            Thread.currentThread().interrupt();
            gln.learn(rows.features(), 50, rows.labels());
            gln.learn(rows.row(0), 1);
            gln.predict(rows.row(0));
            assertTrue(Thread.interrupted());
            assertEquals(51, gln.rowsLearned());
        }
    }

    /** Every call either works alone or is refused, whichever calls meet; what was not refused adds up. */
    @Test
    void aSecondThreadIsRefusedAndDisturbsNothing() throws Exception {
        Labelled rows = Models.DEFAULTS.rows(100, 9);
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger learnt = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (GLN gln = backend.create(Models.DEFAULTS.config());
                GLN alone = backend.create(Models.DEFAULTS.config())) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                boolean bad = i == 0;
                done.add(pool.submit((Callable<Void>) () -> {
                    start.await();
                    for (int t = 0; t < 300; t++) {
                        try {
                            if (bad) {
                                // A refused label must not become that of the row another thread is learning.
                                assertThrows(IllegalArgumentException.class, () -> gln.learn(rows.row(0), 7));
                                gln.predict(rows.row(1));
                            } else {
                                gln.learn(rows.row(0), 1);
                                learnt.incrementAndGet();
                            }
                        } catch (IllegalStateException e) {
                            assertTrue(e.getMessage().contains("one thread at a time"), e.getMessage());
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> thread : done) {
                thread.get();
            }
            assertEquals(learnt.get(), gln.rowsLearned());
            for (int t = 0; t < learnt.get(); t++) {
                alone.learn(rows.row(0), 1);
            }
            States.assertSame(alone.state(), gln.state(), refused + " calls were refused");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void differentModelsInParallel() throws Exception {
        Set<Models> models = EnumSet.of(Models.DEFAULTS, Models.RUNNING_STATISTICS, Models.WIDE);
        ExecutorService pool = Executors.newFixedThreadPool(models.size());
        try {
            List<Future<NetworkState>> together = new ArrayList<>();
            for (Models model : models) {
                together.add(pool.submit(() -> learnt(model)));
            }
            int i = 0;
            for (Models model : models) {
                States.assertSame(learnt(model), together.get(i++).get(), "" + model);
            }
        } finally {
            pool.shutdown();
        }
    }

    private NetworkState learnt(Models model) {
        Labelled rows = model.rows(200, 2);
        try (GLN gln = backend.create(model.config())) {
            for (int run = 0; run < 3; run++) {
                gln.learn(rows.features(), 200, rows.labels());
            }
            return gln.state();
        }
    }
}
