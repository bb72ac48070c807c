package io.github.jgln.bench.peers;

import io.github.jgln.Coupling;
import io.github.jgln.Predictions;
import io.github.jgln.Rows;
import io.github.jgln.Targets;
import io.github.jgln.bench.tables.TableContender;
import io.github.jgln.bench.tables.TableSet;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees, which see all rows as often as they like: a ceiling. A tenth of the rows is kept aside to say how many trees are
 * enough.
 */
final class XgboostTables implements TableContender.Offline {
    private static final double RATE = 0.1;
    private static final int DEPTH = 6;
    private static final int MOST_ROUNDS = 1000;
    private static final int PATIENCE = 50;
    private static final double GROWN_ON = 0.9;

    @Override
    public String name() {
        return "XGBoost";
    }

    @Override
    public String method() {
        return "XGBoost " + Versions.of("xgboost") + ": rate " + RATE + ", depth " + DEPTH + ", up to " + MOST_ROUNDS
                + " rounds, ended when the last tenth of the rows learnt gains nothing for " + PATIENCE
                + "; a number for each category; 1 thread";
    }

    @Override
    public Predictions predict(TableSet train, Rows test, long seed) {
        int classes = train.classes().size();
        int grown = Math.max(1, (int) (GROWN_ON * train.count()));
        TableFeatures features = new TableFeatures(train.columns(), false);
        Map<String, Object> parameters = Map.of(
                "objective",
                "multi:softprob",
                "num_class",
                classes,
                "eval_metric",
                "mlogloss",
                "eta",
                RATE,
                "max_depth",
                DEPTH,
                "tree_method",
                "hist",
                "nthread",
                1,
                "seed",
                seed,
                "verbosity",
                0);
        try {
            DMatrix growing = matrix(features, train.part(0, grown));
            DMatrix aside = matrix(features, train.part(grown, train.count() - grown));
            Booster trees = XGBoost.train(
                    growing,
                    new HashMap<>(parameters),
                    MOST_ROUNDS,
                    Map.of("aside", aside),
                    null,
                    null,
                    null,
                    PATIENCE);
            int best = Integer.parseInt(trees.getAttr("best_iteration"));
            float[][] probabilities = trees.predict(matrix(features, test), false, best + 1);
            float[] scores = new float[test.count() * classes];
            for (int t = 0; t < test.count(); t++) {
                System.arraycopy(Probabilities.scores(probabilities[t]), 0, scores, t * classes, classes);
            }
            float[] logits = SoftmaxLearner.logits(scores, classes);
            return new Predictions(test.count(), logits.length / test.count(), Coupling.SOFTMAX, logits);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
        }
    }

    private static DMatrix matrix(TableFeatures features, TableSet set) throws XGBoostError {
        DMatrix matrix = matrix(features, set.rows().rows());
        float[] labels = new float[set.count()];
        Targets.Classes classes = (Targets.Classes) set.rows().targets();
        for (int t = 0; t < labels.length; t++) {
            labels[t] = classes.get(t);
        }
        matrix.setLabel(labels);
        return matrix;
    }

    private static DMatrix matrix(TableFeatures features, Rows rows) throws XGBoostError {
        float[] numbers = new float[Math.multiplyExact(rows.count(), features.width())];
        for (int t = 0; t < rows.count(); t++) {
            features.write(rows, t, numbers, t * features.width());
        }
        return new DMatrix(numbers, rows.count(), features.width(), Float.NaN);
    }
}
