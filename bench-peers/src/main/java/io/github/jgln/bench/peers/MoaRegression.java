package io.github.jgln.bench.peers;

import io.github.jgln.OnlineLearner;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.regression.MeanLearner;
import io.github.jgln.bench.regression.RegressionContender;
import java.util.List;

/** A learner of numbers of MOA, with MOA's own defaults; as {@link MoaTables}, in a process of its own. */
final class MoaRegression implements RegressionContender {
    private final MoaProcesses processes = new MoaProcesses();
    private final String name;
    private final String learner;
    private final String about;

    /**
     * @param learner as MOA's command line has it, where SEED stands for the seed
     * @param about it, for notes
     */
    private MoaRegression(String name, String learner, String about) {
        this.name = name;
        this.learner = learner;
        this.about = about;
    }

    /** All that are compared. */
    static List<RegressionContender> all() {
        return List.of(
                new MoaRegression("FIMT-DD", "trees.FIMTDD", "fast incremental model tree with drift detection"),
                new MoaRegression("ARF-Reg", "meta.AdaptiveRandomForestRegressor", "adaptive random forest of numbers"),
                new MoaRegression("AMRules", "rules.AMRulesRegressor -r SEED", "adaptive model rules"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String method() {
        return "MOA " + Versions.of("moa") + ": " + about + " (" + learner + "); variance of its errors";
    }

    @Override
    public OnlineLearner prepare(int features, long rows, long seed) {
        return new Learner(features, seed);
    }

    private final class Learner extends MeanLearner {
        private final MoaProcess moa;
        private boolean closed;

        Learner(int features, long seed) {
            super(features);
            this.moa = processes.take();
            moa.begin(learner.replace("SEED", "" + seed), seed, features);
        }

        @Override
        protected double[] means(Rows rows) {
            return moa.predict(rows, 1);
        }

        @Override
        protected double[] learnMeans(Rows rows, Targets.Reals targets) {
            return moa.learn(rows, targets, 1);
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
