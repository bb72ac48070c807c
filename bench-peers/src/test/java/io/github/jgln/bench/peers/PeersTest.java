package io.github.jgln.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jgln.Coupling;
import io.github.jgln.LabelledRows;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.bench.rows.FeatureOrder;
import io.github.jgln.data.Dataset;
import io.github.jgln.data.Split;
import io.github.jgln.evaluation.Curve;
import io.github.jgln.evaluation.Prequential;
import io.github.jgln.evaluation.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class PeersTest {
    private static final int FEATURES = 40;
    private static final int CLASSES = 4;

    static List<Contender> peers() {
        return List.of(new MlpContender(), new LinearContender());
    }

    /** A fourth of the features is lit, another for each class; the very first row is all 0. */
    private static Split data(int count, int testCount) {
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
        return new Split(data(rows, labels, CLASSES), data(testRows, testLabels, CLASSES));
    }

    private static Dataset data(float[] rows, int[] labels, int classes) {
        return new Dataset(
                "made up",
                FEATURES,
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                rows,
                labels);
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

    private record Outcome(double online, List<Double> windows, long correct, List<Integer> marks) {}

    private static Outcome learn(Contender peer, Split data, long seed) {
        Curve curve = new Curve();
        try (OnlineLearner learner = peer.prepare(data.train(), seed)) {
            new Prequential(learner)
                    .every(peer.markRows())
                    .curve(curve)
                    .learn(data.train().labelled());
            assertEquals(data.train().rowCount(), learner.rowsLearned());
            return new Outcome(
                    curve.score().accuracy(),
                    curve.windows(),
                    Score.of(learner, data.test().labelled()).correct(),
                    curve.marks().stream().map(Curve.Mark::rows).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void learnsEveryRowOnceAndIsScoredBeforeEach(Contender peer) {
        Split data = data(1200, 300);
        Outcome outcome = learn(peer, data, 1);
        assertEquals(List.of(500, 1000, 1200), outcome.marks());
        assertTrue(outcome.correct() > 285, outcome.toString());
        // It knows nothing of the first rows before it has learnt them.
        assertTrue(outcome.windows().get(0) < 0.95, outcome.toString());
        assertTrue(outcome.online() > 0.75 && outcome.online() < 1, outcome.toString());
        assertEquals(outcome, learn(peer, data, 1));
    }

    @Test
    void rowsThatAreTheSameBarTheirLabelsCannotBeToldApartBefore() {
        // Were a row scored after it is learnt, or twice in a row seen, this would come out above chance.
        int count = 400;
        int[] labels = new Random(2).ints(count, 0, CLASSES).toArray();
        float[] rows = new float[count * FEATURES];
        Arrays.fill(rows, 0.5f);
        Dataset alike = data(rows, labels, CLASSES);
        for (Contender peer : peers()) {
            double online = learn(peer, new Split(alike, alike), 1).online();
            assertTrue(online < 0.35, peer.name() + ": " + online);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatLearningHandsOutIsWhatPredictingWouldHaveGivenAndBlocksDoNotMatter(Contender peer) {
        LabelledRows rows = data(60, 1).train().labelled();
        float[] together = new float[60 * CLASSES];
        try (OnlineLearner learner = peer.prepare(data(60, 1).train(), 3)) {
            learner.learn(rows.rows(), rows.targets(), together);
        }
        float[] predicted = new float[CLASSES];
        float[] before = new float[CLASSES];
        try (OnlineLearner learner = peer.prepare(data(60, 1).train(), 3)) {
            for (int t = 0; t < 60; t++) {
                LabelledRows row = rows.part(t, 1);
                learner.predict(row.rows(), predicted);
                learner.learn(row.rows(), row.targets(), before);
                assertArrayEquals(before, predicted, 1e-5f, peer.name());
                assertArrayEquals(Arrays.copyOfRange(together, t * CLASSES, (t + 1) * CLASSES), before, peer.name());
            }
        }
    }

    /** One of two classes is one number: how much likelier the second is than the first. */
    @ParameterizedTest
    @MethodSource("peers")
    void twoClassesHaveOneLogit(Contender peer) {
        Dataset four = data(600, 1).train();
        int[] odd = IntStream.of(four.labels()).map(label -> label % 2).toArray();
        Dataset two = data(four.rows().toArray(), odd, 2);
        try (OnlineLearner learner = peer.prepare(two, 1)) {
            assertEquals(1, learner.outputs());
            assertEquals(Coupling.SOFTMAX, learner.coupling());
            new Prequential(learner).learn(two.labelled());
            assertTrue(Score.of(learner, two.labelled()).accuracy() > 0.95, peer.name());
            float[] logits = new float[600];
            learner.predict(two.rows(), logits);
            float[] both = new Predictions(600, 1, learner.coupling(), logits).normalisedProbabilities();
            for (int t = 0; t < 600; t++) {
                assertEquals(1, both[2 * t] + both[2 * t + 1], 1e-6, peer.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatIsRefusedIsNotLearnt(Contender peer) {
        Dataset data = data(4, 1).train();
        Rows rows = data.rows();
        float[] logits = new float[4 * CLASSES];
        float[] bad = rows.toArray();
        bad[3 * FEATURES] = Float.NaN;
        try (OnlineLearner learner = peer.prepare(data, 1)) {
            refused(() -> learner.learn(Rows.of(bad, FEATURES), data.targets(), logits));
            refused(() -> learner.learn(rows, new Targets.Classes(0, 1, 2, CLASSES), logits));
            refused(() -> learner.learn(rows, new Targets.Classes(0, 1, 2), logits));
            refused(() -> learner.learn(rows, new Targets.Reals(new float[4], 1, 0), logits));
            refused(() -> learner.learn(rows, data.targets(), new float[3]));
            refused(() -> learner.predict(Rows.of(rows.values(), FEATURES / 2), new float[8 * CLASSES]));
            assertEquals(0, learner.rowsLearned());
        }
    }

    private static void refused(Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.matches("(rows|targets|predictions): expected .*"), message);
    }

    /** So figures that were measured with Tribuo's own trainer stay comparable. */
    @Test
    void theLinearModelLearnsWhatTribuosOwnTrainerDoes() {
        Split data = unlearnable(2000, 100);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> rows = new MutableDataset<>(new SimpleDataSourceProvenance("made up", factory), factory);
        Dataset train = data.train();
        for (int t = 0; t < train.rowCount(); t++) {
            rows.add(example(train, t));
        }
        LinearSGDTrainer trainer = new LinearSGDTrainer(
                new LogMulticlass(),
                new AdaGrad(LinearContender.INITIAL_RATE, LinearContender.EPSILON),
                1,
                rows.size(),
                1,
                1);
        trainer.setShuffle(false);
        Model<Label> model = trainer.train(rows);
        try (OnlineLearner learner = new LinearContender().prepare(train, 1)) {
            new Prequential(learner).learn(train.labelled());
            float[] logits = new float[100 * CLASSES];
            learner.predict(data.test().rows(), logits);
            float[] probabilities = new Predictions(100, CLASSES, learner.coupling(), logits).probabilities();
            for (int t = 0; t < 100; t++) {
                var scores = model.predict(example(data.test(), t)).getOutputScores();
                for (int c = 0; c < CLASSES; c++) {
                    assertEquals(scores.get("" + c).getScore(), probabilities[t * CLASSES + c], 1e-5);
                }
            }
        }
    }

    /** Rows of large numbers and labels that mean nothing: steps stay long, and the least difference grows. */
    private static Split unlearnable(int count, int testCount) {
        Random random = new Random(4);
        return new Split(unlearnable(random, count), unlearnable(random, testCount));
    }

    private static Dataset unlearnable(Random random, int count) {
        float[] rows = new float[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(3) == 0 ? 100 * random.nextFloat() : 0;
        }
        return data(rows, random.ints(count, 0, CLASSES).toArray(), CLASSES);
    }

    private static ArrayExample<Label> example(Dataset data, int t) {
        float[] row = data.row(t);
        int[] active = IntStream.range(0, FEATURES).filter(i -> row[i] != 0).toArray();
        return new ArrayExample<>(
                new Label("" + data.label(t)),
                IntStream.of(active).mapToObj(i -> "" + i).toArray(String[]::new),
                IntStream.of(active).mapToDouble(i -> row[i]).toArray());
    }

    @ParameterizedTest
    @MethodSource("peers")
    void learnsOnOtherRows(Contender peer) {
        Split data = data(1200, 300);
        // The same with the features the other way round.
        FeatureOrder turned = FeatureOrder.of(
                IntStream.range(0, FEATURES).map(i -> FEATURES - 1 - i).toArray());
        LabelledRows turnedTest = turned.apply(data.test().labelled());
        try (OnlineLearner learner = peer.prepare(data.train(), 1)) {
            new Prequential(learner).learn(data.train().labelled());
            assertTrue(Score.of(learner, data.test().labelled()).correct() > 285);
            long before = Score.of(learner, turnedTest).correct();
            new Prequential(learner).learn(turned.apply(data.train().labelled()));
            assertTrue(Score.of(learner, turnedTest).correct() > before + 30, "" + before);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void countsItsWork(Contender peer) {
        double work = peer.multiplyAddsPerRow(data(200, 10).train());
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
