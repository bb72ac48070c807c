package io.github.jgln.bench.peers;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarsLearner;

/**
 * Vowpal Wabbit, one against all, with its own defaults; by its Java interface, which takes rows as text. Its natives, which the
 * jar brings, are for Linux on x86-64 only.
 */
final class VowpalWabbitTables implements TableContender.Online {
    private static final String OPTIONS = "--oaa %d --probabilities --loss_function logistic --random_seed %d --quiet";

    @Override
    public String name() {
        return "VW";
    }

    @Override
    public String method() {
        return "Vowpal Wabbit " + Versions.of("vw")
                + ": --oaa --probabilities --loss_function logistic; numbers standardised by the rows before, a number for"
                + " each category; rows handed over as text";
    }

    @Override
    public OnlineLearner prepare(TableSet like, long seed) {
        return new Learner(like, seed);
    }

    private static final class Learner extends RowByRow {
        private final VWScalarsLearner wabbit;

        Learner(TableSet like, long seed) {
            super(like);
            this.wabbit = VWLearners.create(String.format(Locale.ROOT, OPTIONS, classes, seed));
        }

        @Override
        float[] predict(Rows row) {
            return Probabilities.scores(wabbit.predict(text(row).toString()));
        }

        /** What it returns it predicted before. */
        @Override
        float[] learnNumbers(Rows row, int label) {
            return Probabilities.scores(
                    wabbit.learn(text(row).insert(0, label + 1).toString()));
        }

        private static StringBuilder text(Rows row) {
            StringBuilder text = new StringBuilder(" |");
            for (int i = 0; i < row.features(); i++) {
                float value = row.values()[row.offset() + i];
                if (value != 0) {
                    text.append(' ').append(i).append(':').append(value);
                }
            }
            return text;
        }

        @Override
        public void close() {
            try {
                wabbit.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
