package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.Preset;
import io.github.jgln.Replay;
import io.github.jgln.SavedModel;
import io.github.jgln.Snapshot;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models of tables: what the columns become, and what they have counted, is part of the model on every backend. */
public abstract class TableContract extends Contract {
    /** Draws of a row before a test gives up on one whose contexts are certain. */
    private static final int TRIES = 1000;

    private static final int SAMPLE = 40;

    @TempDir
    Path folder;

    /** The contract for this backend; every test opens it anew. */
    protected TableContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Numbers with marks and without, some of them missing, categories with a place of their own and without. */
    private static List<Column> columns() {
        return List.of(
                new Column.Number("size", Column.Number.Of.VALUE, List.of(-1f, 0f, 0.5f), true),
                new Column.Category("colour", List.of("red", "green", "blue"), 2),
                new Column.Number("weight"),
                new Column.Category("shape", List.of(), 5));
    }

    private static double[] row(Random random) {
        double size = (float) random.nextGaussian();
        int colour = random.nextInt(5);
        // Far from 0, as money and years are.
        double weight = (float) (5000 + 300 * random.nextGaussian());
        int shape = random.nextInt(5);
        return new double[] {
            random.nextInt(4) == 0 ? Double.NaN : size,
            random.nextInt(6) == 0 ? Double.NaN : colour,
            random.nextInt(9) == 0 ? Double.NaN : weight,
            shape
        };
    }

    private static int label(double[] row, int classes, Random random) {
        int right = (int) (row[3] + (row[0] > 0 ? 1 : 0)) % classes;
        return random.nextInt(5) == 0 ? random.nextInt(classes) : right;
    }

    private static float[] sample() {
        Random random = new Random(3);
        double[][] rows = new double[SAMPLE][];
        Arrays.setAll(rows, t -> row(random));
        return new ReplayRows(rows, null).flatFeatures();
    }

    private static GLNConfig.Builder small(int classes) {
        return GLNConfig.builder(columns(), 5, 4)
                .classes(classes)
                .basePredictor(new BasePredictor.Columns(1.5f, 0))
                .skipConnections(true)
                .contextBias(true)
                .singleFeatureShare(0.5)
                .learningRate(0.05);
    }

    @TestFactory
    Stream<DynamicTest> tablesFollowTheReference() {
        Map<String, GLNConfig.Builder> configs = Map.of(
                "two classes", small(2),
                "three classes", small(3),
                "forgetting", small(3).basePredictor(new BasePredictor.Columns(0.5f, 0.05)),
                "normalised rates", small(4).learningRate(0.2).rateNormaliser(5),
                "coupled by softmax",
                        small(4).sharedHalfspaces(true)
                                .coupling(Coupling.SOFTMAX)
                                .learningRate(0.2)
                                .rateNormaliser(5),
                "numbers alone", small(3).basePredictor(new BasePredictor.CentredLogits(1)),
                "preset", Preset.TABLE.configure(columns(), 3, 100));
        return configs.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> assertFollows(entry.getValue().build())));
    }

    private void assertFollows(GLNConfig config) {
        int count = 80;
        try (GLN gln = backend.builder(config).sample(sample(), SAMPLE).create()) {
            NetworkState first = gln.state();
            Oracle oracle = Oracle.of(first);
            ColumnOracle columns = new ColumnOracle(
                    config,
                    first.input().columns().orElseThrow(),
                    Oracle.bounds(first.spec()).logit());
            Random random = new Random(7);
            double[][] rows = new double[count][];
            int[] labels = new int[count];
            double[][] expected = new double[count][];
            boolean given = first.spec().input().baseLogits().given();
            double[] rates = new double[first.layers().size()];
            Arrays.setAll(rates, i -> config.learningRate().rate(0) * config.layerRateFactor(i));
            for (int t = 0; t < count; t++) {
                rows[t] = decided(oracle, columns, random);
                labels[t] = label(rows[t], config.classes(), random);
                double[] logits = given ? columns.logits(rows[t]) : null;
                expected[t] = oracle.learn(columns.side(rows[t]), logits, labels[t], rates, null)
                        .logits();
                columns.learn(rows[t], labels[t]);
            }
            float[] got = gln.learn(new ReplayRows(rows, null).flatFeatures(), count, labels)
                    .logits();
            Tolerance tolerance = Tolerance.ofSteps(count);
            for (int i = 0; i < got.length; i++) {
                double probability = Oracle.sigmoid(expected[i / gln.outputs()][i % gln.outputs()]);
                assertEquals(
                        probability,
                        Oracle.sigmoid(got[i]),
                        tolerance.probability(),
                        "row " + i / gln.outputs() + ", output " + i % gln.outputs());
            }
            assertEquals(
                    SAMPLE + count,
                    gln.state().input().columns().orElseThrow().numbers().count());
        }
    }

    /** A row whose contexts are certain, however a sum is rounded. */
    private static double[] decided(Oracle oracle, ColumnOracle columns, Random random) {
        for (int tries = 0; tries < TRIES; tries++) {
            double[] row = row(random);
            if (!oracle.hasDoubt(columns.side(row))) {
                return row;
            }
        }
        throw new IllegalStateException("expected a row whose contexts are certain among " + TRIES + ", got none");
    }

    private static Models.Labelled labelled(int count, int classes) {
        Random random = new Random(11);
        double[][] rows = new double[count][];
        int[] labels = new int[count];
        for (int t = 0; t < count; t++) {
            rows[t] = row(random);
            labels[t] = label(rows[t], classes, random);
        }
        return new Models.Labelled(
                new ReplayRows(rows, null).flatFeatures(), labels, columns().size());
    }

    private GLN preset() {
        GLNConfig config = Preset.TABLE
                .configure(columns(), 3, 1000)
                .replay(new Replay(2, 50))
                .build();
        return backend.builder(config).sample(sample(), SAMPLE).create();
    }

    @Test
    void howRowsAreCutChangesNothing() {
        Models.Labelled all = labelled(300, 3);
        try (GLN whole = preset();
                GLN pieces = preset();
                GLN single = preset()) {
            float[] expected = whole.learn(all.features(), 300, all.labels()).logits();
            int at = 0;
            for (int length : new int[] {1, 2, 96, 1, 200}) {
                Models.Labelled part = all.part(at, at + length);
                float[] got =
                        pieces.learn(part.features(), length, part.labels()).logits();
                assertArrayEquals(Arrays.copyOfRange(expected, at * 3, (at + length) * 3), got, "from row " + at);
                // Predictions in between leave nothing behind.
                pieces.infer(part.features(), length);
                at += length;
            }
            for (int t = 0; t < 300; t++) {
                single.learn(all.part(t, t + 1).features(), all.labels()[t]);
            }
            States.assertSame(whole.state(), pieces.state(), "in pieces");
            States.assertSame(whole.state(), single.state(), "row by row");
            assertEquals(whole.state().input(), pieces.state().input());
            assertEquals(whole.state().input(), single.state().input());
        }
    }

    private GLN load(SavedModel saved) {
        GLNBuilder builder = GLN.builder(saved).backend(backend.name());
        backend.options().forEach(builder::option);
        return builder.create();
    }

    @Test
    void learningGoesOnBitForBit() throws IOException {
        Path file = folder.resolve("model");
        Models.Labelled all = labelled(300, 3);
        Models.Labelled first = all.part(0, 170);
        Models.Labelled rest = all.part(170, 300);
        try (GLN whole = preset();
                GLN begun = preset()) {
            whole.learn(all.features(), 300, all.labels());
            begun.learn(first.features(), 170, first.labels());
            begun.save(file);
            SavedModel saved = SavedModel.read(file);
            assertEquals(begun.config(), saved.config());
            try (GLN resumed = load(saved)) {
                resumed.learn(rest.features(), 130, rest.labels());
                States.assertSame(whole.state(), resumed.state(), "after resuming");
                assertEquals(whole.state().input(), resumed.state().input());
                Path other = folder.resolve("other");
                whole.save(file);
                resumed.save(other);
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
            }
        }
    }

    @Test
    void snapshotsKnowWhatTheColumnsHaveShown() {
        Models.Labelled all = labelled(300, 3);
        try (GLN gln = preset()) {
            gln.learn(all.features(), 300, all.labels());
            float[] expected = gln.infer(all.features(), 300).probabilities();
            Snapshot snapshot = gln.snapshot();
            // What the model learns later is not the snapshot's.
            gln.learn(all.features(), 300, all.labels());
            assertArrayEquals(expected, snapshot.infer(all.features(), 300).probabilities(), 1e-4f);
        }
    }

    @Test
    void whatNoColumnHoldsIsRefused() {
        try (GLN gln = preset()) {
            NetworkState before = gln.state();
            assertRefused(gln, new float[] {0, 5, 0, 0}, "index of a category, 0 to 4, or NaN for missing, got 5.0");
            assertRefused(gln, new float[] {0, 1.5f, 0, 0}, "got 1.5 in row 0, column colour");
            assertRefused(gln, new float[] {Float.POSITIVE_INFINITY, 0, 0, 0}, "got Infinity in row 0, column size");
            assertRefused(gln, new float[] {0, 0, 0}, "rows: expected 1 × 4");
            States.assertSame(before, gln.state(), "after refusals");
            assertEquals(before.input(), gln.state().input());
        }
    }

    private static void assertRefused(GLN gln, float[] row, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> gln.learn(row, 1, new int[] {0}))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertThrows(IllegalArgumentException.class, () -> gln.predict(row));
    }
}
