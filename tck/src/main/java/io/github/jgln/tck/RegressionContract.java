package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.Contributions;
import io.github.jgln.GLN;
import io.github.jgln.GLNBuilder;
import io.github.jgln.GLNConfig;
import io.github.jgln.GaussianMixing;
import io.github.jgln.Gaussians;
import io.github.jgln.Knob;
import io.github.jgln.LearningRate;
import io.github.jgln.Rows;
import io.github.jgln.SavedModel;
import io.github.jgln.Snapshot;
import io.github.jgln.Targets;
import io.github.jgln.Task;
import io.github.jgln.spi.Capability;
import io.github.jgln.spi.Mixing;
import io.github.jgln.spi.NetworkState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that learn numbers: exact to cut and to resume, honest about units, and never without a finite number. */
public abstract class RegressionContract extends Contract {
    private static final int FEATURES = 5;

    @TempDir
    Path folder;

    /** The contract for this backend; every test opens it anew. */
    protected RegressionContract(BackendUnderTest backend) {
        super(backend);
    }

    @BeforeEach
    void requireCapability() {
        Assumptions.assumeTrue(
                backend.provider() == null || backend.provider().capabilities().contains(Capability.GAUSSIAN_MIXING),
                "backend '" + backend + "' mixes no Gaussians");
    }

    /** What numbers are learnt by. */
    enum Regressions {
        FEATURES {
            @Override
            GLNConfig.Builder builder() {
                return GLNConfig.builder(RegressionContract.FEATURES, 7, 5).numbers(2);
            }
        },
        PUBLISHED {
            @Override
            GLNConfig.Builder builder() {
                return GLNConfig.builder(RegressionContract.FEATURES, 4)
                        .numbers(1)
                        .gaussianMixing(new GaussianMixing(Mixing.Gaussian.Form.PUBLISHED, 0.1, 1e5))
                        .learningRate(new LearningRate.LinearDecay(1e-3, 2000));
            }
        },
        TABLE {
            @Override
            GLNConfig.Builder builder() {
                List<Column> columns = List.of(
                        new Column.Number("a", Column.Number.Of.VALUE, List.of(-0.5f, 0.5f), true),
                        new Column.Number("b"),
                        new Column.Number("c"),
                        new Column.Category("d", List.of("x", "y", "z"), 1),
                        new Column.Number("e"));
                return GLNConfig.builder(columns, 8, 6)
                        .numbers(2)
                        .outputNeurons(4)
                        .sharedHalfspaces(true)
                        .skipConnections(true)
                        .singleFeatureShare(0.5)
                        .weightClipping(100);
            }
        },
        REGRESSIONS {
            @Override
            GLNConfig.Builder builder() {
                return TABLE.builder()
                        .basePredictor(new BasePredictor.Regressions(12, 5, 3))
                        .learningRate(0.5);
            }
        };

        abstract GLNConfig.Builder builder();

        GLNConfig config() {
            return builder().contextMapSize(3).contextBias(true).seed(4).build();
        }

        /** Rows that every model takes: feature 3 is a whole number from 0 to 3. */
        Data data(int count, long seed) {
            Random random = new Random(seed);
            int width = config().numbers();
            float[] rows = new float[count * RegressionContract.FEATURES];
            float[] numbers = new float[count * width];
            for (int t = 0; t < count; t++) {
                for (int j = 0; j < RegressionContract.FEATURES; j++) {
                    rows[t * RegressionContract.FEATURES + j] =
                            j == 3 ? random.nextInt(4) : (float) random.nextGaussian();
                }
                double right = rows[t * 5] + Math.abs(rows[t * 5 + 1]) - rows[t * 5 + 3];
                for (int c = 0; c < width; c++) {
                    // Far from 0 and of another spread, as prices are.
                    numbers[t * width + c] = (float) (5000 + 300 * (c + 1) * (right + 0.2 * random.nextGaussian()));
                }
            }
            return new Data(Rows.of(rows, RegressionContract.FEATURES), new Targets.Reals(numbers, width, 0));
        }
    }

    /** Rows and what is to be learnt of them. */
    record Data(Rows rows, Targets.Reals numbers) {}

    private static float[] learn(GLN gln, Data data, int from, int count, int chunk) {
        float[] all = new float[count * gln.outputs()];
        for (int at = 0; at < count; at += chunk) {
            int length = Math.min(chunk, count - at);
            float[] before = new float[length * gln.outputs()];
            gln.learn(data.rows().part(from + at, length), data.numbers().from(from + at), before);
            System.arraycopy(before, 0, all, at * gln.outputs(), before.length);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void chunksDoNotMatter(Regressions model) {
        Data data = model.data(1200, 1);
        try (GLN whole = backend.create(model.config())) {
            float[] expected = learn(whole, data, 0, 1200, 1200);
            for (int chunk : new int[] {1, 7, 500}) {
                try (GLN parts = backend.create(model.config())) {
                    assertArrayEquals(expected, learn(parts, data, 0, 1200, chunk), "in chunks of " + chunk);
                    States.assertSame(whole.state(), parts.state(), "in chunks of " + chunk);
                    assertArrayEquals(
                            whole.predictDistribution(data.rows()).pairs(),
                            parts.predictDistribution(data.rows()).pairs());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void savedModelsGoOn(Regressions model) throws IOException {
        Data data = model.data(600, 2);
        try (GLN whole = backend.create(model.config());
                GLN begun = backend.create(model.config())) {
            float[] expected = learn(whole, data, 0, 600, 600);
            learn(begun, data, 0, 350, 350);
            Path file = folder.resolve("model");
            begun.save(file);
            try (GLN resumed = load(SavedModel.read(file))) {
                assertEquals(new Task.Regression(model.config().numbers()), resumed.task());
                float[] rest = learn(resumed, data, 350, 250, 250);
                int width = whole.outputs();
                for (int i = 0; i < rest.length; i++) {
                    assertEquals(expected[350 * width + i], rest[i], "number " + i);
                }
                States.assertSame(whole.state(), resumed.state(), "resumed");
                assertEquals(600, resumed.rowsLearned());
            }
        }
    }

    /** A second and a third pass go on as exactly, and predict rows no worse than the first did. */
    @ParameterizedTest
    @EnumSource
    void passesOverKnownRows(Regressions model) throws IOException {
        Data data = model.data(500, 9);
        try (GLN whole = backend.create(model.config());
                GLN parts = backend.create(model.config())) {
            double first = 0;
            double last = 0;
            for (int pass = 0; pass < 3; pass++) {
                whole.beginPass(pass > 0);
                parts.beginPass(pass > 0);
                float[] expected = learn(whole, data, 0, 500, 500);
                assertArrayEquals(expected, learn(parts, data, 0, 500, 33), "pass " + pass);
                double off = 0;
                for (int i = 0; i < 500; i++) {
                    double error = data.numbers().of()[i * data.numbers().width()] - expected[i * whole.outputs()];
                    off += i < 100 ? 0 : error * error;
                }
                first = pass == 0 ? off : first;
                last = off;
            }
            assertTrue(last < first, "squared errors of the passes: " + first + ", then " + last);
            Path file = folder.resolve("passes");
            whole.save(file);
            try (GLN resumed = load(SavedModel.read(file))) {
                assertArrayEquals(learn(parts, data, 0, 500, 500), learn(resumed, data, 0, 500, 500), "resumed");
            }
        }
    }

    /** What is learnt is the same in any unit, so what is said goes with the unit. */
    @ParameterizedTest
    @EnumSource
    void unitsDoNotMatter(Regressions model) {
        Data data = model.data(500, 3);
        float[] other = data.numbers().of().clone();
        for (int i = 0; i < other.length; i++) {
            // A power of two, so that only exponents differ.
            other[i] *= 1024;
        }
        Data inOtherUnits =
                new Data(data.rows(), new Targets.Reals(other, data.numbers().width(), 0));
        try (GLN gln = backend.create(model.config());
                GLN scaled = backend.create(model.config())) {
            float[] one = learn(gln, data, 0, 500, 500);
            float[] two = learn(scaled, inOtherUnits, 0, 500, 500);
            for (int i = 4 * gln.outputs(); i < one.length; i++) {
                double factor = i % 2 == 0 ? 1024 : 1024 * 1024;
                assertEquals(one[i] * factor, two[i], 1e-4 * Math.abs(one[i] * factor), "number " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void snapshotsAgree(Regressions model) {
        Data data = model.data(400, 4);
        try (GLN gln = backend.create(model.config())) {
            learn(gln, data, 0, 400, 400);
            Snapshot snapshot = gln.snapshot();
            Gaussians expected = gln.predictDistribution(data.rows());
            Gaussians got = snapshot.predictDistribution(data.rows().values(), 400);
            double squares = 0;
            for (int t = 0; t < 400; t++) {
                for (int c = 0; c < got.width(); c++) {
                    double deviation = expected.deviation(t, c);
                    assertEquals(expected.mean(t, c), got.mean(t, c), 1e-3 * deviation, "row " + t);
                    assertEquals(1, got.deviation(t, c) / deviation, 1e-3, "row " + t);
                    double off = (data.numbers().of()[t * got.width() + c] - expected.mean(t, c)) / deviation;
                    squares += off * off / 400 / got.width();
                }
            }
            // Predictions that have nothing to do with the targets would be off by many deviations.
            assertTrue(squares < 3, "mean squared error by variance: " + squares);
            assertArrayEquals(expected.means(), gln.predictMeans(data.rows()));
        }
    }

    /** Weights times means, and what is constant, give the mean. */
    @ParameterizedTest
    @EnumSource
    void contributionsSumUp(Regressions model) {
        Data data = model.data(300, 5);
        try (GLN gln = backend.create(model.config())) {
            learn(gln, data, 0, 300, 300);
            for (int t = 0; t < 20; t++) {
                float[] row = data.rows().part(t, 1).toArray();
                Contributions contributions = gln.contributions(row);
                Gaussians said = gln.predictDistribution(Rows.of(row, FEATURES));
                for (int c = 0; c < said.width(); c++) {
                    Contributions.Output output = contributions.outputs().get(c);
                    double sum = output.offset();
                    for (double part : contributions.parts(c)) {
                        sum += part;
                    }
                    assertEquals(output.logit(), sum, 1e-6 * Math.abs(sum) + 1e-3, "row " + t);
                    assertEquals(said.mean(0, c), output.logit(), 1e-3 * said.deviation(0, c), "row " + t);
                }
            }
        }
    }

    /** Bad targets are refused before anything is learnt. */
    @Test
    void refusals() {
        Data data = Regressions.FEATURES.data(20, 6);
        try (GLN gln = backend.create(Regressions.FEATURES.config())) {
            float[] out = new float[20 * gln.outputs()];
            float[] spoilt = data.numbers().of().clone();
            spoilt[7] = Float.NaN;
            assertRefused(
                    gln,
                    data.rows(),
                    new Targets.Reals(spoilt, 2, 0),
                    out,
                    "finite numbers, got NaN in row 3, number 1");
            assertRefused(
                    gln, data.rows(), new Targets.Reals(spoilt, 1, 0), out, "expected 2 numbers for each row, got 1");
            assertRefused(gln, data.rows(), new Targets.Classes(new int[20]), out, "the model is a regression");
            assertRefused(gln, data.rows(), data.numbers().from(1), out, "each of the 20 rows, got 19");
            assertTrue(assertThrows(IllegalStateException.class, () -> gln.infer(data.rows()))
                    .getMessage()
                    .contains("predictDistribution"));
            assertEquals(0, gln.rowsLearned());
            States.assertSame(backendState(), gln.state(), "after refusals");
        }
    }

    private GLN load(SavedModel saved) {
        GLNBuilder builder = GLN.builder(saved).backend(backend.name());
        backend.options().forEach(builder::option);
        return builder.create();
    }

    private NetworkState backendState() {
        try (GLN gln = backend.create(Regressions.FEATURES.config())) {
            return gln.state();
        }
    }

    private static void assertRefused(GLN gln, Rows rows, Targets targets, float[] out, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> gln.learn(rows, targets, out))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    /** Wild targets at a high rate: the stable form and what is around it lose no number. */
    @ParameterizedTest
    @EnumSource(names = {"FEATURES", "TABLE", "REGRESSIONS"})
    void nothingExplodes(Regressions model) {
        int count = 20_000;
        Data data = model.data(count, 7);
        Random random = new Random(8);
        float[] wild = data.numbers().of();
        for (int i = 0; i < wild.length; i++) {
            wild[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(13) - 6));
        }
        GLNConfig config = model.config().with(Knob.LEARNING_RATE, new LearningRate.Constant(0.1));
        try (GLN gln = backend.create(config)) {
            float[] before = learn(gln, data, 0, count, count);
            States.assertFinite(before, "predictions");
            for (int i = 1; i < before.length; i += 2) {
                assertTrue(before[i] > 0, "variance " + before[i]);
            }
            States.assertFinite(gln.state(), "after wild targets");
            States.assertFinite(gln.predictDistribution(data.rows()).pairs(), "predictions afterwards");
        }
    }
}
