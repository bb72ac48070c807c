package io.github.jgln.bench.peers;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TableSet;

/** The logistic regression of {@link LinearContender} on tables. */
final class TribuoTables implements TableContender.Online {
    @Override
    public String name() {
        return "Tribuo";
    }

    @Override
    public String method() {
        return "Tribuo " + Versions.of("tribuo") + ": logistic regression, AdaGrad " + LinearContender.INITIAL_RATE
                + "; numbers standardised by the rows before, a number for each category";
    }

    /** @param seed plays no part: weights begin with 0 */
    @Override
    public OnlineLearner prepare(TableSet like, long seed) {
        return new Learner(like);
    }

    private static final class Learner extends RowByRow {
        private final LinearContender.Linear linear;

        Learner(TableSet like) {
            super(like);
            this.linear = new LinearContender.Linear(like.classes(), width());
        }

        @Override
        float[] predict(Rows row) {
            return Probabilities.softmax(linear.scores(row));
        }

        @Override
        float[] learnNumbers(Rows row, int label) {
            return Probabilities.softmax(linear.learn(row, label));
        }

        @Override
        public void close() {}
    }
}
