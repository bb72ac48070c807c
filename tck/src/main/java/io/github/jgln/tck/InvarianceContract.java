package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.jgln.GLN;
import io.github.jgln.LabelledRows;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.spi.Backend;
import io.github.jgln.spi.Network;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.spi.Rates;
import io.github.jgln.tck.Models.Labelled;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must not change a result by a single bit: chunks, threads, the way rows are handed over, other models. */
public abstract class InvarianceContract extends Contract {
    /** More rows than an engine is likely to take as one block. */
    private static final int ROWS = 1500;

    /** The contract for this backend; every test opens it anew. */
    protected InvarianceContract(BackendUnderTest backend) {
        super(backend);
    }

    /** The state after a stream and all that was predicted on the way. */
    private record Outcome(NetworkState state, float[] logits) {
        void assertSame(Outcome other, String when) {
            assertArrayEquals(logits, other.logits, when + ": logits");
            States.assertSame(state, other.state, when);
        }
    }

    private Outcome learnInChunks(Models model, Labelled rows, int chunk) {
        try (GLN gln = backend.create(model.config())) {
            return learnInChunks(gln, rows, chunk);
        }
    }

    private static Outcome learnInChunks(GLN gln, Labelled rows, int chunk) {
        float[] logits = new float[rows.count() * gln.outputs()];
        for (int from = 0; from < rows.count(); from += chunk) {
            Labelled part = rows.part(from, Math.min(rows.count(), from + chunk));
            float[] ofPart =
                    gln.learn(part.features(), part.count(), part.labels()).logits();
            System.arraycopy(ofPart, 0, logits, from * gln.outputs(), ofPart.length);
        }
        return new Outcome(gln.state(), logits);
    }

    @ParameterizedTest
    @EnumSource
    void chunksDoNotMatter(Models model) {
        Labelled rows = model.rows(ROWS, 1);
        Outcome whole = learnInChunks(model, rows, ROWS);
        for (int chunk : new int[] {1, 7, 64, 1021}) {
            whole.assertSame(learnInChunks(model, rows, chunk), "in chunks of " + chunk);
        }
    }

    @ParameterizedTest
    @EnumSource
    void singleRowCallsAreBatchesOfOne(Models model) {
        Labelled rows = model.rows(200, 2);
        Outcome whole = learnInChunks(model, rows, rows.count());
        try (GLN gln = backend.create(model.config())) {
            float[] probabilities = new float[gln.outputs()];
            for (int t = 0; t < rows.count(); t++) {
                int predicted = gln.learn(rows.row(t), rows.labels()[t], probabilities);
                float[] logits = Arrays.copyOfRange(whole.logits, t * gln.outputs(), (t + 1) * gln.outputs());
                Predictions expected = new Predictions(1, gln.outputs(), gln.coupling(), logits);
                assertArrayEquals(expected.probabilities(), probabilities, "row " + t);
                assertEquals(expected.classOf(0), predicted, "row " + t);
            }
            States.assertSame(whole.state, gln.state(), "row by row");
            assertEquals(rows.count(), gln.rowsLearned());
        }
    }

    /** Views that begin anywhere in an array, one after the other. */
    @ParameterizedTest
    @EnumSource
    void partsOfAnArrayAreBatches(Models model) {
        Labelled rows = model.rows(ROWS, 3);
        Outcome whole = learnInChunks(model, rows, ROWS);
        LabelledRows all = LabelledRows.of(Rows.of(rows.features(), rows.width()), rows.labels());
        try (GLN gln = backend.create(model.config())) {
            float[] logits = new float[whole.logits.length];
            for (int from = 0, count; (count = Math.min(333, ROWS - from)) > 0; from += count) {
                LabelledRows part = all.part(from, count);
                float[] before = gln.learn(part.rows(), part.targets()).logits();
                System.arraycopy(before, 0, logits, from * gln.outputs(), before.length);
            }
            assertArrayEquals(whole.logits, logits);
            States.assertSame(whole.state, gln.state(), "in parts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsDoNotMatter(Models model) {
        Assumptions.assumeTrue(
                backend.provider().options().contains("threads"), "backend '" + backend + "' has no option 'threads'");
        Labelled rows = model.rows(ROWS, 4);
        Outcome first = null;
        for (String threads : List.of("1", "2", "3")) {
            Outcome outcome;
            try (GLN gln =
                    backend.builder(model.config()).option("threads", threads).create()) {
                outcome = learnInChunks(gln, rows, ROWS);
            }
            if (first == null) {
                first = outcome;
            }
            first.assertSame(outcome, threads + " threads");
        }
    }

    @ParameterizedTest
    @EnumSource
    void learnReturnsWhatPredictWouldHave(Models model) {
        Labelled rows = model.rows(150, 5);
        try (GLN gln = backend.create(model.config())) {
            for (int t = 0; t < rows.count(); t++) {
                float[] row = rows.row(t);
                float[] before = gln.infer(row, 1).logits();
                assertArrayEquals(
                        before, gln.learn(row, 1, new int[] {rows.labels()[t]}).logits(), "row " + t);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictingChangesNothing(Models model) {
        Labelled rows = model.rows(300, 6);
        try (GLN gln = backend.create(model.config())) {
            gln.learn(rows.features(), rows.count(), rows.labels());
            NetworkState before = gln.state();
            float[] first = gln.infer(rows.features(), rows.count()).logits();
            gln.predict(rows.row(0));
            gln.infer(rows.features(), rows.count());
            States.assertSame(before, gln.state(), "after predicting");
            assertEquals(rows.count(), gln.rowsLearned());
            assertArrayEquals(first, gln.infer(rows.features(), rows.count()).logits(), "predicted again");
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictingInBatchesIsPredictingRows(Models model) {
        Labelled rows = model.rows(ROWS, 7);
        try (GLN gln = backend.create(model.config())) {
            gln.learn(rows.features(), rows.count(), rows.labels());
            Predictions whole = gln.infer(rows.features(), rows.count());
            for (int t = 0; t < rows.count(); t += 11) {
                float[] alone = gln.infer(rows.row(t), 1).logits();
                float[] together = Arrays.copyOfRange(whole.logits(), t * gln.outputs(), (t + 1) * gln.outputs());
                assertArrayEquals(together, alone, "row " + t);
                assertEquals(whole.classOf(t), gln.predict(rows.row(t)), "class of row " + t);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelsDoNotDisturbEachOther(Models model) {
        Labelled rows = model.rows(300, 8);
        Labelled others = model.rows(300, 9);
        Outcome alone = learnInChunks(model, rows, 300);
        Outcome otherAlone = learnInChunks(model, others, 300);
        try (GLN one = backend.create(model.config());
                GLN other = backend.create(model.config())) {
            for (int from = 0; from < 300; from += 50) {
                Labelled part = rows.part(from, from + 50);
                Labelled otherPart = others.part(from, from + 50);
                one.learn(part.features(), 50, part.labels());
                other.learn(otherPart.features(), 50, otherPart.labels());
            }
            States.assertSame(alone.state, one.state(), "interleaved with another");
            States.assertSame(otherAlone.state, other.state(), "the other, interleaved");
        }
    }

    @Test
    void modelsMayRunInParallel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Labelled rows = Models.WIDE.rows(ROWS, 10);
            Labelled others = Models.RUNNING_STATISTICS.rows(ROWS, 11);
            Outcome alone = learnInChunks(Models.WIDE, rows, 100);
            Outcome otherAlone = learnInChunks(Models.RUNNING_STATISTICS, others, 100);
            Future<Outcome> one = threads.submit(() -> learnInChunks(Models.WIDE, rows, 100));
            Future<Outcome> other = threads.submit(() -> learnInChunks(Models.RUNNING_STATISTICS, others, 100));
            alone.assertSame(one.get(), "beside another thread's model");
            otherAlone.assertSame(other.get(), "the other, in parallel");
        } finally {
            threads.shutdownNow();
        }
    }

    /** One backend may hold several networks, of several shapes. */
    @Test
    void networksOfOneBackendDoNotDisturbEachOther() {
        ReplayCase small = new GeneratedCase("small", 1).rows(80, 0).build();
        ReplayCase large = new GeneratedCase("large", 2)
                .inputs(40)
                .hidden(20, 3)
                .classes(3)
                .rows(80, 0)
                .build();
        NetworkState smallAlone = learnt(small);
        NetworkState largeAlone = learnt(large);
        try (Backend opened = backend.open();
                Network one = opened.upload(small.state());
                Network other = opened.upload(large.state())) {
            learn(other, large);
            learn(one, small);
            States.assertSame(smallAlone, one.download(), "beside another");
            States.assertSame(largeAlone, other.download(), "the other");
        }
    }

    private NetworkState learnt(ReplayCase replayed) {
        try (Backend opened = backend.open();
                Network network = opened.upload(replayed.state())) {
            States.assertSame(replayed.state(), network.download(), "as uploaded");
            learn(network, replayed);
            return network.download();
        }
    }

    private static void learn(Network network, ReplayCase replayed) {
        float[] logits =
                new float[replayed.stream().count() * replayed.state().spec().outputs()];
        network.learn(
                replayed.stream().rows(),
                replayed.stream().base(),
                replayed.targets(),
                new Rates(replayed.roundedRates(), 0),
                logits,
                0);
    }

    @ParameterizedTest
    @EnumSource
    void seedsDecideTheFirstState(Models model) {
        NetworkState first;
        try (GLN gln = backend.create(model.config(1))) {
            first = gln.state();
        }
        try (GLN gln = backend.create(model.config(1))) {
            States.assertSame(first, gln.state(), "same seed");
        }
        if (model != Models.NO_GATING) {
            try (GLN gln = backend.create(model.config(2))) {
                assertFalse(
                        Arrays.deepEquals(
                                first.layers().get(0).hyperplanes(),
                                gln.state().layers().get(0).hyperplanes()),
                        "another seed, the same hyperplanes");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stateContinues(Models model) {
        Labelled rows = model.rows(400, 12);
        Outcome whole = learnInChunks(model, rows, 400);
        NetworkState half;
        try (GLN gln = backend.create(model.config())) {
            half = learnInChunks(gln, rows.part(0, 150), 150).state;
            // What was handed out is a copy: the model goes on without it.
            gln.learn(rows.features(), rows.count(), rows.labels());
        }
        try (GLN gln = backend.builder(model.config()).state(half, 150).create()) {
            States.assertSame(half, gln.state(), "taken up");
            assertEquals(150, gln.rowsLearned());
            NetworkState kept = gln.state();
            learnInChunks(gln, rows.part(150, 400), 250);
            States.assertSame(whole.state, gln.state(), "continued");
            States.assertSame(kept, half, "the state it was created from");
        }
    }
}
