package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.bench.compare.CompareReport.Mark;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.bench.compare.Learner;
import io.github.jgln.bench.compare.LearningCurve;
import io.github.jgln.bench.rows.CompareData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final int FEATURES = 40;
    private static final int CLASSES = 4;

    static List<Contender> peers() {
        return List.of(new MlpContender(), new LinearContender());
    }

    /** A fourth of the features is lit, another for each class; the very first row is all 0. */
    private static CompareData data(int count, int testCount) {
        Random random = new Random(1);
        float[] rows = new float[count * FEATURES];
        int[] labels = new int[count];
        fill(random, rows, labels);
        for (int i = 0; i < FEATURES; i++) {
            rows[i] = 0;
        }
        float[] testRows = new float[testCount * FEATURES];
        int[] testLabels = new int[testCount];
        fill(random, testRows, testLabels);
        return new CompareData("made up", FEATURES, CLASSES, rows, labels, testRows, testLabels);
    }

    private static void fill(Random random, float[] rows, int[] labels) {
        for (int t = 0; t < labels.length; t++) {
            labels[t] = random.nextInt(CLASSES);
            for (int i = 0; i < FEATURES; i++) {
                boolean lit = i % CLASSES == labels[t] || random.nextInt(10) == 0;
                rows[t * FEATURES + i] = lit ? random.nextFloat() : 0;
            }
        }
    }

    private record Outcome(double online, List<Double> windows, int correct, List<Integer> marks) {}

    private static Outcome learn(Contender peer, CompareData data, long seed) throws IOException {
        LearningCurve curve = LearningCurve.over(data.rowCount());
        try (Learner learner = peer.prepare(data, seed)) {
            learner.learn(curve);
            curve.end();
            return new Outcome(
                    curve.accuracy(),
                    curve.windows(),
                    learner.correctTestRows(),
                    curve.marks().stream().map(Mark::rows).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void learnsEveryRowOnceAndIsScoredBeforeEach(Contender peer) throws IOException {
        CompareData data = data(1200, 300);
        Outcome outcome = learn(peer, data, 1);
        assertEquals(List.of(500, 1000, 1200), outcome.marks());
        assertTrue(outcome.correct() > 285, outcome.toString());
        // It knows nothing of the first rows before it has learnt them.
        assertTrue(outcome.windows().get(0) < 0.95, outcome.toString());
        assertTrue(outcome.online() > 0.75 && outcome.online() < 1, outcome.toString());
        assertEquals(outcome, learn(peer, data, 1));
    }

    @Test
    void rowsThatAreTheSameBarTheirLabelsCannotBeToldApartBefore() throws IOException {
        // Were a row scored after it is learnt, or twice in a row seen, this would come out above chance.
        int count = 400;
        int[] labels = new Random(2).ints(count, 0, CLASSES).toArray();
        float[] rows = new float[count * FEATURES];
        Arrays.fill(rows, 0.5f);
        CompareData data = new CompareData("alike", FEATURES, CLASSES, rows, labels, rows, labels);
        for (Contender peer : peers()) {
            double online = learn(peer, data, 1).online();
            assertTrue(online < 0.35, peer.name() + ": " + online);
        }
    }

    @Test
    void theMlpLearnsOnOtherRows() throws IOException {
        CompareData data = data(1200, 300);
        // The same with the features the other way round.
        CompareData turned = new CompareData(
                "turned",
                FEATURES,
                CLASSES,
                turned(data.rows()),
                data.labels(),
                turned(data.testRows()),
                data.testLabels());
        try (Learner first = new MlpContender().prepare(data, 1)) {
            first.learn(LearningCurve.over(1200));
            Learner second = first.on(turned);
            assertTrue(first.correctTestRows() > 285);
            int before = second.correctTestRows();
            second.learn(LearningCurve.over(1200));
            assertTrue(second.correctTestRows() > before + 30, "" + before);
        }
    }

    private static float[] turned(float[] rows) {
        float[] turned = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            turned[i] = rows[i - i % FEATURES + FEATURES - 1 - i % FEATURES];
        }
        return turned;
    }

    @ParameterizedTest
    @MethodSource("peers")
    void countsItsWork(Contender peer) {
        double work = peer.multiplyAddsPerRow(data(200, 10));
        assertTrue(work > FEATURES && work < 10_000, peer.name() + ": " + work);
    }

    @Test
    void areFoundByTheNamesTheTableHas() {
        assertEquals(
                List.of("MLP (DJL)", "linear (Tribuo)"),
                StreamSupport.stream(ServiceLoader.load(Contender.class).spliterator(), false)
                        .map(Contender::name)
                        .toList());
    }
}
