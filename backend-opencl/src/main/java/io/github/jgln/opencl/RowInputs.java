package io.github.jgln.opencl;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.NetworkSpec;

/** Makes side information and base logits of a block's rows, on the host, and keeps the input statistics. */
final class RowInputs {
    private final NetworkSpec spec;
    private final int n;
    private final int width;
    private final boolean statisticsInSide;
    private final boolean statisticsInBase;
    private long count;
    private final double[] mean;
    private final double[] squares;
    /** Mean and scale as rows see them while the statistics stand still. */
    private final float[] frozenMean;

    private final float[] frozenScale;
    private boolean frozen;

    /** @param width the padded length of a row of base logits */
    RowInputs(NetworkSpec spec, InputStatistics statistics, int width) {
        this.spec = spec;
        this.n = spec.inputs();
        this.width = width;
        this.statisticsInSide = spec.sideInformation().usesStatistics();
        this.statisticsInBase = spec.basePredictor().usesStatistics();
        this.count = statistics.count();
        this.mean = statistics.mean().clone();
        this.squares = statistics.squares().clone();
        boolean any = statisticsInSide || statisticsInBase;
        this.frozenMean = new float[any ? n : 0];
        this.frozenScale = new float[any ? n : 0];
    }

    InputStatistics download() {
        return new InputStatistics(count, mean.clone(), squares.clone());
    }

    /**
     * Writes side information {@code [rows][N]} and base logits {@code [rows][width]}.
     *
     * @param from the first row
     * @param baseLogits that the host has computed, beginning at {@code baseFrom}
     * @param learning whether the rows are taken into running statistics
     */
    void prepare(
            float[] rows,
            int from,
            int rowCount,
            float[] baseLogits,
            int baseFrom,
            boolean learning,
            float[] side,
            float[] logits) {
        boolean running = learning && spec.runningStatistics();
        if (!running) {
            freeze();
        }
        if (!statisticsInSide) {
            System.arraycopy(rows, from * n, side, 0, rowCount * n);
        }
        for (int t = 0; t < rowCount; t++) {
            int row = (from + t) * n;
            if (running) {
                runFeatures(rows, row, side, t * n, logits, t * width);
            } else if (statisticsInSide) {
                centre(rows, row, side, t * n);
            }
            predict(rows, row, baseLogits, baseFrom, t, logits, running);
        }
    }

    private void freeze() {
        if (!frozen && frozenMean.length > 0) {
            for (int j = 0; j < n; j++) {
                frozenMean[j] = (float) mean[j];
                frozenScale[j] = InputStatistics.scale(count, squares[j]);
            }
            frozen = true;
        }
    }

    /** A row sees the statistics of those before it, and is then taken into them. */
    private void runFeatures(float[] rows, int row, float[] side, int sideTo, float[] logits, int logitsTo) {
        boolean scaledSide = spec.sideInformation() == SideInformation.STANDARDISED;
        boolean scaledBase = spec.basePredictor() instanceof BasePredictor.StandardisedSigmoid;
        float factor = spec.basePredictor() instanceof BasePredictor.CentredLogits c ? c.scale() : 1;
        for (int j = 0; j < n; j++) {
            float centred = rows[row + j] - (float) mean[j];
            float scale = scaledSide || scaledBase ? InputStatistics.scale(count, squares[j]) : 1;
            if (statisticsInSide) {
                side[sideTo + j] = scaledSide ? centred * scale : centred;
            }
            if (statisticsInBase) {
                logits[logitsTo + j] = bounded(centred * (scaledBase ? scale : factor));
            }
        }
        count++;
        InputStatistics.add(count, rows, row, mean, squares);
        frozen = false;
    }

    private void centre(float[] rows, int row, float[] side, int to) {
        boolean scaled = spec.sideInformation() == SideInformation.STANDARDISED;
        for (int j = 0; j < n; j++) {
            float centred = rows[row + j] - frozenMean[j];
            side[to + j] = scaled ? centred * frozenScale[j] : centred;
        }
    }

    private void predict(
            float[] rows, int row, float[] baseLogits, int baseFrom, int t, float[] logits, boolean running) {
        float epsilon = spec.predictionClipping();
        float bound = spec.logitBound();
        int to = t * width;
        BasePredictor predictor = spec.basePredictor();
        if (predictor instanceof BasePredictor.RowMinMax) {
            minMaxLogits(rows, row, epsilon, bound, logits, to);
        } else if (predictor instanceof BasePredictor.Clip) {
            for (int j = 0; j < n; j++) {
                logits[to + j] = FastMath.logit(rows[row + j], epsilon, bound);
            }
        } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
            logits[to] = FastMath.logit(prior.probability(), epsilon, bound);
        } else if (predictor.onHost()) {
            int k = spec.basePredictions();
            System.arraycopy(baseLogits, baseFrom + t * k, logits, to, k);
        } else if (!running) {
            float factor = predictor instanceof BasePredictor.CentredLogits c ? c.scale() : 1;
            boolean scaled = predictor instanceof BasePredictor.StandardisedSigmoid;
            for (int j = 0; j < n; j++) {
                logits[to + j] = bounded((rows[row + j] - frozenMean[j]) * (scaled ? frozenScale[j] : factor));
            }
        }
    }

    private void minMaxLogits(float[] rows, int row, float epsilon, float bound, float[] logits, int to) {
        float min = rows[row];
        float max = min;
        for (int j = 1; j < n; j++) {
            min = Math.min(min, rows[row + j]);
            max = Math.max(max, rows[row + j]);
        }
        float range = max - min;
        if (range > 0 && range <= Float.MAX_VALUE) {
            for (int j = 0; j < n; j++) {
                logits[to + j] = FastMath.logit((rows[row + j] - min) / range, epsilon, bound);
            }
        } else {
            // Nothing has a share of no range; one beyond what a float holds is halved.
            float halfRange = max * 0.5f - min * 0.5f;
            for (int j = 0; j < n; j++) {
                float share = (rows[row + j] * 0.5f - min * 0.5f) / halfRange;
                logits[to + j] = range > 0 ? FastMath.logit(share, epsilon, bound) : 0f;
            }
        }
    }

    private float bounded(float logit) {
        float bound = spec.logitBound();
        return logit > bound ? bound : logit < -bound ? -bound : logit;
    }
}
