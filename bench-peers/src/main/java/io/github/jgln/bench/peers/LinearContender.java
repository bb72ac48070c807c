package io.github.jgln.bench.peers;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.bench.compare.Learner;
import io.github.jgln.bench.compare.LearningCurve;
import io.github.jgln.bench.rows.CompareData;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.util.VectorNormalizer;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * What a user of the JVM would pick for learning online: Tribuo's multinomial logistic regression by stochastic gradient
 * descent, with AdaGrad and the step sizes Tribuo itself gives it, one row at a time, one pass.
 */
public final class LinearContender implements Contender {
    private static final double INITIAL_RATE = 1.0;
    private static final double EPSILON = 0.1;
    private static final int EPOCHS = 1;
    private static final int MINIBATCH = 1;
    private static final int MARK_ROWS = 500;

    /** Found by {@link java.util.ServiceLoader}. */
    public LinearContender() {}

    @Override
    public String name() {
        return "linear (Tribuo)";
    }

    @Override
    public String device() {
        return "Tribuo, processor, 1 thread";
    }

    @Override
    public String method() {
        return "multinomial logistic regression, AdaGrad " + INITIAL_RATE + ", batch 1, sparse rows";
    }

    /** Tribuo skips features that are 0: scores and updates of the others and of the bias. */
    @Override
    public double multiplyAddsPerRow(CompareData data) {
        long active = IntStream.range(0, data.rows().length)
                .filter(i -> data.rows()[i] != 0)
                .count();
        return 2.0 * data.classes() * (1 + (double) active / data.rowCount());
    }

    @Override
    public Learner prepare(CompareData data, long seed) {
        Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
        String[] features =
                IntStream.range(0, data.features()).mapToObj(String::valueOf).toArray(String[]::new);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> rows =
                new MutableDataset<>(new SimpleDataSourceProvenance(data.name(), factory), factory);
        for (int t = 0; t < data.rowCount(); t++) {
            rows.add(example(features, data.rows(), t, data.labels()[t]));
        }
        List<Example<Label>> testRows = new ArrayList<>();
        for (int t = 0; t < data.testCount(); t++) {
            testRows.add(example(features, data.testRows(), t, data.testLabels()[t]));
        }
        return new Linear(rows, testRows, seed);
    }

    /** Tribuo has no example without features, so an empty row keeps one that is 0. All at once, for it sorts each time. */
    private static Example<Label> example(String[] features, float[] rows, int t, int label) {
        int from = t * features.length;
        int[] active = IntStream.range(0, features.length)
                .filter(i -> rows[from + i] != 0)
                .toArray();
        if (active.length == 0) {
            active = new int[1];
        }
        return new ArrayExample<>(
                new Label(String.valueOf(label)),
                IntStream.of(active).mapToObj(i -> features[i]).toArray(String[]::new),
                IntStream.of(active).mapToDouble(i -> rows[from + i]).toArray());
    }

    private static final class Linear implements Learner {
        private final MutableDataset<Label> rows;
        private final List<Example<Label>> testRows;
        private final long seed;
        private Model<Label> model;

        Linear(MutableDataset<Label> rows, List<Example<Label>> testRows, long seed) {
            this.rows = rows;
            this.testRows = testRows;
            this.seed = seed;
        }

        @Override
        public void learn(LearningCurve curve) {
            LinearSGDTrainer trainer = new LinearSGDTrainer(
                    new Watched(curve, rows.size()),
                    new AdaGrad(INITIAL_RATE, EPSILON),
                    EPOCHS,
                    rows.size(),
                    MINIBATCH,
                    seed);
            trainer.setShuffle(false);
            model = trainer.train(rows);
        }

        @Override
        public int correctTestRows() {
            return (int) testRows.stream()
                    .filter(row -> model.predict(row)
                            .getOutput()
                            .getLabel()
                            .equals(row.getOutput().getLabel()))
                    .count();
        }

        @Override
        public void close() {}
    }

    /** The log loss, which is shown each row's scores before the row is learnt, and so can tell the online accuracy. */
    private static final class Watched implements LabelObjective {
        private final LogMulticlass loss = new LogMulticlass();
        private final LearningCurve curve;
        private final int rowCount;
        private int seen;

        Watched(LearningCurve curve, int rowCount) {
            this.curve = curve;
            this.rowCount = rowCount;
        }

        @Override
        public Pair<Double, SGDVector> lossAndGradient(Integer truth, SGDVector scores) {
            curve.row(scores.indexOfMax() == truth);
            Pair<Double, SGDVector> result = loss.lossAndGradient(truth, scores);
            if (++seen % MARK_ROWS == 0 || seen == rowCount) {
                curve.mark();
            }
            return result;
        }

        @Deprecated
        @Override
        public Pair<Double, SGDVector> valueAndGradient(int truth, SGDVector scores) {
            return lossAndGradient(truth, scores);
        }

        @Override
        public VectorNormalizer getNormalizer() {
            return loss.getNormalizer();
        }

        @Override
        public boolean isProbabilistic() {
            return loss.isProbabilistic();
        }

        @Override
        public ConfiguredObjectProvenance getProvenance() {
            return loss.getProvenance();
        }
    }
}
