package io.github.jgln.bench.peers;

import io.github.jgln.Column;
import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.regression.MeanLearner;
import io.github.jgln.bench.regression.RegressionContender;
import java.util.Collections;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.sgd.RegressionObjective;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Tribuo's linear regression by stochastic gradient descent on squared loss, one row at a time, one pass; its own trainer wants all rows
 * at once, so its steps are taken here one by one. Features and target are standardised by the rows before, without which one rate could
 * not do for all tables.
 */
final class TribuoRegression implements RegressionContender {
    private static final double INITIAL_RATE = 0.1;
    private static final double EPSILON = 1e-6;

    @Override
    public String name() {
        return "Tribuo";
    }

    @Override
    public String method() {
        return "Tribuo " + Versions.of("tribuo") + ": linear regression by SGD, AdaGrad " + INITIAL_RATE
                + "; features and target standardised by the rows before; variance of its errors";
    }

    /** @param seed plays no part: weights begin with 0 */
    @Override
    public OnlineLearner prepare(int features, long rows, long seed) {
        return new Learner(features);
    }

    private static final class Learner extends MeanLearner {
        private final TableFeatures features;
        private final LinearParameters weights;
        private final RegressionObjective loss = new SquaredLoss();
        private final StochasticGradientOptimiser optimiser = new AdaGrad(INITIAL_RATE, EPSILON);
        private final TargetScale scale = new TargetScale();

        Learner(int features) {
            super(features);
            this.features = new TableFeatures(Collections.nCopies(features, new Column.Number("x")), true);
            // The last feature is the bias.
            this.weights = new LinearParameters(features + 1, 1);
            optimiser.initialise(weights);
        }

        @Override
        protected double[] means(Rows rows) {
            double[] means = new double[rows.count()];
            for (int t = 0; t < means.length; t++) {
                means[t] =
                        scale.number(weights.predict(numbers(rows.part(t, 1))).get(0));
            }
            return means;
        }

        @Override
        protected double[] learnMeans(Rows rows, Targets.Reals targets) {
            double[] means = new double[rows.count()];
            for (int t = 0; t < means.length; t++) {
                Rows row = rows.part(t, 1);
                DenseVector x = numbers(row);
                DenseVector predicted = weights.predict(x);
                means[t] = scale.number(predicted.get(0));
                double number = targets.of()[targets.from() + t];
                DenseVector truth = DenseVector.createDenseVector(new double[] {scale.standard(number)});
                weights.update(optimiser.step(weights.gradients(loss.lossAndGradient(truth, predicted), x), 1));
                features.learn(row);
                scale.learn(number);
            }
            return means;
        }

        private DenseVector numbers(Rows row) {
            Rows standard = features.of(row);
            double[] x = new double[features.width() + 1];
            for (int j = 0; j < features.width(); j++) {
                x[j] = standard.values()[standard.offset() + j];
            }
            x[features.width()] = 1;
            return DenseVector.createDenseVector(x);
        }

        @Override
        public void close() {}
    }

    /** Mean and deviation of the targets learnt, by Welford's method. */
    private static final class TargetScale {
        private long count;
        private double mean;
        private double squares;

        private double deviation() {
            return count < 2 || squares == 0 ? 1 : Math.sqrt(squares / count);
        }

        double standard(double number) {
            return (number - mean) / deviation();
        }

        double number(double standard) {
            return mean + deviation() * standard;
        }

        void learn(double number) {
            double off = number - mean;
            mean += off / ++count;
            squares += off * (number - mean);
        }
    }
}
