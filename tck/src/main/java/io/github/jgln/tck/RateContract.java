package io.github.jgln.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jgln.BasePredictor;
import io.github.jgln.Column;
import io.github.jgln.Coupling;
import io.github.jgln.GLN;
import io.github.jgln.GLNConfig;
import io.github.jgln.Knob;
import io.github.jgln.LearningRate;
import io.github.jgln.Replay;
import io.github.jgln.spi.NetworkState;
import io.github.jgln.tck.Models.Labelled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are learnt more, or more than once: every way must be the same as learning as many rows at such rates. */
public abstract class RateContract extends Contract {
    private static final int ROWS = 60;

    /** The contract for this backend; every test opens it anew. */
    protected RateContract(BackendUnderTest backend) {
        super(backend);
    }

    /** With a memory of one row, what comes back is known: the row before. The output layer stands still meanwhile. */
    @ParameterizedTest
    @EnumSource
    void rowsComeBackAfterEachNewOne(Coupling coupling) {
        GLNConfig replayed = Models.REPLAYED
                .config()
                .with(Knob.CLASS_WEIGHTS, List.of())
                .with(Knob.REPLAY, new Replay(2, 1, 0.5))
                .with(Knob.SHARED_HALFSPACES, true)
                .with(Knob.COUPLING, coupling);
        Labelled rows = Models.REPLAYED.rows(ROWS, 1);
        double rate = replayed.learningRate().rate(0);
        double[] first = {rate, rate, rate};
        double[] later = {0.5 * rate, 0.5 * rate, 0};
        try (GLN gln = backend.create(replayed)) {
            Oracle oracle = Oracle.of(gln.state());
            float[] got = gln.learn(rows.features(), ROWS, rows.labels()).logits();
            Tolerance tolerance = Tolerance.ofSteps(3 * ROWS);
            for (int t = 0; t < ROWS; t++) {
                double[] expected = oracle.learn(Doubles.of(rows.row(t)), null, rows.labels()[t], first, null)
                        .logits();
                for (int c = 0; c < expected.length; c++) {
                    assertEquals(
                            Oracle.sigmoid(expected[c]),
                            Oracle.sigmoid(got[t * gln.outputs() + c]),
                            tolerance.probability(),
                            "row " + t + ", output " + c);
                }
                for (int i = 0; i < 2 && t > 0; i++) {
                    oracle.learn(Doubles.of(rows.row(t - 1)), null, rows.labels()[t - 1], later, null);
                }
            }
            assertEquals(ROWS, gln.rowsLearned());
        }
    }

    /** All of the memory comes back in time, and nothing else. */
    @Test
    void theLastRowsAreRemembered() {
        Labelled rows = Models.REPLAYED.rows(100, 2);
        try (GLN gln = backend.create(Models.REPLAYED.config())) {
            gln.learn(rows.features(), 100, rows.labels());
            float[] remembered = gln.state().input().replay().orElseThrow().rows();
            int memory = Models.REPLAYED.config().replay().memory();
            assertEquals(memory * rows.width(), remembered.length);
            for (int t = 100 - memory; t < 100; t++) {
                int at = t % memory * rows.width();
                assertArrayEquals(rows.row(t), Arrays.copyOfRange(remembered, at, at + rows.width()), "row " + t);
            }
        }
    }

    @Test
    void columnsCountARowOnce() {
        List<Column> columns = List.of(
                new Column.Number("size", Column.Number.Of.VALUE, List.of(0f), true),
                new Column.Category("colour", List.of("red", "green"), 1));
        GLNConfig once = GLNConfig.builder(columns, 3)
                .basePredictor(new BasePredictor.Columns(1, 0.01))
                .skipConnections(true)
                .learningRate(0.05)
                .build();
        Random random = new Random(4);
        float[] rows = new float[2 * ROWS];
        int[] labels = new int[ROWS];
        for (int t = 0; t < ROWS; t++) {
            rows[2 * t] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
            rows[2 * t + 1] = random.nextInt(3);
            labels[t] = random.nextInt(2);
        }
        try (GLN plain = backend.create(once);
                GLN again = backend.create(once.with(Knob.REPLAY, new Replay(3)))) {
            plain.learn(rows, ROWS, labels);
            again.learn(rows, ROWS, labels);
            assertEquals(plain.state().input().columns(), again.state().input().columns());
        }
    }

    @Test
    void aClassThatWeighsTwiceIsLearntAtTwiceTheRate() {
        GLNConfig plain =
                Models.REPLAYED.config().with(Knob.REPLAY, Replay.NONE).with(Knob.CLASS_WEIGHTS, List.of());
        double rate = plain.learningRate().rate(0);
        Labelled rows = Models.REPLAYED.rows(ROWS, 3);
        GLNConfig byRow = plain.with(
                Knob.LEARNING_RATE,
                new LearningRate.Custom(t -> (t < ROWS && rows.labels()[(int) t] == 1 ? 2 : 1) * rate));
        try (GLN weighed = backend.create(plain.with(Knob.CLASS_WEIGHTS, List.of(1.0, 2.0, 1.0)));
                GLN timed = backend.create(byRow)) {
            float[] got = weighed.learn(rows.features(), ROWS, rows.labels()).logits();
            float[] expected = timed.learn(rows.features(), ROWS, rows.labels()).logits();
            assertArrayEquals(expected, got);
            States.assertSame(timed.state(), weighed.state(), "class 1 at twice the rate");
        }
    }

    @Test
    void aClassThatWeighsNothingMovesNothing() {
        GLNConfig config = Models.REPLAYED
                .config()
                .with(Knob.REPLAY, Replay.NONE)
                .with(Knob.CLASS_WEIGHTS, List.of(1.0, 0.0, 1.0));
        Labelled rows = Models.REPLAYED.rows(ROWS, 5);
        int[] ones = new int[ROWS];
        Arrays.fill(ones, 1);
        try (GLN gln = backend.create(config)) {
            NetworkState before = gln.state();
            gln.learn(rows.features(), ROWS, ones);
            States.assertSame(before, gln.state(), "learnt a class of weight 0");
            gln.learn(rows.row(0), 0);
            assertEquals(ROWS + 1, gln.rowsLearned());
        }
    }
}
