package io.github.jgln.bench.regression;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.Task;

/**
 * The baseline: least squares on all features and a constant, exact after every row. With {@code n} rows of mean {@code m}, their
 * scatter {@code S} and {@code A = S (1 + 1/n on the diagonal)}, which is a prior of one row, it says of a row {@code x} the mean
 * {@code ȳ + (x - m)ᵀ A⁻¹ s} and the variance {@code v (1 + 1/n + (x - m)ᵀ A⁻¹ (x - m))}, where {@code s} is the scatter of features
 * and target and {@code v} what the line leaves of the target's scatter, over {@code n - N - 1}. The scatter is kept and solved anew for each row,
 * which is slower than updating its inverse and does not drift.
 */
final class LeastSquares implements RegressionContender {
    static final String NAME = "RLS";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String method() {
        return "recursive least squares on all features and a constant, the baseline; its own variances";
    }

    /** @param seed plays no part: nothing is drawn */
    @Override
    public OnlineLearner prepare(int features, long rows, long seed) {
        return new Learner(features);
    }

    private static final class Learner implements OnlineLearner {
        private final int features;
        private final double[] means;
        private final double[] scatter;
        private final double[] products;
        private final double[] factor;
        private final double[] coefficients;
        private final double[] off;
        private long learnt;
        private double meanTarget;
        private double bracket;
        private double scatterTarget;

        Learner(int features) {
            this.features = features;
            this.means = new double[features];
            this.scatter = new double[features * features];
            this.products = new double[features];
            this.factor = new double[features * features];
            this.coefficients = new double[features];
            this.off = new double[features];
        }

        @Override
        public Task task() {
            return new Task.Regression(1);
        }

        @Override
        public int features() {
            return features;
        }

        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public long rowsLearned() {
            return learnt;
        }

        @Override
        public void predict(Rows rows, float[] out) {
            for (int t = 0; t < rows.count(); t++) {
                out[2 * t] = (float) say(rows, t);
                out[2 * t + 1] = (float) Math.max(Float.MIN_NORMAL, variance());
            }
        }

        @Override
        public void learn(Rows rows, Targets targets, float[] before) {
            Targets.Reals numbers = (Targets.Reals) targets;
            for (int t = 0; t < rows.count(); t++) {
                double mean = say(rows, t);
                before[2 * t] = (float) mean;
                before[2 * t + 1] = (float) Math.max(Float.MIN_NORMAL, variance());
                takeIn(rows, t, numbers.of()[numbers.from() + t]);
            }
        }

        /** The mean of a row; leaves what the variance needs in {@code off} and {@code bracket}. */
        private double say(Rows rows, int t) {
            double mean = meanTarget;
            for (int j = 0; j < features; j++) {
                off[j] = rows.values()[rows.offset(t) + j] - means[j];
                mean += off[j] * coefficients[j];
            }
            bracket = 1;
            if (learnt > 0) {
                bracket += 1.0 / learnt;
                forward(off);
                for (double half : off) {
                    bracket += half * half;
                }
            }
            return mean;
        }

        private double variance() {
            if (learnt < 2) {
                return 1;
            }
            if (learnt <= features + 2) {
                return bracket * scatterTarget / learnt;
            }
            double explained = 0;
            for (int j = 0; j < features; j++) {
                explained += coefficients[j] * products[j];
            }
            return bracket * Math.max(0, scatterTarget - explained) / (learnt - features - 1);
        }

        private void takeIn(Rows rows, int t, double target) {
            double kept = learnt / (learnt + 1.0);
            learnt++;
            double offTarget = target - meanTarget;
            for (int i = 0; i < features; i++) {
                off[i] = rows.values()[rows.offset(t) + i] - means[i];
            }
            for (int i = 0; i < features; i++) {
                double scaled = kept * off[i];
                products[i] += scaled * offTarget;
                for (int j = 0; j <= i; j++) {
                    scatter[i * features + j] += scaled * off[j];
                }
                means[i] += off[i] / learnt;
            }
            meanTarget += offTarget / learnt;
            scatterTarget += kept * offTarget * offTarget;
            solve();
        }

        /** Cholesky's {@code L Lᵀ = A}, and the coefficients by it. */
        private void solve() {
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = scatter[i * features + j];
                    if (i == j) {
                        // A feature that has not varied yet has no coefficient.
                        sum = sum == 0 ? 1 : sum * (1 + 1.0 / learnt);
                    }
                    for (int k = 0; k < j; k++) {
                        sum -= factor[i * features + k] * factor[j * features + k];
                    }
                    factor[i * features + j] = i == j ? Math.sqrt(sum) : sum / factor[j * features + j];
                }
            }
            System.arraycopy(products, 0, coefficients, 0, features);
            forward(coefficients);
            for (int i = features - 1; i >= 0; i--) {
                double sum = coefficients[i];
                for (int k = i + 1; k < features; k++) {
                    sum -= factor[k * features + i] * coefficients[k];
                }
                coefficients[i] = sum / factor[i * features + i];
            }
        }

        /** {@code L⁻¹ v} in place. */
        private void forward(double[] v) {
            for (int i = 0; i < features; i++) {
                double sum = v[i];
                for (int k = 0; k < i; k++) {
                    sum -= factor[i * features + k] * v[k];
                }
                v[i] = sum / factor[i * features + i];
            }
        }

        @Override
        public void close() {}
    }
}
