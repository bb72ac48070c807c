package io.github.jgln.cpu;

import io.github.jgln.BasePredictor;
import io.github.jgln.SideInformation;
import io.github.jgln.spi.InputStatistics;
import io.github.jgln.spi.NetworkSpec;

/**
 * Makes side information and base logits of a block's rows, and keeps the input statistics.
 *
 * <p>What reads running statistics is computed feature by feature, through all rows of the block in order, since each row
 * sees the statistics of those before it; everything else row by row. Both ways cut into tasks that threads share.
 */
final class RowInputs {
    private static final int FEATURES_PER_TASK = 64;
    private static final int ROWS_PER_TASK = 16;

    private final NetworkSpec spec;
    private final Kernels kernels;
    private final int n;
    private final int k;
    private final boolean statisticsInSide;
    private final boolean statisticsInBase;

    private long count;
    private final double[] mean;
    private final double[] squares;
    /** Mean and scale as the rows see them while the statistics stand still. */
    private final float[] frozenMean;

    private final float[] frozenScale;
    private boolean frozen;

    private boolean running;
    private float[] rows;
    private int rowsOffset;
    private int rowCount;
    private float[] hostLogits;
    private int hostOffset;
    private float[] side;
    private Side layout;
    private float[] logits;
    private int logitsOffset;

    /** @param k the padded width of a row of base logits */
    RowInputs(NetworkSpec spec, InputStatistics statistics, Kernels kernels, int k) {
        this.spec = spec;
        this.kernels = kernels;
        this.n = spec.inputs();
        this.k = k;
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
     * Says what the next tasks are about.
     *
     * @param learning whether the rows are taken into running statistics
     */
    void begin(
            float[] rows,
            int rowsOffset,
            int rowCount,
            float[] hostLogits,
            int hostOffset,
            boolean learning,
            float[] side,
            float[] logits,
            int logitsOffset) {
        this.rows = rows;
        this.rowsOffset = rowsOffset;
        this.rowCount = rowCount;
        this.hostLogits = hostLogits;
        this.hostOffset = hostOffset;
        this.side = side;
        if (layout == null || layout.rows() != rowCount) {
            layout = new Side(n, rowCount, kernels.tileRows());
        }
        this.logits = logits;
        this.logitsOffset = logitsOffset;
        this.running = learning && spec.runningStatistics();
        if (!running && !frozen && frozenMean.length > 0) {
            for (int j = 0; j < n; j++) {
                frozenMean[j] = (float) mean[j];
                frozenScale[j] = InputStatistics.scale(count, squares[j]);
            }
            frozen = true;
        }
    }

    private int featureTasks() {
        return running ? (n + FEATURES_PER_TASK - 1) / FEATURES_PER_TASK : 0;
    }

    int tasks() {
        return featureTasks() + (rowCount + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    }

    void run(int task) {
        if (task < featureTasks()) {
            int from = task * FEATURES_PER_TASK;
            runFeatures(from, Math.min(n, from + FEATURES_PER_TASK));
        } else {
            int from = (task - featureTasks()) * ROWS_PER_TASK;
            for (int t = from; t < Math.min(rowCount, from + ROWS_PER_TASK); t++) {
                runRow(t);
            }
        }
    }

    /** Called once after all tasks. */
    void end() {
        if (running) {
            count += rowCount;
            frozen = false;
        }
    }

    private void runFeatures(int from, int to) {
        boolean scaledSide = spec.sideInformation() == SideInformation.STANDARDISED;
        boolean scaledBase = spec.basePredictor() instanceof BasePredictor.StandardisedSigmoid;
        float factor = spec.basePredictor() instanceof BasePredictor.CentredLogits c ? c.scale() : 1;
        for (int t = 0; t < rowCount; t++) {
            int sideAt = layout.offset(t);
            int stride = layout.stride(t);
            long before = count + t;
            double share = 1.0 / (before + 1);
            for (int j = from; j < to; j++) {
                float x = rows[rowsOffset + t * n + j];
                float centred = x - (float) mean[j];
                float scale = scaledSide || scaledBase ? InputStatistics.scale(before, squares[j]) : 1;
                if (statisticsInSide) {
                    side[sideAt + j * stride] = scaledSide ? centred * scale : centred;
                }
                if (statisticsInBase) {
                    logits[logitsOffset + t * k + j] = bounded(centred * (scaledBase ? scale : factor));
                }
                double d = x - mean[j];
                mean[j] += d * share;
                squares[j] += d * (x - mean[j]);
            }
        }
    }

    private void runRow(int t) {
        int row = rowsOffset + t * n;
        int to = logitsOffset + t * k;
        if (!statisticsInSide || !running) {
            writeSide(t, row);
        }
        float epsilon = spec.predictionClipping();
        float bound = spec.logitBound();
        BasePredictor predictor = spec.basePredictor();
        if (predictor instanceof BasePredictor.RowMinMax) {
            kernels.minMaxLogits(rows, row, n, epsilon, bound, logits, to);
        } else if (predictor instanceof BasePredictor.Clip) {
            kernels.clipLogits(rows, row, n, epsilon, bound, logits, to);
        } else if (predictor instanceof BasePredictor.ConstantPrior prior) {
            logits[to] = FastMath.logit(prior.probability(), epsilon, bound);
        } else if (predictor.onHost()) {
            int width = spec.basePredictions();
            System.arraycopy(hostLogits, hostOffset + t * width, logits, to, width);
        } else if (!running) {
            float factor = predictor instanceof BasePredictor.CentredLogits c ? c.scale() : 1;
            boolean scaled = predictor instanceof BasePredictor.StandardisedSigmoid;
            for (int j = 0; j < n; j++) {
                logits[to + j] = bounded((rows[row + j] - frozenMean[j]) * (scaled ? frozenScale[j] : factor));
            }
        }
    }

    private void writeSide(int t, int row) {
        int at = layout.offset(t);
        int stride = layout.stride(t);
        if (!statisticsInSide) {
            for (int j = 0; j < n; j++) {
                side[at + j * stride] = rows[row + j];
            }
            return;
        }
        boolean scaled = spec.sideInformation() == SideInformation.STANDARDISED;
        for (int j = 0; j < n; j++) {
            float centred = rows[row + j] - frozenMean[j];
            side[at + j * stride] = scaled ? centred * frozenScale[j] : centred;
        }
    }

    private float bounded(float logit) {
        float bound = spec.logitBound();
        return logit > bound ? bound : logit < -bound ? -bound : logit;
    }
}
