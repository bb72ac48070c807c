package io.github.jgln.bench.peers;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.bench.compare.Contender;
import io.github.jgln.data.Dataset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.classification.sgd.LabelObjective;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.SGDVector;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * What a user of the JVM would pick for learning online: Tribuo's multinomial logistic regression by stochastic gradient
 * descent, with AdaGrad and the step sizes Tribuo itself gives it, one row at a time, one pass. Tribuo's own trainer wants all
 * rows at once, so its steps are taken here one by one; they come to the same weights.
 */
public final class LinearContender implements Contender {
    static final double INITIAL_RATE = 1.0;
    static final double EPSILON = 0.1;

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
    public double multiplyAddsPerRow(Dataset train) {
        long active = 0;
        Rows rows = train.rows();
        for (int i = rows.offset(); i < rows.offset(rows.count()); i++) {
            active += rows.values()[i] != 0 ? 1 : 0;
        }
        return 2.0 * train.classCount() * (1 + (double) active / train.rowCount());
    }

    /** @param seed plays no part: weights begin with 0, and the order of the rows is theirs */
    @Override
    public OnlineLearner prepare(Dataset train, long seed) {
        return new Linear(train.classes(), train.features());
    }

    /** Learns rows of finite numbers. */
    static final class Linear extends SoftmaxLearner {
        private final int classes;
        /** Tribuo has features in the order of their names; in another order sums would be rounded otherwise. */
        private final int[] byName;

        private final LinearParameters weights;
        private final LabelObjective loss = new LogMulticlass();
        private final StochasticGradientOptimiser optimiser = new AdaGrad(INITIAL_RATE, EPSILON);

        Linear(List<String> classes, int features) {
            super(classes, features, false);
            this.classes = classes.size();
            this.byName = IntStream.range(0, features)
                    .boxed()
                    .sorted(Comparator.comparing(String::valueOf))
                    .mapToInt(Integer::intValue)
                    .toArray();
            // The last feature is the bias.
            this.weights = new LinearParameters(features + 1, this.classes);
            optimiser.initialise(weights);
        }

        @Override
        float[] scores(Rows rows) {
            float[] scores = new float[rows.count() * classes];
            for (int t = 0; t < rows.count(); t++) {
                write(weights.predict(sparse(rows, t)), scores, t * classes);
            }
            return scores;
        }

        @Override
        float[] learn(Rows row, int label) {
            SparseVector features = sparse(row, 0);
            DenseVector predicted = weights.predict(features);
            float[] before = new float[classes];
            // The loss writes over what it is given.
            write(predicted, before, 0);
            Pair<Double, SGDVector> gradient = loss.lossAndGradient(label, predicted);
            weights.update(optimiser.step(weights.gradients(gradient, features), 1));
            return before;
        }

        private static void write(DenseVector scores, float[] into, int at) {
            for (int c = 0; c < scores.size(); c++) {
                into[at + c] = (float) scores.get(c);
            }
        }

        /** The features that are not 0, and the bias. */
        private SparseVector sparse(Rows rows, int t) {
            int n = rows.features();
            int[] indices = new int[n + 1];
            double[] values = new double[n + 1];
            int active = 0;
            for (int j = 0; j < n; j++) {
                float value = rows.values()[rows.offset(t) + byName[j]];
                if (value != 0) {
                    indices[active] = j;
                    values[active++] = value;
                }
            }
            indices[active] = n;
            values[active++] = 1;
            return SparseVector.createSparseVector(
                    n + 1, Arrays.copyOf(indices, active), Arrays.copyOf(values, active));
        }

        @Override
        public void close() {}
    }
}
