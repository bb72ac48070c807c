package io.github.jgln.bench.peers;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TableSet;
import java.util.List;

/**
 * A learner of MOA, with MOA's own defaults and its own types of columns. MOA is under the GPL, so it runs in a process of its own.
 */
final class MoaTables implements TableContender.Online {
    private final String name;
    private final String learner;
    private final String about;
    private final MoaProcesses processes = new MoaProcesses();

    /**
     * @param learner as MOA's command line has it
     * @param about it, for notes
     */
    private MoaTables(String name, String learner, String about) {
        this.name = name;
        this.learner = learner;
        this.about = about;
    }

    /** All that are compared. */
    static List<TableContender> all() {
        return List.of(
                new MoaTables("ARF-10", "meta.AdaptiveRandomForest -s 10", "adaptive random forest, 10 trees"),
                new MoaTables("ARF-100", "meta.AdaptiveRandomForest -s 100", "adaptive random forest, 100 trees"),
                new MoaTables("SRP-10", "meta.StreamingRandomPatches -s 10", "streaming random patches, 10 trees"),
                new MoaTables("SRP-100", "meta.StreamingRandomPatches -s 100", "streaming random patches, 100 trees"),
                new MoaTables("HAT", "trees.HoeffdingAdaptiveTree", "Hoeffding adaptive tree"),
                new MoaTables("NB", "bayes.NaiveBayes", "naive Bayes"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String method() {
        return "MOA " + Versions.of("moa") + ": " + about + " (" + learner + ")";
    }

    @Override
    public OnlineLearner prepare(TableSet like, long seed) {
        return new Learner(like, seed);
    }

    private final class Learner extends SoftmaxLearner {
        private final int classes;
        private final MoaProcess moa;
        private boolean closed;

        Learner(TableSet like, long seed) {
            super(like.classes(), like.columns().size(), true);
            this.classes = like.classes().size();
            this.moa = processes.take();
            moa.begin(learner, seed, like);
        }

        @Override
        float[] scores(Rows rows) {
            return Probabilities.scores(moa.predict(rows, classes), classes);
        }

        @Override
        float[] learn(Rows row, int label) {
            return learn(row, new Targets.Classes(label));
        }

        /** Many at a time, as another process is far away. */
        @Override
        float[] learn(Rows rows, Targets.Classes labels) {
            return Probabilities.scores(moa.learn(rows, labels, classes), classes);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                processes.release(moa);
            }
        }
    }
}
